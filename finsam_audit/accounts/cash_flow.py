"""The cash-flow statement: what its rows are by what they add up to and by their order, where no name tells.

A cash-flow statement is one list that runs: result, adjustments, working capital, investments, financing, the year's cash
flow, and last the cash it began and ended with. Every preparer has names of her own for what stands between.
"""

from __future__ import annotations

from finsam_audit.accounts.running_list import (
    Known,
    RunningList,
    is_of_member,
    running_list,
    subtotals,
    with_found,
    with_parts_that_count,
)
from finsam_audit.accounts.statement import Given, Statement
from finsam_audit.accounts.words.lexicon import Lexicon

RESULT, BEFORE_TAX = "årets resultat", "resultat efter finansiella poster"
MEANS = "medel från verksamheten"
OPERATIONS = "kassaflöde från den löpande verksamheten"
FLOW = "årets kassaflöde"
OPENING, CLOSING, CHANGE = "likvida medel vid årets början", "likvida medel vid årets slut", "avstämt kassaflöde"
ADJUSTMENT, WORKING_CAPITAL, PAYMENT = "övrig justering", "övrig förändring av rörelsekapital", "övrig betalning"
RECEIVABLES, STORES, LIABILITIES = "förändring av fordringar", "förändring av förråd", "förändring av skulder"
SECTIONS = ("kassaflöde från investeringsverksamheten", "kassaflöde från finansieringsverksamheten")
INVESTED = (
    "investering i anläggningstillgångar",
    "investering i finansiella anläggningstillgångar",
    "försäljning av anläggningstillgångar",
    "investeringsbidrag",
)
FINANCED = ("kapitaltillskott", "upplåning")
AFTER_OPERATIONS = (*SECTIONS, FLOW, *INVESTED, *FINANCED)
ENDS = (OPERATIONS, *SECTIONS, FLOW)
BESIDE = (OPENING, CLOSING, CHANGE)
SECTION_OF = (
    dict.fromkeys(("justering för ej likviditetspåverkande poster", RECEIVABLES, STORES, LIABILITIES), OPERATIONS)
    | dict.fromkeys(INVESTED, SECTIONS[0])
    | dict.fromkeys(FINANCED, SECTIONS[1])
)
"""The section that a row of such a name closes into, where it stands in that section; elsewhere the name means nothing."""


def cash_flow(seen: Statement, given: Given) -> Statement:
    """A cash-flow statement with names for rows that have none, and its subtotals."""
    if seen.kind != "kassaflödesanalys":
        return seen
    known = Known(results=(MEANS, OPERATIONS, FLOW), sections=SECTIONS, beside=BESIDE)
    seen = with_parts_that_count(seen.unnamed(_out_of_place(running_list(seen))), known)
    listed = running_list(seen)
    _name_ends(listed)
    _name_change(listed)
    found = list(subtotals(listed, known, lambda at, _: not is_of_member(listed, given.lexicon, at)))
    _name_subtotals(listed, [subtotal.at for subtotal in found if subtotal.running])
    _name_parts(listed, {subtotal.at for subtotal in found}, given.lexicon)
    seen = with_found(seen, given, listed.found(seen, found))
    beside = (row.number for name in BESIDE for row in seen.rows.get(name, ()))
    return seen._replace(parts=frozenset(beside))  # no terms of what runs past them


def _out_of_place(listed: RunningList) -> set[int]:
    """The rows that stand in another section than the one their label is known from: the printed section wins."""
    found: set[int] = set()
    for at, (row, name) in enumerate(zip(listed.rows, listed.names, strict=True)):
        end = next((n for n in range(at + 1, len(listed.rows)) if listed.names[n] in ENDS), None)
        if end is None or name not in SECTION_OF or listed.names[end] == SECTION_OF[name]:
            continue
        if SECTION_OF[name] in listed.names or (row.path and row.path == listed.rows[end].path):
            found.add(row.number)
    return found


