"""The rest of a consistent report, built at random: people, dates, headings, claims, goals, statistics; and other layouts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from hypothesis import strategies as st

from tests.whole.consistent import GROUPS, Plan, Year, percent, plans, spaced, write

FIRST = ("Eva", "Bo", "Kim", "Ulla", "Jan", "Siv", "Märta", "Göran", "Dag", "Linn", "Olof", "Ylva", "Per", "Alma")
LAST = (
    "Ek",
    "Bergström",
    "Rask",
    "Moe",
    "Lindqvist",
    "Åhs",
    "Norén",
    "Forsberg",
    "Wik",
    "Dahl",
    "Ceder",
    "Ros",
    "Tamm",
    "Holm",
)
HEADINGS = (
    "1. Förvaltningsberättelse",
    "1.1 Översikt över verksamhetens utveckling 2021–2025",
    "1.2 Viktiga förhållanden för resultat och ekonomisk ställning",
    "1.3 Händelser av väsentlig betydelse",
    "1.4 Styrning och uppföljning av verksamheten",
    "1.5 God ekonomisk hushållning",
    "1.6 Balanskravsresultat",
    "1.7 Väsentliga personalförhållanden",
    "1.8 Förväntad utveckling",
    "2. Resultaträkning",
    "3. Balansräkning",
    "4. Kassaflödesanalys",
    "5. Drift- och investeringsredovisning",
    "6. Noter",
)


class Story(NamedTuple):
    """What is drawn beside the accounts. ``women`` and ``men``: per activity, last year and this; ``asked``: more than answered."""

    women: tuple[tuple[int, int], ...]
    men: tuple[tuple[int, int], ...]
    silent: tuple[int, ...]
    names: tuple[int, ...]
    staff: int
    budget_day: int
    days: tuple[int, int, int]
    number: int


@st.composite
def stories(draw: st.DrawFn) -> tuple[Plan, Story]:
    """A consistent report in kr with all that a federation prints beside the accounts."""
    plan = draw(plans())
    count = draw(st.integers(2, 4))
    people = st.tuples(st.integers(5, 90), st.integers(5, 90))
    decided, signed, audited = draw(st.integers(31, 60)), draw(st.integers(0, 10)), draw(st.integers(0, 10))
    return plan, Story(
        tuple(draw(people) for _ in range(count)),
        tuple(draw(people) for _ in range(count)),
        tuple(draw(st.integers(1, 40)) for _ in range(count)),
        tuple(draw(st.permutations(range(len(FIRST))))),
        draw(st.integers(1, 3)),
        draw(st.integers(0, 90)),
        (decided, decided + signed, decided + signed + audited),
        draw(st.integers(222_000_000, 222_000_999)),
    )


def organisation_number(nine: int) -> str:
    """The nine digits with their check digit (Luhn)."""
    digits = [int(d) * (2 - n % 2) for n, d in enumerate(str(nine))]
    ten = f"{nine}{-sum(d // 10 + d % 10 for d in digits) % 10}"
    return f"{ten[:6]}-{ten[6:]}"


def members(plan: Plan) -> list[str]:
    return ["Försäkringskassan", "Region Exempel", *(f"Ort{n} kommun" for n in range(plan.municipalities))]


def _cash_in_words(plan: Plan) -> list[str]:
    whole = plan.cash(0) // 1_000_000
    if not 0 <= whole <= 4:
        return []
    words = ("högst en miljon", "minst en miljon", "minst två miljoner", "minst tre miljoner", "minst fyra miljoner")[whole]
    return [f"Vid årets slut hade förbundet {words} kronor i likvida medel."]


def _blame(plan: Plan) -> list[str]:
    """The group furthest behind its budget is what a result behind the budgeted one is due to."""
    year = plan.years[0]
    behind, group = min((budget - cost, name) for budget, cost, name in zip(year.budget, year.group_costs, GROUPS, strict=True))
    whole = year.result - (year.contributions - sum(year.budget))
    return [f"Underskottet mot budget beror främst på {group.lower()}."] if behind < 0 and whole < 0 else []


def _header(plan: Plan, story: Story) -> list[str]:
    names = [f"{FIRST[n]} {LAST[n]}" for n in story.names]
    who = members(plan)
    regular, deputies = names[: len(who)], names[len(who) : 2 * len(who)]
    titles = ["Ordförande", *["Ledamot"] * (len(who) - 1)]
    board = [f"{name} | {member} | {title}" for name, member, title in zip(regular, who, titles, strict=True)]
    board += [f"{name} | {member} | Ersättare" for name, member in zip(deputies, who, strict=True)]
    auditors = [f"{names[-1]} | staten", f"{names[-2]} | regionen och kommunerna"]
    signatures = [f"{name} | | {title}" for name, title in zip(regular, titles, strict=True)]
    statements = [
        "Årsredovisningen är upprättad enligt lag (2018:597) om kommunal bokföring och redovisning.",
        "Vi intygar att årsredovisningen ger en rättvisande bild.",
        "Det egna kapitalet ligger inom de rekommenderade 20 procenten.",
        "Kostnaden för revisionen är 75 000 kr.",
        "Ett av fyra mål är uppfyllt.",
        "Satsningen Bron startade i mars 2024.",
    ]
    result = plan.years[0].result
    if result < 0:
        statements.append("Styrelsen föreslår att underskottet täcks av tidigare års överskott och inte återställs.")
    if result:
        surplus = "underskott" if result < 0 else "överskott"
        statements.append(f"Förbundet redovisar ett {surplus} på {spaced(abs(result))} kronor.")
    statements += [*_cash_in_words(plan), *_blame(plan)]
    new_year = date(2026, 1, 1)
    decided, signed, audited = (new_year + timedelta(days) for days in story.days)
    lines = [
        f"  organisation number: {organisation_number(story.number)}",
        f"  budget decided: {date(2024, 8, 31) + timedelta(story.budget_day)}",
        f"  decided: {decided}",
        f"  signed: {signed}",
        f"  audited: {audited}",
    ]
    for key, items in (
        ("members", who), ("board", board), ("auditors", auditors), ("signatures", signatures), ("contents", HEADINGS),
        ("headings", HEADINGS), ("statements", statements),
    ):  # fmt: skip
        lines += [f"  {key}:", *(f'    - "{item}"' for item in items)]
    return lines


def _table(name: str, columns: str, rows: dict[str, list[str]], unit: str = "antal", kind: str = "statistik") -> list[str]:
    lines = [f"  {name}:", f"    kind: {kind}", f'    unit: "{unit}"', f"    columns: {columns}", "    rows:"]
    return lines + [f'      "{label}": {" | ".join(cells)}' for label, cells in rows.items()]


def _statistics(plan: Plan, story: Story) -> list[str]:
    names = [f"Verksamhet {chr(65 + n)}" for n in range(len(story.women))]
    both = list(zip(names, story.women, story.men, strict=True))
    women, men = ([sum(pair[n] for pair in side) for n in (0, 1)] for side in (story.women, story.men))
    now = {name: [str(w[1]), str(m[1]), str(w[1] + m[1])] for name, w, m in both}
    lines = _table("Deltagare per verksamhet", "Kvinnor | Män | Totalt", now | {
        "Summa": [str(women[1]), str(men[1]), str(women[1] + men[1])]})  # fmt: skip
    lines += _table("Nyinskrivna", "Antal | varav kvinnor | varav män", {
        name: [str(w[0] + m[0]), str(w[0]), str(m[0])] for name, w, m in both})  # fmt: skip
    # the same people, split in two ways
    heads = "Kvinnor 2024 | Män 2024 | Kvinnor 2025 | Män 2025"
    total = {"Totalt": [str(n) for n in (women[0], men[0], women[1], men[1])]}
    lines += _table("Antal avslut per verksamhet", heads, {
        name: [str(n) for n in (w[0], m[0], w[1], m[1])] for name, w, m in both} | total)  # fmt: skip
    parts = [(n // 3, n - n // 3) for n in (women[0], men[0], women[1], men[1])]
    lines += _table("Antal avslut efter anledning", heads, {
        "Arbete": [str(a) for a, _ in parts], "Vård": [str(b) for _, b in parts]} | total)  # fmt: skip
    lines += _table("Försörjning", "Antal före [antal] | Antal efter [antal] | Förändring [antal] | Förändring i % [%]", {
        label: [str(side[0]), str(side[1]), str(side[1] - side[0]), percent(side[1] - side[0], side[0], 1)]
        for label, side in (("Försörjningsstöd", women), ("Sjukpenning", men))})  # fmt: skip
    lines += _table("Deltagare i Bron", "2025 | 2024", {"Deltagare": [str(women[1]), str(women[0])]})
    answers = [(w[0] + w[1], m[0] + m[1]) for w, m in zip(story.women, story.men, strict=True)]
    lines += _table("Svar per fråga", "Sällan | Ofta", {
        f"Fråga {n}": [percent(a, a + b, 1), percent(b, a + b, 1)] for n, (a, b) in enumerate(answers, 1)}, unit="%")  # fmt: skip
    lines += _table("Enkäter", "Antal utskick [antal] | Antal svar [antal] | Svarsfrekvens [%]", {
        name: [str(a + b + more), str(a + b), percent(a + b, a + b + more, 0)]
        for name, (a, b), more in zip(names, answers, story.silent, strict=True)})  # fmt: skip
    lines += _table("Nöjdhet", "Nöjda | Delaktiga | n [antal]", {
        name: [percent(a, a + b, 0), percent(b, a + b, 0), str(a + b)]
        for name, (a, b) in zip(names, answers, strict=True)}, unit="%")  # fmt: skip
    costs = list(zip(names, plan.years[0].budget, plan.years[0].costs[0], story.women, strict=False))
    lines += _table("Insatser", "Budget | Utfall | Avvikelse | Avvikelse i % [%] | Förbrukat [%]", {
        name: [spaced(budget), spaced(spent), spaced(budget - spent), percent(budget - spent, budget, 1),
               percent(spent, budget, 1)] for name, budget, spent, _ in costs}, unit="kr")  # fmt: skip
    lines += _table("Volymmål", "Mål 2025 | Utfall 2025 | Måluppfyllelse [%]", {
        name: [str(w[1] + m[1] + more), str(w[1] + m[1]), percent(w[1] + m[1], w[1] + m[1] + more, 1)]
        for (name, w, m), more in zip(both, story.silent, strict=True)})  # fmt: skip
    lines += _table("Kostnader per insats", "Kostnad | Antal deltagare [antal] | Kostnad per deltagare", {
        name: [spaced(spent), str(w[1]), spaced(int((Decimal(spent) / w[1]).quantize(Decimal(1), ROUND_HALF_UP)))]
        for name, _, spent, w in costs}, unit="kr")  # fmt: skip
    lines += _table("Medel över tid", "Ram | Åtgång | Grad [%]", {
        str(2025 - n): [spaced(year.contributions), spaced(year.total_costs),
                        percent(year.total_costs, year.contributions, 2)]
        for n, year in enumerate(plan.years[:5])}, unit="kr")  # fmt: skip
    lines += _table("Eget kapital över tid", "Utgående eget kapital | Medlemsbidrag | Andel av medlemsbidrag [%]", {
        str(2025 - n): [spaced(plan.equity(n)), spaced(plan.years[n].contributions),
                        percent(plan.equity(n), plan.years[n].contributions, 1)] for n in range(3)}, unit="kr")  # fmt: skip
    return lines


def _claims(plan: Plan, story: Story) -> list[str]:
    year = plan.years[0]
    women, men = (sum(pair[1] for pair in side) for side in (story.women, story.men))
    low, high = sorted((plan.equity(0), plan.equity(1)))
    left = 100 * story.women[0][0]
    word = "minskat" if plan.equity(0) == low else "ökat"
    claims: list[tuple[str, str, str, str]] = [
        (f"Eget kapital uppgår till {spaced(plan.equity(0))} kr", f"{spaced(plan.equity(0))} kr",
         "balansräkning.summa eget kapital", ""),
        (f"eget kapital motsvarar {percent(plan.equity(0), year.contributions, 1)} av medlemsbidraget",
         percent(plan.equity(0), year.contributions, 1), "balansräkning.summa eget kapital / not.medlemsbidrag", ""),
        (f"totalt {women + men} deltagare", str(women + men), "claims.kvinnor + claims.män", ""),
        (f"varav {women} kvinnor", str(women), "", "kvinnor"),
        (f"och {men} män", str(men), "", "män"),
        ("Projektet Bron, beviljade medel 2025: 420 000 kr", "420 000 kr", "", ""),
        (f"Projektet Bron, förbrukade medel 2025: {spaced(420_000 - left)} kr", f"{spaced(420_000 - left)} kr", "", ""),
        (f"Projektet Bron, återstående medel 2025: {spaced(left)} kr", f"{spaced(left)} kr", "", ""),
        (f"{percent(women, women + men, 0)} av de {women + men} som svarat är nöjda", percent(women, women + men, 0), "", ""),
    ]  # fmt: skip
    if low != high:
        claims.append((f"Eget kapital har {word}, från {spaced(plan.equity(1))} kr till {spaced(plan.equity(0))} kr",
                       f"{spaced(plan.equity(0))} kr", "", ""))  # fmt: skip
    lines = ["claims:"]
    for text, value, equals, key in claims:
        lines += [f'  - text: "{text}"', f'    value: "{value}"']
        lines += [f'    equals: "{equals}"'] if equals else []
        lines += [f"    id: {key}"] if key else []
    return lines


def _goals(story: Story) -> list[str]:
    outcome = story.women[0][0] % 40 + 50
    lines = ["goals:"]
    for target, outcomes, judgement in (
        (outcome - 3, f"{outcome} %", "met"),
        (outcome + 3, f"{outcome} %", "not met"),
        (outcome, f"{outcome + 5} % | {outcome - 5} %", "partly"),
        (outcome - 1, f"{outcome} %", ""),
    ):
        lines += [f'  - goal: "Minst {target} % ska vara nöjda"', f'    target: ">= {target} %"']
        lines += [f'    outcome: "{outcomes}"', *([f"    judgement: {judgement}"] if judgement else [])]
    return lines


def write_whole(plan: Plan, story: Story) -> str:
    """The data file of a plan and all that a federation prints beside the accounts."""
    accounts = write(plan).replace("  decided: 2026-03-01\n", "\n".join(_header(plan, story)) + "\n")
    lines = [*_statistics(plan, story), *_claims(plan, story), *_goals(story)]
    return accounts + "\n".join(lines) + "\n"


LAYOUTS = ("net", "kind", "project", "interim")


def write_short(plan: Plan, story: Story, layout: str) -> str:
    """A small federation's report; ``layout`` is that of its operating accounts, or an interim report."""
    lines = ["finsam-audit: 1", "report:", "  entity: Slumpförbundet"]
    if layout == "project":  # its tables leave out the financial items
        plan = replace(plan, years=[
            year._replace(fees=year.interest, other=min(year.other, year.group_costs[2] // 2)) for year in plan.years])  # fmt: skip
    two = plan.years[:2]

    def table(name: str, columns: str, rows: list[tuple[str, list[int | None]]], kind: str = "") -> None:
        lines.extend([f"  {name}:", *([f"    kind: {kind}"] if kind else []), f"    columns: {columns}", "    rows:"])
        for label, values in rows:
            lines.append(f"      {label}: {' | '.join('_' if value is None else spaced(value) for value in values)}")

    if layout == "interim":
        lines += ["  document: interim report", "  period: 2025-01-01 – 2025-06-30", "tables:"]
        heads = "Utfall 2025-01-01 – 2025-06-30 | Utfall 2024-01-01 – 2024-06-30 | Budget 2025 | Prognos 2025"
        four = [*two, plan.years[2], plan.years[2]]
        table("Resultaträkning", heads, [
            ("Verksamhetens intäkter", [y.income for y in four]), ("Verksamhetens kostnader", [-y.total_costs for y in four]),
            ("Periodens resultat", [y.income - y.total_costs for y in four])])  # fmt: skip
        table("Balansräkning", "2025-06-30 | 2024-12-31", [
            ("Kassa och bank", [plan.cash(0), plan.cash(1)]), ("Summa tillgångar", [plan.cash(0), plan.cash(1)])])  # fmt: skip
        return "\n".join(lines) + "\n"

    lines += ["  period: 2025", "  statements:", "    - Ingen skuldsättning har skett.",
              "    - Balanskravet gäller inte för samordningsförbund.",
              "    - Ett underskott täcks av tidigare års överskott.",
              *(["    - Verksamheten har bedrivits inom tilldelad budget."] if layout == "kind" else []), "tables:"]  # fmt: skip
    costs = [y.total_costs - y.depreciation for y in two]
    staff = [cost * 2 // 3 for cost in costs]
    table("Resultaträkning", "2025 | 2024", [
        ("Verksamhetens intäkter", [y.income for y in two]), ("Verksamhetens kostnader", [-cost for cost in costs]),
        ("Avskrivningar", [-y.depreciation for y in two]), ("Verksamhetens resultat", [y.income - y.total_costs for y in two]),
        ("Finansiella intäkter", [y.interest for y in two]), ("Finansiella kostnader", [-y.fees for y in two]),
        ("Årets resultat", [y.result for y in two])])  # fmt: skip
    table("Balansräkning", "2025-12-31 | 2024-12-31", [
        ("Anläggningstillgångar", [y.fixed for y in two]), ("Fordringar", [sum(y.receivables) for y in two]),
        ("Kassa och bank", [plan.cash(n) for n in (0, 1)]),
        ("Summa omsättningstillgångar", [plan.cash(n) + sum(y.receivables) for n, y in enumerate(two)]),
        ("Summa tillgångar", [plan.cash(n) + sum(y.receivables) + y.fixed for n, y in enumerate(two)]),
        ("Årets resultat", [y.result for y in two]), ("Övrigt eget kapital", [plan.equity(n) for n in (1, 2)]),
        ("Summa eget kapital", [plan.equity(n) for n in (0, 1)]), ("Avsättningar", [y.provision for y in two]),
        ("Långfristiga skulder", [0, 0]), ("Kortfristiga skulder", [sum(y.liabilities) for y in two]),
        ("Summa eget kapital, avsättningar och skulder",
         [plan.equity(n) + y.provision + sum(y.liabilities) for n, y in enumerate(two)]),
        ("Ställda säkerheter", [0, 0])])  # fmt: skip
    table("Not 2. Verksamhetens intäkter", "2025 | 2024", [
        ("Medlemsbidrag", [y.contributions for y in two]), ("EU-medel", [y.eu for y in two]),
        ("Övriga intäkter", [y.other for y in two]), ("Summa", [y.income for y in two])])  # fmt: skip
    table("Not 3. Verksamhetens kostnader", "2025 | 2024", [
        ("Personalkostnader", [-value for value in staff]), ("Revision", [-75_000, -70_000]),
        ("Övriga kostnader", [value + sum_ - cost for value, sum_, cost in zip(staff, (75_000, 70_000), costs, strict=True)]),
        ("Summa", [-cost for cost in costs])])  # fmt: skip
    table("Not 6. Kortfristiga skulder", "2025-12-31 | 2024-12-31", [
        ("Leverantörsskulder", [y.liabilities[0] for y in two]), ("Semesterlöneskuld", [y.liabilities[1] for y in two]),
        ("Summa", [sum(y.liabilities) for y in two])])  # fmt: skip
    table("Not 7. Upplupna kostnader", "2025-12-31 | 2024-12-31", [
        ("Upplupna löner", [y.liabilities[1] // 3 for y in two]),
        ("Semesterlöneskuld", [y.liabilities[1] - y.liabilities[1] // 3 for y in two]),
        ("Summa upplupna kostnader", [y.liabilities[1] for y in two])])  # fmt: skip
    _short_overviews(plan, story, lines, table)
    if layout == "net":
        _by_net(plan.years, lines, table)
    elif layout == "kind":
        _by_kind(plan.years, staff, table)
    else:
        _by_project(plan.years, table)
    return "\n".join(lines) + "\n"


def _short_overviews(plan: Plan, story: Story, lines: list[str], table: object) -> None:
    assert callable(table)
    three = plan.years[:3]
    table("Flerårsöversikt", "2025 | 2024 | 2023", [
        ("Verksamhetens intäkter", [y.income for y in three]),
        ("Verksamhetens kostnader", [y.depreciation - y.total_costs for y in three]),
        ("Avskrivningar", [-y.depreciation for y in three]),
        ("Verksamhetens resultat", [y.income - y.total_costs for y in three]),
        ("Finansnetto", [y.interest - y.fees for y in three]), ("Årets resultat", [y.result for y in three]),
        ("Eget kapital", [plan.equity(n) for n in range(3)]), ("Likvida medel", [plan.cash(n) for n in range(3)])])  # fmt: skip
    totals = [plan.cash(n) + sum(y.receivables) + y.fixed for n, y in enumerate(three)]
    lines.append(f"      Soliditet: {' | '.join(percent(plan.equity(n), totals[n], 0) for n in range(3))}")
    lines.append(f"      Antal anställda: {' | '.join([f'{story.staff} antal'] * 3)}")
    cost = [y.contributions - y.result for y in three]
    table("Översikt över medlemsbidragets utveckling", "2025 | 2024 | 2023", [
        ("Medlemsbidrag", [y.contributions for y in three]), ("Kostnad verksamhet", cost),
        ("Resultat", [y.result for y in three])])  # fmt: skip


def _by_net(years: list[Year], lines: list[str], table: object) -> None:
    assert callable(table)
    year, last = years[:2]
    budget = sum(year.budget)
    table("Driftredovisning", "Utfall 2025 | Budget 2025 | Utfall 2024", [
        ("Intäkter", [year.income, year.contributions, last.income]),
        ("Nettokostnad", [-year.total_costs, -budget, -last.total_costs])])  # fmt: skip
    lines += ["  Budgetuppföljning:", "    columns: Budget 2025 | Utfall 2025", "    rows:"]
    amounts = list(zip(year.budget, year.group_costs, strict=True))
    for head, labels, rows in (("Insatser", GROUPS[:2], amounts[:2]), ("Administration", ("Kansli",), amounts[2:])):
        lines.append(f"      {head}:")
        lines += [f"        {label}: {spaced(a)} | {spaced(b)}" for label, (a, b) in zip(labels, rows, strict=True)]
        lines.append(f"        Summa: {spaced(sum(a for a, _ in rows))} | {spaced(sum(b for _, b in rows))}")
    table("Not 4. Kostnader per område", "2025 | 2024", [
        ("Insatser", [-sum(y.group_costs[:2]) for y in (year, last)]),
        ("Administration", [-y.group_costs[2] for y in (year, last)]),
        ("Summa", [-sum(y.group_costs) for y in (year, last)])])  # fmt: skip
    table("Not 8. Utfall och budget", "Budget 2025 | Utfall 2025 | Differens 2025", [
        ("Verksamhetens intäkter", [year.contributions, year.income, year.income - year.contributions]),
        ("Verksamhetens kostnader", [-budget, -year.total_costs, budget - year.total_costs])])  # fmt: skip


def _by_kind(years: list[Year], staff: list[int], table: object) -> None:
    assert callable(table)
    year, last = years[:2]
    deficit = 20_000  # budgeted: no year's result is worse
    table("Driftredovisning", "Utfall 2025 Netto | Budget 2025 Netto | Utfall 2024 Netto", [
        ("Medlemsbidrag", [year.contributions, year.contributions, last.contributions]),
        ("Övriga intäkter", [year.eu + year.other, 0, last.eu + last.other]),
        ("Personal", [-staff[0], -staff[0], -staff[1]]),
        ("Övrigt", [staff[0] - year.total_costs, staff[0] - year.contributions - deficit, staff[1] - last.total_costs]),
        ("Finansiella poster", [year.interest - year.fees, 0, last.interest - last.fees]),
        ("Resultat", [year.result, -deficit, last.result])])  # fmt: skip


def _by_project(years: list[Year], table: object) -> None:
    assert callable(table)
    year = years[0]
    # the project costs the federation a thousand more than the EU pays for it
    project = year.eu + 1_000
    first, structure, administration = year.group_costs
    table("Finansierad verksamhet", "2025", [
        ("Individinriktade insatser", [first - project]), ("ESF-projekt", [1_000]),
        ("Strukturövergripande insatser", [structure]), ("Administration", [administration - year.other]),
        ("Totala kostnader", [first - year.eu + structure + administration - year.other])])  # fmt: skip
    table("Driftredovisning", "Utfall 2025 Intäkt | Utfall 2025 Kostnad | Utfall 2025 Netto", [
        ("Individinriktade insatser", [None, project - first, project - first]),
        ("Strukturövergripande insatser", [None, -structure, -structure]),
        ("Administration", [year.other, -administration, year.other - administration]),
        ("ESF-projekt", [year.eu, -project, -1_000]), ("Medlemsbidrag", [year.contributions, None, year.contributions]),
        ("Resultat före finansiella poster", [year.income, -year.total_costs, year.result]),
        ("Finansiella poster", [year.interest, -year.fees, 0]),
        ("Resultat", [year.income + year.interest, -year.total_costs - year.fees, year.result])])  # fmt: skip
