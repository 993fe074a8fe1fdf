"""The income statement: its sums and results, known by what they add up to where no name tells.

Only where costs are printed with a minus do the rows add up as printed; where they are printed without one, the results tell
which of the unknown rows are costs.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from itertools import product as cartesian

from finsam_audit.accounts.running_list import Group, Known, Reading, RunningList, Subtotal, running_list, subtotals
from finsam_audit.accounts.sums import outermost
from finsam_audit.page.model import Column, Row, Table
from finsam_audit.words.folding import fold
from finsam_audit.words.lexicon import Concept, Lexicon

INCOME, COSTS, FINANCIAL = "verksamhetens intäkter", "verksamhetens kostnader", "summa finansiella poster"
NET, OPERATING = "verksamhetens nettokostnad", "verksamhetens resultat"
AFTER_FINANCIAL, YEAR = "resultat efter finansiella poster", "årets resultat"
DEPRECIATION, BEFORE_DEPRECIATION, OTHER_COST = "avskrivningar", "resultat före avskrivningar", "övrig kostnad"
RESULTS = (NET, OPERATING, AFTER_FINANCIAL, YEAR)
TAXES = ("skatteintäkter", "generella statsbidrag och utjämning")
MOST_UNKNOWN = 6
EARNED, PAID = "finansiella intäkter", "finansiella kostnader"
INTEREST = (EARNED, PAID, FINANCIAL)


def read_income_statement(
    table: Table,
    columns: Sequence[Column],
    name_of: Callable[[Row], str],
    role_of: Callable[[Row], str],
    is_cost: Callable[[Row], bool],
    lexicon: Lexicon,
) -> Reading:
    """Names for sums, results and costs that have none; ``is_cost`` says whether a row is a cost by its label."""
    listed = running_list(table, columns, name_of, role_of)
    income = listed.at(INCOME)
    if income is not None and all(figure.value < 0 for figure in listed.figures(income)):
        return Reading((), ())  # printed as in a ledger, with all signs turned
    costs = {at for at, row in enumerate(listed.rows) if is_cost(row)}
    if any(figure.value > 0 for at in costs for figure in listed.figures(at)):
        _name_repeated(listed)
        for at in _costs_without_minus(listed, costs):
            listed.names[at] = OTHER_COST
        _name_interest(listed, set())
        return listed.reading(name_of, ())
    known = Known(results=RESULTS, sections=(), either=(INCOME, COSTS, FINANCIAL), repeats=True, above=False)
    found = list(subtotals(listed, known, partial(_is_meant, listed, lexicon)))
    for subtotal in found:
        listed.names[subtotal.at] = _name(listed, subtotal)
    sums = {subtotal.at for subtotal in found}
    _name_costs(listed, sums)
    _name_interest(listed, sums)
    return listed.reading(name_of, found)


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
        closed = next((section[n:] for n in range(len(section)) if listed.is_sum(at, section[n:])), [])
        if name in (INCOME, COSTS, FINANCIAL) or (closed and listed.totals[at]):
            running, section = [*(other for other in running if other not in closed), at], []
        else:
            running, section = [*running, at], [*section, at]
    return found


def _taken_away(listed: RunningList, result: int, terms: list[int], costs: set[int]) -> list[int]:
    """The terms of a result to take away: those called costs, and those unknown that give it in most columns."""
    called = [at for at in terms if not listed.names[at] and at in costs]
    unknown = [at for at in terms if not listed.names[at] and at not in costs]
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


def _columns_held(listed: RunningList, result: int, weights: Mapping[int, int]) -> int:
    """In how many columns a result is the sum of its terms, each with its sign."""
    held = 0
    for figure in listed.figures(result):
        parts = [(f, sign) for at, sign in weights.items() for f in listed.figures(at) if f.column == figure.column]
        gap = abs(sum((part.base * sign for part, sign in parts), -figure.base))
        held += len(parts) > 1 and 2 * gap <= sum((part.step for part, _ in parts), figure.step)
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
    """Whether a row is a subtotal and no term like the others: one of income alone must be called so, or end all income.

    By law the state gives as much as the region and the kommuner together, and the region as much as these.
    """
    if listed.totals[at] or any(figure.value < 0 for term in terms for figure in listed.figures(term)):
        return True
    label = listed.rows[at].label
    gives = any(lexicon.words[word].match(label) for word in ("staten", "region", "alla kommuner"))
    following = listed.figures(at + 1) if at + 1 < len(listed.rows) else []
    return not gives and terms[0] == 0 and any(figure.value < 0 for figure in following)


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


def income_and_cost_groups(
    table: Table,
    columns: tuple[Column, ...],
    concepts: dict[int, Concept],
    roles: dict[int, str],
    inner: tuple[Group, ...],
) -> tuple[Group, ...]:
    """The totals of income and of costs in a resultaträkning that lists them, with the rows each closes.

    ``inner`` are subtotals that are known by what they add up to: of a group within the income, or the costs.
    """
    closed = {total.number: terms for total, terms in inner}
    groups: list[tuple[Row, tuple[Row, ...]]] = []
    waiting: list[Row] = []
    taken = {column.head for column in columns if column.kind != "avvikelse"}  # deviations are small and alike by chance
    parts = {inner.number for row in table.walk() if row.slots for inner in row.walk() if inner is not row}
    for row in table.walk():
        concept = concepts.get(row.number)
        if not row.slots or roles[row.number] in ("info", "share"):
            continue
        if row.rows and concept is not None and concept.sign and row.number not in parts:
            inside = tuple(inner for top in row.rows for inner in outermost((top,)) if roles[inner.number] == "detail")
            if inside:
                groups.append((row, inside))
        elif row.number in parts:
            continue
        elif row.number in closed:
            own = [other for other in waiting if any(other is term for term in closed[row.number])]
            if len(own) == len(closed[row.number]):
                groups.append((row, tuple(own)))
                waiting = [*(other for other in waiting if other not in own), row]
            else:
                roles[row.number] = "info"  # a result of its own making
        elif concept is not None and concept.sign and (roles[row.number] == "total" or _adds_up(row, waiting, taken, concepts)):
            roles[row.number] = "total"
            if waiting:
                groups.append((row, tuple(waiting)))
            waiting = []
        elif concept is not None and concept.role in ("result", "total"):
            waiting = []
        elif concept is None and row.path and roles[row.number] == "total":  # of a group within the income, or the costs
            own = [other for other in waiting if other.path == row.path]
            if own:
                groups.append((row, tuple(own)))
            waiting = [*(other for other in waiting if other not in own), row]
        elif not any(row in inside for _, inside in groups):
            waiting.append(row)
    return tuple(groups)


def listed_results(
    table: Table,
    columns: tuple[Column, ...],
    concepts: dict[int, Concept],
    roles: dict[int, str],
    groups: tuple[Group, ...],
) -> tuple[Group, ...]:
    """The first result of a resultaträkning that does not sum up its income, or its costs, with the rows it closes.

    Only where costs are seen to be printed with a minus, so that the rows add up as they are printed.
    """
    if {"verksamhetens intäkter", "verksamhetens kostnader"} <= {concept.name for concept in concepts.values()}:
        return ()
    inside = {row.number for _, rows in groups for row in rows}
    sums = {total.number for total, _ in groups}
    found: list[tuple[Row, tuple[Row, ...]]] = []
    terms: list[Row] = []
    for row in outermost(table.rows):
        concept, role = concepts.get(row.number), roles[row.number]
        name = concept.name if concept is not None else ""
        is_result = concept is not None and concept.role == "result"
        if row.number in inside or (role in ("info", "share") and name != "resultat före avskrivningar"):
            continue
        if is_result or name == "resultat före avskrivningar":
            if len(terms) > 1 and _costs_are_negative(terms, columns, concepts):
                found.append((row, tuple(terms)))
            if is_result:
                break
        elif name == "summa finansiella poster":
            terms = [term for term in terms if not is_financial(concepts.get(term.number))] + [row]
        elif role == "total" and row.number not in sums:
            return ()
        else:
            terms.append(row)
    return tuple(found)


def _costs_are_negative(rows: list[Row], columns: tuple[Column, ...], concepts: dict[int, Concept]) -> bool:
    """Whether the rows that are costs by their names are there, and are all printed with a minus."""
    taken = {column.head for column in columns if column.kind != "avvikelse"}
    costs = [row for row in rows if says_cost(row, concepts.get(row.number))]
    values = [s.figure.value for row in costs for s in row.slots if s.figure is not None and s.figure.column in taken]
    return any(value < 0 for value in values) and all(value <= 0 for value in values)


def says_cost(row: Row, concept: Concept | None) -> bool:
    words = fold(row.label)
    return concept.sign == "cost" if concept is not None else "kostnad" in words and "intakt" not in words


def _adds_up(total: Row, rows: list[Row], taken: set[str], concepts: dict[int, Concept]) -> bool:
    """Whether a row that is not called a sum ("Verksamhetens intäkter") is that of the rows before it in some column."""
    known = {concept.name for row in rows if (concept := concepts.get(row.number)) is not None}
    if len(rows) < 2 or "verksamhetens intäkter" in known:  # income is no part of the costs
        return False
    for slot in total.slots:
        if slot.figure is None or not slot.figure.value or slot.figure.column not in taken:
            continue
        parts = [part.figure for row in rows for part in row.slots if part.figure and part.figure.column == slot.figure.column]
        gap = abs(sum((part.base for part in parts), -slot.figure.base))
        if len(parts) > 1 and 2 * gap <= sum((part.step for part in parts), slot.figure.step):
            return True
    return False


def taken_in(groups: tuple[Group, ...], concepts: dict[int, Concept]) -> dict[int, Row]:
    """The rows that totals of the income statement have taken in: those with a meaning, and those within these."""
    found: dict[int, Row] = {}
    for total, inside in reversed(groups):
        if total.number in concepts or total.number in found:
            found |= {row.number: row for row in inside}
    return found


def is_financial(concept: Concept | None) -> bool:
    """Whether a row is of interest earned or paid, or of both."""
    return concept is not None and concept.name in (
        "ränteintäkter",
        "räntekostnader",
        "finansiella intäkter",
        "finansiella kostnader",
        "finansiella poster",
    )
