"""The income statement: its sums and results, known by what they add up to where no name tells.

Only where costs are printed with a minus do the rows add up as printed; where they are printed without one, the results tell
which of the unknown rows are costs.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from itertools import product as cartesian
from itertools import takewhile

from finsam_audit.accounts.concepts import is_financial
from finsam_audit.accounts.majority import half, most
from finsam_audit.accounts.readings import Reading, by_merit, from_each
from finsam_audit.accounts.running_list import (
    Found,
    Known,
    RunningList,
    Subtotal,
    is_of_member,
    running_list,
    subtotals,
    with_found,
    with_parts_that_count,
)
from finsam_audit.accounts.statement import Footing, Given, Statement
from finsam_audit.accounts.sums import as_printed, gap, outermost, seen_in
from finsam_audit.accounts.words.folding import fold
from finsam_audit.accounts.words.lexicon import Lexicon
from finsam_audit.page.model import Figure, Row

INCOME, COSTS, FINANCIAL = "verksamhetens intäkter", "verksamhetens kostnader", "summa finansiella poster"
NET, OPERATING = "verksamhetens nettokostnad", "verksamhetens resultat"
AFTER_FINANCIAL, YEAR = "resultat efter finansiella poster", "årets resultat"
DEPRECIATION, BEFORE_DEPRECIATION, OTHER_COST = "avskrivningar", "resultat före avskrivningar", "övrig kostnad"
DEPRECIATION_INSIDE = "avskrivningar bland kostnaderna"
RESULTS = (NET, OPERATING, AFTER_FINANCIAL, YEAR)
CONTRIBUTIONS = "medlemsbidrag"
TAX_ON_RESULT = "skatt på resultatet"
TAXES = ("skatteintäkter", "generella statsbidrag och utjämning")
MOST_UNKNOWN = 6
EARNED, PAID = "finansiella intäkter", "finansiella kostnader"
INTEREST = (EARNED, PAID, FINANCIAL)
KNOWN = Known(results=RESULTS, sections=(), either=(INCOME, COSTS, FINANCIAL), repeats=True, above=False)


def income_statement(seen: Statement, given: Given) -> Statement:
    """An income statement with names for sums, results and costs that have none, and its subtotals."""
    if seen.kind != "resultaträkning":
        return seen
    seen = with_parts_that_count(_tax_on_result(seen, given.lexicon), KNOWN)
    return with_found(seen, given, _found(seen, given.lexicon))


def _tax_on_result(seen: Statement, lexicon: Lexicon) -> Statement:
    """Tax below the result after financial items is that of a company or a group, and no tax revenue."""
    after = max((row.number for row in seen.rows.get(AFTER_FINANCIAL, ())), default=None)
    below = [row for row in seen.rows.get(TAXES[0], ()) if after is not None and row.number > after]
    return seen.called((row, lexicon.kinds[seen.kind].concepts[TAX_ON_RESULT]) for row in below)


def _found(seen: Statement, lexicon: Lexicon) -> Found:
    listed = running_list(seen)
    income = listed.at(INCOME)
    if income is not None and all(figure.value < 0 for figure in listed.figures(income)):
        return Found()  # printed as in a ledger, with all signs turned
    costs = {at for at, row in enumerate(listed.rows) if _says_cost(row, seen)}
    paid = [figure for at in costs for figure in listed.figures(at)]
    if not _with_minus(paid) if paid else _is_tax_without_minus(listed):
        _name_repeated(listed)
        for at in _costs_without_minus(listed, costs):
            listed.names[at] = OTHER_COST
        _name_interest(listed, set())
        return listed.found(seen)
    found = list(subtotals(listed, KNOWN, partial(_is_meant, listed, lexicon)))
    for subtotal in found:
        listed.names[subtotal.at] = _name(listed, subtotal)
    sums = {subtotal.at for subtotal in found}
    _name_costs(listed, sums)
    _name_interest(listed, sums)
    return listed.found(seen, found)


def _name_repeated(listed: RunningList) -> None:
    """A row that the result just below repeats is the result before it: after financial items, or the net cost."""
    for at in listed.unnamed():
        below = listed.names[at + 1] if at + 1 < len(listed.names) else ""
        name = {YEAR: AFTER_FINANCIAL, OPERATING: NET}.get(below, "")
        if name and name not in listed.names and listed.is_repeated(at + 1, (at,)):
            listed.names[at] = name


def _costs_without_minus(listed: RunningList, costs: set[int]) -> list[int]:
    """The unknown rows that must be costs, printed without a minus like the others, for a result to come out."""
    found: list[int] = []
    running: list[int] = []
    section: list[int] = []
    for at, name in enumerate(listed.names):
        if name in RESULTS:
            found += _taken_away(listed, at, running, costs)
            running, section = [at], []
            continue
        closed = listed.last_sum(at, section)
        if name in (INCOME, COSTS, FINANCIAL) or (closed and listed.totals[at]):
            running, section = [*(other for other in running if other not in closed), at], []
        else:
            running, section = [*running, at], [*section, at]
    return found


def _taken_away(listed: RunningList, result: int, terms: list[int], costs: set[int]) -> list[int]:
    """The terms of a result to take away: those called costs, and those unknown that give it in most columns."""
    called = [at for at in terms if not listed.names[at] and at in costs]
    unknown = [at for at in terms if listed.names[at] in ("", TAX_ON_RESULT) and at not in costs]
    if len(unknown) > MOST_UNKNOWN:
        return called
    scores: dict[tuple[int, ...], int] = {}
    for signs in cartesian((1, -1), repeat=len(unknown)):
        away = {at for at, sign in zip(unknown, signs, strict=True) if sign < 0}
        weights = {at: -1 if at in away or at in costs else 1 for at in terms}
        scores[tuple(sorted(away))] = _columns_held(listed, result, weights)
    best = max(scores.values())
    choices = [away for away, score in scores.items() if score == best]
    return called + (list(choices[0]) if best and len(choices) == 1 else [])


def _is_tax_without_minus(listed: RunningList) -> bool:
    """Whether tax on the result is what the results show to be taken away, in a statement that prints no other cost."""
    return any(listed.names[at] == TAX_ON_RESULT for at in _costs_without_minus(listed, set()))


def _columns_held(listed: RunningList, result: int, weights: Mapping[int, int]) -> int:
    """In how many columns a result is the sum of its terms, each with its sign."""
    held = 0
    for column, figure in listed.cells[result].items():
        parts = [(part, sign) for at, sign in weights.items() if (part := listed.cells[at].get(column)) is not None]
        held += len(parts) > 1 and gap([(figure, -1), *parts]).closes
    return held


def _name_costs(listed: RunningList, sums: set[int]) -> None:
    """What is taken away between the costs and the first result, depreciation perhaps, is a cost of some sort."""
    first = next((at for at, name in enumerate(listed.names) if name in RESULTS), 0)
    costs = listed.at(COSTS)
    for at in listed.unnamed():
        negative = all(figure.value <= 0 for figure in listed.figures(at))
        if costs is not None and costs < at < first and at not in sums and not listed.totals[at] and negative:
            listed.names[at] = OTHER_COST


def _name_interest(listed: RunningList, sums: set[int]) -> None:
    """What stands between the result of operations and the next result is financial: one row earned, one paid.

    Where taxes stand there too, or several rows of a side are unknown, nothing is said.
    """
    start = listed.at(OPERATING) if OPERATING in listed.names else listed.at(NET)
    if start is None:
        return
    rest = range(start + 1, len(listed.rows))
    end = next((at for at in rest if listed.names[at] in (AFTER_FINANCIAL, YEAR)), start)
    between = [at for at in range(start + 1, end) if at not in sums and not listed.totals[at]]
    if any(listed.names[at] in TAXES for at in between):
        return
    loose = [at for at in between if listed.names[at] in ("", OTHER_COST) and any(f.value for f in listed.figures(at))]
    paid = [at for at in loose if listed.names[at] or all(figure.value <= 0 for figure in listed.figures(at))]
    earned = [at for at in loose if at not in paid and all(figure.value >= 0 for figure in listed.figures(at))]
    for name, found in ((EARNED, earned), (PAID, paid)):
        if len(found) == 1 and name not in listed.names and FINANCIAL not in listed.names:
            listed.names[found[0]] = name


def _is_meant(listed: RunningList, lexicon: Lexicon, at: int, terms: Sequence[int]) -> bool:
    """Whether a row is a subtotal and no term like the others: one of income alone must be called so, or end all income."""
    if listed.totals[at] or any(figure.value < 0 for term in terms for figure in listed.figures(term)):
        return True
    following = listed.figures(at + 1) if at + 1 < len(listed.rows) else ()
    return not is_of_member(listed, lexicon, at) and terms[0] == 0 and any(figure.value < 0 for figure in following)


def _name(listed: RunningList, subtotal: Subtotal) -> str:
    """What a subtotal is by the signs of its rows and by what stands before and after it; "" where that is taken."""
    values = [figure.value for at in subtotal.terms for figure in listed.figures(at)]
    for name, one_sided in ((INCOME, all(value >= 0 for value in values)), (COSTS, all(value <= 0 for value in values))):
        if one_sided and not any(listed.names[at] in RESULTS for at in subtotal.terms):
            return "" if name in listed.names else name
    if not subtotal.running:
        return ""
    before, after = listed.names[: subtotal.at], listed.names[subtotal.at + 1 :]
    between = after[: next((at for at, name in enumerate(after) if name in RESULTS), len(after))]
    if subtotal.at == len(listed.rows) - 1:
        wanted = YEAR
    elif OPERATING in before or any(name in INTEREST for name in before):
        wanted = AFTER_FINANCIAL
    elif DEPRECIATION in between:
        wanted = BEFORE_DEPRECIATION
    else:
        wanted = NET if any(name in TAXES for name in between) else OPERATING
    return "" if wanted in listed.names else wanted


def income_and_costs(seen: Statement, given: Given) -> Statement:
    """The totals of income and of costs, with the rows that each closes; these are no terms of a result besides."""
    if seen.kind != "resultaträkning":
        return seen
    seen = _with_totals(seen)
    taken = _taken_in(seen)
    for name, rows in seen.rows.items():
        inside = tuple(row for row in rows if row.number in taken)
        if inside and name != CONTRIBUTIONS:  # asked for by itself, wherever it stands
            seen = seen.without(name, taken)
            if name == DEPRECIATION:
                seen = seen._replace(
                    rows={**seen.rows, DEPRECIATION_INSIDE: (*seen.rows.get(DEPRECIATION_INSIDE, ()), *inside)}
                )
    seen = seen._replace(footings=seen.footings + _listed_results(seen))
    return seen._replace(parts=taken | _taken_in(seen))


def _with_totals(seen: Statement) -> Statement:
    """With the totals of income and of costs for footings, in place of the subtotals known by what they add up to.

    Those of a group within the income, or the costs, are kept; others are results of the report's own making.
    """
    closed = {total.number: {term.number for term in terms} for total, terms in seen.footings}
    roles = dict(seen.roles)
    footings: list[Footing] = []
    waiting: list[Row] = []
    within = {inner.number for row in seen.table.walk() if row.slots for inner in row.walk() if inner is not row}
    for row in seen.table.walk():
        concept = seen.concept(row)
        own: list[Row] = []
        if not row.slots or roles[row.number] in ("info", "share"):
            continue
        if row.rows and concept is not None and concept.sign and row.number not in within:
            own = [inner for inner in outermost(row.rows) if roles[inner.number] == "detail"]
        elif row.number in within:
            continue
        elif row.number in closed:
            own = [other for other in waiting if other.number in closed[row.number]]
            if len(own) < len(closed[row.number]):
                roles[row.number] = "info"  # a result of its own making
                continue
            waiting = [*(other for other in waiting if other.number not in closed[row.number]), row]
        elif concept is not None and concept.sign and (roles[row.number] == "total" or _adds_up(row, waiting, seen)):
            roles[row.number] = "total"
            own = _closed(row, waiting, seen)
            waiting = waiting[: len(waiting) - len(own)]
        elif concept is not None and concept.role in ("result", "total"):
            waiting = []
        elif concept is None and row.path and roles[row.number] == "total":  # of a group within the income, or the costs
            own = [other for other in waiting if other.path == row.path]
            waiting = [*(other for other in waiting if other.path != row.path), row]
        else:
            waiting.append(row)
        if own:
            footings.append(Footing(row, tuple(own)))
    return seen._replace(roles=roles, footings=tuple(footings))


def _closed(total: Row, waiting: list[Row], seen: Statement) -> list[Row]:
    """The last rows that a total of income, or of costs, closes: no income above costs that are printed with a minus."""
    spent = all(figure.value < 0 for figure in total.figures)
    earned = takewhile(lambda row: spent and row.figures and all(figure.value > 0 for figure in row.figures), waiting)
    readings = [Reading("named", tuple(waiting[len(list(earned)) :])), Reading("all", tuple(waiting))]
    taken = by_merit(total, [*readings, *from_each(range(1, len(waiting)), waiting)], seen.amounts, as_printed)
    return list(taken[0].terms) if taken else []


def _listed_results(seen: Statement) -> tuple[Footing, ...]:
    """The first result of a resultaträkning that does not sum up its income, or its costs, with the rows it closes.

    Only where costs are seen to be printed with a minus, so that the rows add up as they are printed, or where they do so in
    half of the columns, each as income or cost.
    """
    if {INCOME, COSTS} <= {concept.name for concept in seen.concepts.values()}:
        return ()
    inside = {row.number for _, rows in seen.footings for row in rows}
    sums = {total.number for total, _ in seen.footings}
    found: list[Footing] = []
    terms: list[Row] = []
    for row in outermost(seen.table.rows):
        concept, role, name = seen.concept(row), seen.role(row), seen.concept_name(row)
        is_result = concept is not None and concept.role == "result"
        if row.number in inside or (role in ("info", "share") and name != BEFORE_DEPRECIATION):
            continue
        if is_result or name == BEFORE_DEPRECIATION:
            if len(terms) > 1 and (_costs_are_negative(terms, seen) or _is_shown(row, terms, seen)):
                found.append(Footing(row, tuple(terms)))
            if is_result:
                break
        elif name == FINANCIAL:
            terms = [term for term in terms if not is_financial(seen.concept(term))] + [row]
        elif role == "total" and row.number not in sums:
            return ()
        else:
            terms.append(row)
    return tuple(found)


def _is_shown(result: Row, terms: list[Row], seen: Statement) -> bool:
    """Whether rows are seen to give a result: as they are printed, or costs that are printed without a minus taken away."""
    costs = {figure.id for row in terms if _says_cost(row, seen) for figure in row.figures}
    shown = (
        seen_in(seen.amounts, result, terms, sign) for sign in (as_printed, lambda figure: -1 if figure.id in costs else 1)
    )
    return any(half(sum(column.fits and column.terms > 1 for column in columns), len(columns)) for columns in shown)


def _costs_are_negative(rows: list[Row], seen: Statement) -> bool:
    """Whether the rows that are costs by their names are there, and are printed with a minus."""
    costs = [row for row in rows if _says_cost(row, seen)]
    return _with_minus([figure for row in costs for column in seen.amounts if (figure := row.figure(column)) is not None])


def _with_minus(costs: Sequence[Figure]) -> bool:
    """Whether costs are printed with a minus: most are, for one without it is a slip and turns no table."""
    amounts = [figure.value for figure in costs if figure.value]
    return most(sum(value < 0 for value in amounts), len(amounts))


def _says_cost(row: Row, seen: Statement) -> bool:
    concept, words = seen.concept(row), fold(row.label)
    return concept.sign == "cost" if concept is not None else "kostnad" in words and "intakt" not in words


def _adds_up(total: Row, rows: list[Row], seen: Statement) -> bool:
    """Whether a row that is not called a sum ("Verksamhetens intäkter") is that of the rows before it in some column."""
    if len(rows) < 2 or any(seen.concept_name(row) == INCOME for row in rows):  # income is no part of the costs
        return False
    return any(column.fits and column.terms > 1 for column in seen_in(seen.amounts, total, rows, as_printed))


def _taken_in(seen: Statement) -> frozenset[int]:
    """The rows that totals of the income statement have taken in: those with a meaning, and those within these."""
    found: frozenset[int] = frozenset()
    for total, inside in reversed(seen.footings):
        if total.number in seen.concepts or total.number in found:
            found |= {row.number for row in inside}
    return found