def _name_subtotals(listed: RunningList, running: list[int]) -> None:
    """The last running total before investments is the cash flow from operations, one before it the means of operations."""
    end = next((at for at, name in enumerate(listed.names) if name in AFTER_OPERATIONS), len(listed.names))
    before = [at for at in running if at < end]
    if OPERATIONS not in listed.names and before:
        between = listed.names[before[-1] + 1 : end]
        if not {RECEIVABLES, STORES, LIABILITIES} & set(between):
            listed.names[before.pop()] = OPERATIONS
    operations = listed.at(OPERATIONS)
    before = [at for at in before if operations is None or at < operations]
    if MEANS not in listed.names and before:
        listed.names[before[-1]] = MEANS


def _name_ends(listed: RunningList) -> None:
    """Opening cash, the year's flow and closing cash at the end of the list, where the last is the sum of the others.

    Which of two is the opening one, the year before tells: it closed with that.
    """
    known = [listed.at(name) for name in (OPENING, FLOW, CLOSING)]
    if None not in known or len(listed.rows) < 3:
        return
    openings, flows, closings = (listed.unnamed() if at is None else [at] for at in known)
    found = [
        (opening, flow, closing)
        for closing in closings
        if closing >= len(listed.rows) - 3
        for opening in openings
        if opening in (closing - 1, closing - 2, 0)
        for flow in flows
        if flow != opening and (flow < closing or FLOW in listed.names) and listed.is_sum(closing, (opening, flow))
    ]
    if not found:
        return

    def fits(places: tuple[int, int, int]) -> tuple[int, bool, bool, int]:
        opening, flow, closing = places
        sums = listed.sums(closing, (opening, flow))
        return sum(holds for _, holds in sums), _rolls(listed, opening, closing), opening == closing - 1, flow

    best = max(found, key=fits)
    for at, name in zip(best, (OPENING, FLOW, CLOSING), strict=True):
        listed.names[at] = name


def _rolls(listed: RunningList, opening: int, closing: int) -> bool:
    """Whether what one column closes with opens another."""
    ends = {figure.base: figure.column for figure in listed.figures(closing) if figure.value}
    starts = listed.figures(opening)
    return any(ends.get(figure.base, figure.column) != figure.column for figure in starts)


def _name_parts(listed: RunningList, subtotals: set[int], lexicon: Lexicon) -> None:
    """What stands between two results without a name of its own."""
    means, operations, flow = (listed.at(name) for name in (MEANS, OPERATIONS, FLOW))
    result = listed.at(RESULT if RESULT in listed.names else BEFORE_TAX)
    if operations is None:
        return
    changes = [at for at, name in enumerate(listed.names) if name in (RECEIVABLES, STORES, LIABILITIES)]
    capital = means if means is not None else min(changes, default=operations)
    for at in listed.unnamed():
        if at in subtotals or listed.totals[at] or at == operations:
            continue
        if at > operations:
            if flow is not None and at < flow and SECTIONS[0] not in listed.names:
                listed.names[at] = PAYMENT
            continue
        if at <= (result or 0):
            continue
        label = listed.rows[at].label
        claims, debts = lexicon.words["fordran"].match(label), lexicon.words["skuld"].match(label)
        if claims != debts and (means is None or means < at):
            listed.names[at] = RECEIVABLES if claims else LIABILITIES
        else:
            listed.names[at] = ADJUSTMENT if at < capital else WORKING_CAPITAL


def _name_change(listed: RunningList) -> None:
    """Below closing cash the year's flow is printed once more, where it stands above it too."""
    flow, closing = listed.at(FLOW), listed.at(CLOSING)
    if flow is None or closing is None:
        return
    if flow > closing:
        above = [at for at in listed.unnamed() if at < closing and listed.is_repeated(at, (flow,))]
        if not above:
            return
        listed.names[above[-1]], flow = FLOW, above[-1]
    for at in range(closing + 1, len(listed.rows)):
        if listed.names[at] == FLOW or (not listed.names[at] and listed.is_repeated(at, (flow,))):
            listed.names[at] = CHANGE
