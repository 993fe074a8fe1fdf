"""Sign profiles: which way a table prints costs, so that every table can be read in one sign.

A table has one profile out of a short, closed list; in the driftredovisning each group of columns (utfall 2025, budget
2025 …) has one. It is one in which the columns add up to their printed totals, where there is any, and of those the one
that most rows agree with. A row that breaks its own table's profile is itself a finding.
"""

from collections.abc import Iterable

from finsam_audit.accounts.income_statement import NET
from finsam_audit.accounts.majority import most
from finsam_audit.accounts.operating import operating_profiles, row_sides
from finsam_audit.accounts.statement import Given, Profile, Statement
from finsam_audit.accounts.sums import gap
from finsam_audit.accounts.words.lexicon import Lexicon
from finsam_audit.page.model import Figure, Row


def signs(seen: Statement, given: Given) -> Statement:
    """The profiles of a table, and the signs that differ from +1; those of a driftredovisning wait for its sums."""
    if seen.kind == "investeringsredovisning":
        profiles, found = operating_profiles(seen, row_sides(seen))
    elif seen.kind in ("resultaträkning", "översikt", "bidragsöversikt"):
        profiles, found = _statement(seen, whole=False)
    elif seen.kind == "balansräkning":
        profiles, found = (), _credit_side(seen, given.lexicon)
    elif seen.kind == "not" and _is_written_down(seen):
        profiles, found = (), _written_down(seen)
    elif seen.kind in ("finansierad verksamhet", "not"):
        profiles, found = _statement(seen, whole=True)
    else:
        return seen
    return seen._replace(profiles=profiles, signs=found)


def _credit_side(seen: Statement, lexicon: Lexicon) -> dict[str, int]:
    """The signs of a balance sheet that prints its liabilities side as a ledger does, with minus throughout.

    It does so where most of that side is negative, equity apart: one minus may be a slip, and turns no other row.
    """
    side = "eget kapital och skulder"
    passive = [(row, c.belongs) for row in seen.table.walk() if (c := seen.concept(row)) and lexicon.is_within(c.belongs, side)]
    owed = [row for row, belongs in passive if not lexicon.is_within(belongs, "eget kapital")]
    values = [figure.value for row in owed for figure in row.figures if figure.value]
    if not most(sum(value < 0 for value in values), len(values)):
        return {}
    rows = [row for row in seen.table.walk() if row.number >= passive[0][0].number]
    return {figure.id: -1 for row in rows if (c := seen.concept(row)) is None or c.role != "info" for figure in row.figures}


def _is_written_down(seen: Statement) -> bool:
    """Whether a note shows what assets are worth: it says so, or goes on from what they were worth, or cost."""
    names = {concept.name for concept in seen.concepts.values()}
    return "redovisat värde" in names or bool(names & {"ingående redovisat värde", "ingående anskaffningsvärde"})


def _written_down(seen: Statement) -> dict[str, int]:
    """The signs of a note on fixed assets that prints without a minus what lessens a value.

    That is what was written down, and in each section what was sold or scrapped, as far as its sum proves it.
    """
    sections = [(section, _lessens(section, seen)) for section in _sections(seen)]
    factors = {figure.id: lessens for section, lessens in sections for row in section for figure in row.figures}
    open_end = [row for row in seen.table.walk() if row.slots][-1:]  # what a note ends with, and no total closes
    for section, _ in sections:
        if section[-1:] == open_end and seen.role(section[-1]) != "total":
            factors |= dict.fromkeys((figure.id for figure in section[-1].figures), 1)
    halves = [section for section, _ in sections]
    sold = [(half, row) for half in halves for row in half if seen.concept_name(row) == "avgående tillgångar"]
    worn = [(half, row) for half in halves for row in half if seen.concept_name(row) == "årets avskrivningar"]
    for rows in (sold, worn):
        for row in _turned(rows, seen, factors):
            factors |= {figure.id: -factors[figure.id] for figure in row.figures}
    return {id_: factor for id_, factor in factors.items() if factor == -1}


def _lessens(section: list[Row], seen: Statement) -> int:
    """−1 for a section that prints what was written down without a minus, as its total has it, or what it begins with.

    Where that row is printed both ways, one of them a slip, all that the section calls written down decides.
    """
    last, opening = seen.concept(section[-1]), seen.concept(section[0])
    ruling, shown = (last, section[-1]) if last is not None and last.role == "total" else (opening, section[0])
    if ruling is None or ruling.sign != "cost":
        return 1
    figures = shown.figures
    if sum(figure.value > 0 for figure in figures) * 2 == len(figures):
        figures = [f for row in section if (c := seen.concept(row)) is not None and c.sign == "cost" for f in row.figures]
    return -1 if _mostly_positive(figures) else 1


