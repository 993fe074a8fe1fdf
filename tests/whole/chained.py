"""Consistent chains, built at random: three years of one federation, the half-year between two of them, the auditors' report."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

from hypothesis import strategies as st

from finsam_audit.page.model import Report
from finsam_audit.page.reader import build_report
from finsam_audit.page.source import Source, parse
from tests.whole.consistent import LAST, Plan, plans, spaced, write
from tests.whole.printings import in_unit, looks, printed

_YEAR = re.compile(r"\b(?:20[12]\d)\b")


def read(name: str, text: str) -> Report:
    source = Source(name, text, text.encode())
    return build_report(source, parse(source))


def year_of(plan: Plan, back: int) -> Plan:
    """The report of ``back`` years before the last one, of the same drawn amounts."""
    return replace(plan, years=[*plan.years[back:], *plan.years[:back]], opening_equity=_opening(plan, back), changed={})


def _opening(plan: Plan, back: int) -> int:
    """Equity before the first of the years, when the last ``back`` come to stand first."""
    return plan.opening_equity - sum(year.result for year in plan.years[:back])


def moved(text: str, back: int) -> str:
    """A report written for 2025 as that of ``back`` years before."""
    return _YEAR.sub(lambda year: str(int(year[0]) - back), text)


def written(plan: Plan, back: int = 0) -> str:
    """The annual report of ``back`` years before 2025: its overviews end with the years that were drawn."""
    whole = moved(write(year_of(plan, back)), back)
    return whole if not back else _without_last(whole, back)


def _without_last(text: str, columns: int) -> str:
    """The overviews without the years that nothing was drawn for."""
    lines, inside = [], False
    for line in text.split("\n"):
        if line.startswith("  ") and not line.startswith("   ") and line.endswith(":"):
            inside = line.strip().startswith("Översikt")
        if inside and " | " in line:
            key, _, cells = line.partition(": ")
            line = f"{key}: {' | '.join(cells.split(' | ')[:-columns])}"
        lines.append(line)
    return "\n".join(lines)


def half_year(plan: Plan, back: int) -> str:
    """The half-year report within the year ``back`` years before 2025: it has the year before as its comparatives."""
    year, last = plan.years[back], plan.years[back + 1]
    now = LAST - back
    half, day, before = f"{now}-01-01 – {now}-06-30", f"{now}-06-30", f"{now - 1}-12-31"
    tkr = plan.unit == "tkr"

    def shown(value: int) -> str:
        return spaced(int((Decimal(value) / 1000).quantize(Decimal(1), ROUND_HALF_UP)) if tkr else value)

    income, costs = year.income // 2, year.total_costs // 2
    equity = plan.equity(back + 1)
    rows = [
        ("Resultaträkning", f"{half} | {now - 1}-01-01 – {before}", [
            ("Verksamhetens intäkter", income, last.income),
            ("Årets resultat", income - costs, last.result),
        ]),
        ("Balansräkning", f"{day} | {before}", [
            ("Kassa och bank", plan.cash(back + 1) + 7_000, plan.cash(back + 1)),
            ("Summa eget kapital", equity + income - costs, equity),
        ]),
        ("Kassaflödesanalys", f"{half} | {now - 1}-01-01 – {before}", [
            ("Likvida medel vid årets början", plan.cash(back + 1), plan.cash(back + 2)),
            ("Likvida medel vid årets slut", plan.cash(back + 1) + 7_000, plan.cash(back + 1)),
        ]),
    ]  # fmt: skip
    lines = [
        "finsam-audit: 1",
        "report:",
        "  entity: Slumpförbundet",
        "  document: interim report",
        f"  period: {half}",
        "tables:",
    ]
    for name, columns, cells in rows:
        lines += [f"  {name}:", f"    unit: {plan.unit}", f"    columns: {columns}", "    rows:"]
        lines += [f"      {label}: {shown(one)} | {shown(other)}" for label, one, other in cells]
    return "\n".join(lines) + "\n"


def auditors(plan: Plan, back: int) -> str:
    """What the auditors say of the report ``back`` years before 2025."""
    year = LAST - back
    equity, result = plan.equity(back), plan.years[back].result
    return (
        f"finsam-audit: 1\nreport:\n  entity: Samordningsförbundet Slumpförbundet\n  document: audit report\n  period: {year}\n"
        f"tables: {{}}\nclaims:\n"
        f"  - {{text: ett resultat på så mycket, value: {spaced(result)} kr, equals: resultaträkning.årets resultat}}\n"
        f"  - {{text: ett eget kapital på så mycket, value: {spaced(equity)} kr, equals: balansräkning.summa eget kapital}}\n"
    )


@st.composite
def chains(draw: st.DrawFn) -> dict[str, str]:
    """The files of a consistent chain, by name, in an order drawn at random."""
    plan = draw(plans())
    plan = replace(plan, unit="kr")
    later = replace(plan, unit=draw(st.sampled_from(["kr", "tkr"])), reverse_rows=draw(st.booleans()))
    files = {
        "2023.yaml": written(plan, 2),
        "2024-h1.yaml": half_year(plan, 1),
        "2024.yaml": written(plan, 1),
        "2024-audit.yaml": auditors(plan, 1),
        "2025.yaml": written(later),
    }
    return {name: files[name] for name in draw(st.permutations(sorted(files)))}


@st.composite
def thin_chains(draw: st.DrawFn) -> dict[str, str]:
    """The files of a consistent chain, each without some of its tables: what one prints in a statement another has in a note."""
    return {name: _without(text, draw) for name, text in draw(chains()).items()}


def _without(text: str, draw: st.DrawFn) -> str:
    head, *tables = re.split(r"(?m)^(?=  (?! )[^\n]*:$)", text.partition("tables:\n")[2])
    if not tables:
        return text
    kept = [table for table in tables if draw(st.booleans())] or tables[:1]
    return text.partition("tables:\n")[0] + "tables:\n" + head + "".join(kept)


NAMES = ("Slumpförbundet", "Samordningsförbundet Slumpförbundet", "FINSAM Slumpförbundet")


@st.composite
def wide_chains(draw: st.DrawFn) -> dict[str, str]:
    """A consistent chain whose documents are set out each in its own way; not every chain has all of them."""
    plan = replace(draw(plans()), unit="kr")

    def own(plan: Plan) -> Plan:
        signs = draw(st.booleans()), draw(st.booleans())
        return replace(plan, costs_positive=signs[0], magnitudes=signs[1], printed_subtotals=draw(st.booleans()))

    files = {
        "2023.yaml": written(own(plan), 2),
        "2024-h1.yaml": planned_half_year(plan, 1) if draw(st.booleans()) else half_year(plan, 1),
        "2024.yaml": written(own(plan), 1),
        "2025.yaml": written(own(replace(plan, reverse_rows=draw(st.booleans())))),
    }
    files = {name: _named(printed(text, draw(looks())), draw(st.sampled_from(NAMES))) for name, text in files.items()}
    said = what_auditors_say(plan, 1, draw(st.lists(st.sampled_from(("kr", "tkr", "mnkr")), min_size=4, max_size=4)))
    if draw(st.booleans()):
        files["2024.yaml"] += "claims:\n" + said
    else:
        audits = draw(st.sampled_from(("", "  audits: 2024.yaml\n")))
        files["2024-audit.yaml"] = (
            auditors(plan, 1).partition("claims:")[0].replace("tables", f"{audits}tables") + "claims:\n" + said
        )
    left = draw(st.sampled_from(("", "", "2023.yaml", "2024-h1.yaml", "2024.yaml")))
    return {name: files[name] for name in draw(st.permutations(sorted(files))) if name != left}


def _named(text: str, entity: str) -> str:
    return text.replace("entity: Slumpförbundet", f"entity: {entity}")


def planned_half_year(plan: Plan, back: int) -> str:
    """A half-year report that has the budget of the year and a forecast of it beside the half-year."""
    year, now = plan.years[back], LAST - back
    half = f"{now}-01-01 – {now}-06-30"
    budget, income, costs = year.contributions - sum(year.budget), year.income // 2, year.total_costs // 2
    text = half_year(plan, back)
    lines = [
        f"  Prognos för {now}:", "    kind: resultaträkning", "    unit: kr", f"    columns: {half} | Prognos {now} | Budget {now}", "    rows:",
        f"      Verksamhetens intäkter: {spaced(income)} | {spaced(year.income + 50_000)} | {spaced(year.contributions)}",
        f"      Årets resultat: {spaced(income - costs)} | {spaced(year.result + 50_000)} | {spaced(budget)}",
    ]  # fmt: skip
    return text + "\n".join(lines) + "\n"


def what_auditors_say(plan: Plan, back: int, units: list[str]) -> str:
    """Sentences on the report ``back`` years before 2025, each amount in its own unit."""
    equity, result, income = plan.equity(back), plan.years[back].result, plan.years[back].income
    share = (Decimal(100) * equity / plan.years[back].contributions).quantize(Decimal(1), ROUND_HALF_UP)
    said = [
        ("ett resultat på så mycket", result, "resultaträkning.årets resultat", ""),
        ("intäkter på så mycket", income, "resultaträkning.verksamhetens intäkter", ""),
        ("ett eget kapital på så mycket", equity, "balansräkning.summa eget kapital", ""),
        ("vid årets ingång ett eget kapital på så mycket", plan.equity(back + 1), "balansräkning.summa eget kapital", f", column: {LAST - back - 1}"),
    ]  # fmt: skip
    lines = [
        f"  - {{text: {text}, value: '{in_unit(value, unit)} {unit}', equals: {equals}{column}}}"
        for (text, value, equals, column), unit in zip(said, units, strict=True)
    ]
    lines.append(f"  - {{text: så stor del, value: {share} %, equals: balansräkning.summa eget kapital / not.medlemsbidrag}}")
    return "\n".join(lines) + "\n"