def _turned(rows: list[tuple[list[Row], Row]], seen: Statement, factors: dict[str, int]) -> list[Row]:
    """Which rows of one sort count with the other sign than they print, so that the section comes out.

    More columns must come out so than as they print, and more than one, unless none of the rows of that sort speaks against it.
    """
    proofs = [(row, *_proofs(section, row, seen, factors)) for section, row in rows]
    against = sum(printed for _, printed, _ in proofs)
    return [row for row, printed, turned in proofs if turned > printed and (turned > 1 or not against)]


def _proofs(section: list[Row], row: Row, seen: Statement, factors: dict[str, int]) -> tuple[int, int]:
    """In how many columns a section comes out with a row as it is printed, and in how many with its sign turned."""
    *terms, total = section
    printed = turned = 0
    for column in seen.columns:
        figure, stated = row.figure(column), total.figure(column)
        if figure is None or stated is None or not figure.value or row is total:
            continue
        parts = [(one, factors[one.id]) for term in terms if (one := term.figure(column)) is not None]
        found = gap([(stated, -factors[stated.id]), *parts])
        printed += found.closes
        turned += found.plus(figure, -2 * factors[figure.id]).closes
    return printed, turned


def _sections(seen: Statement) -> list[list[Row]]:
    """The rows with amounts in sections that each end with a total, or where another opening balance begins the next."""
    sections: list[list[Row]] = []
    ended = True
    for row in (row for row in seen.table.walk() if row.slots):
        concept = seen.concept(row)
        if ended or (concept is not None and concept.name.startswith("ingående")):
            sections.append([])
        sections[-1].append(row)
        ended = seen.role(row) == "total"
    return sections


def _mostly_positive(figures: list[Figure]) -> bool:
    return most(sum(figure.value > 0 for figure in figures), len(figures))


def _is_cost_over_income(net: Row, seen: Statement) -> bool:
    """Whether a net cost is printed without a minus, as the costs are: it is no income where these are more than the income."""
    over = []
    for column in seen.amounts:
        stated = net.figure(column)
        above = [(row, f) for row in seen.table.walk() if row.number < net.number and (f := row.figure(column)) is not None]
        known = [(c.sign, f.base) for row, f in above if (c := seen.concept(row)) is not None and c.sign]
        if stated is not None and stated.value and known:
            over.append(stated.value > 0 and sum(base if sign == "cost" else -base for sign, base in known) > 0)
    return most(sum(over), len(over))


def _statement(seen: Statement, whole: bool) -> tuple[tuple[Profile, ...], dict[str, int]]:
    """The profile of a statement; ``whole`` where all rows of the table are of one sort and turn together.

    Income with a minus and costs without one, throughout, is how a ledger prints, results and all.
    Columns of deviations are left out.
    """
    costs: list[Figure] = []
    incomes: list[Figure] = []
    for row in seen.table.walk():
        concept = seen.concept(row)
        if concept is None or not concept.sign:
            continue
        figures = [figure for column in seen.amounts if (figure := row.figure(column)) is not None and figure.value]
        (costs if concept.sign == "cost" else incomes).extend(figures)
    positive = sum(figure.value > 0 for figure in costs)
    negative = len(costs) - positive
    turned = positive > negative
    if (
        positive == negative
    ):  # then the other rows that turn with these decide: all of them, or those that totals of costs add up
        closed = (row for total, rows in seen.footings if (c := seen.concept(total)) and c.sign == "cost" for row in rows)
        rows: Iterable[Row] = seen.table.walk() if whole else closed
        turned = _mostly_positive([f for row in rows for column in seen.amounts if (f := row.figure(column)) is not None])
    breaks = [figure.id for figure in costs if (figure.value > 0) != turned]
    breaks += [figure.id for figure in incomes if figure.value < 0]
    if (not costs and not incomes) or (whole and not costs):
        return (), {}
    if costs and incomes and all(figure.value > 0 for figure in costs) and all(figure.value < 0 for figure in incomes):
        every = (f for row in seen.table.walk() for column in seen.amounts if (f := row.figure(column)) is not None)
        ledger = {figure.id: -1 for figure in every if figure.unit.quality == "money"}
        return (Profile("bookkeeping", "", -1, -1, -1, -1, -1),), ledger
    factor = -1 if turned else 1
    name = "costs-positive" if turned else "costs-negative"
    profile = Profile(name, "", factor, 1, factor, 1, 1, tuple(breaks))
    if not turned:
        return (profile,), {}
    rows = [
        row
        for row in seen.table.walk()
        if whole
        or ((concept := seen.concept(row)) is not None and concept.sign == "cost")
        or (concept is not None and concept.name == NET and _is_cost_over_income(row, seen))
    ]
    return (profile,), {f.id: -1 for row in rows for column in seen.amounts if (f := row.figure(column)) is not None}
