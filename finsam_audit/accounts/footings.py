"""Which rows a total is the total of: by structure and label first, and in a note by its figures where no name tells.

A ``Summa …`` row closes its group; a heading's row can itself carry the sum; a share row is no term; a heading without
a sum hands its rows up. In the balance sheet the classes of the lexicon say which rows belong under a total.

"Restvärde", "Saldo 2025-12-31", "Kvar att betala": a note may call what it ends with anything. That it is the sum of the
rows above shows in its figures, and one column that shows it settles the others, so that a slip in them is found.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import reduce

from finsam_audit.accounts.majority import half
from finsam_audit.accounts.operating import OPERATING
from finsam_audit.accounts.readings import Reading, by_merit, from_each, parts_within
from finsam_audit.accounts.statement import Footing, Given, Statement
from finsam_audit.accounts.sums import Added, Seen, added, shows_sum
from finsam_audit.accounts.waiting import Group, rolling
from finsam_audit.accounts.words.folding import fold
from finsam_audit.accounts.words.lexicon import Lexicon
from finsam_audit.page.model import Row

_LISTED = re.compile(r", | och | samt ")
KINDS = (
    "balansräkning",
    "not",
    "driftredovisning",
    "finansierad verksamhet",
    "budgetuppföljning",
    "investeringsredovisning",
    "statistik",
)


def footings(seen: Statement, given: Given) -> Statement:
    """How a table adds up, inner groups first. A statement that runs has told already."""
    if seen.kind not in KINDS:
        return seen
    found: list[Footing] = []
    others: dict[int, tuple[Reading, ...]] = {}
    ends = _read_group(seen.table.rows, seen, given, found, others)
    seen = seen._replace(readings=others)
    totals = {footing.total.number for footing in found}
    split = _split(seen, ends, found)
    if split is not None:
        parts = {row.number for row in split.terms}
        return seen._replace(footings=(*found, split), ends=tuple(row for row in ends if row.number not in parts))
    last = max((row.number for row in ends), default=None)
    if last in totals:
        ends = [row for row in ends if row.number in totals]
    return seen._replace(footings=tuple(found), ends=tuple(ends))


def _read_group(
    rows: tuple[Row, ...], seen: Statement, given: Given, found: list[Footing], others: dict[int, tuple[Reading, ...]]
) -> list[Row]:
    """Add the footings of a group and of those in it to those found; the rows that are left for a total above."""
    group = Group(rows, seen, given)
    beside = seen.kind == "balansräkning" and bool(rows) and _is_beside(rows[0].path, seen, given.lexicon)
    for row in rows:
        role = _role(row, seen)
        if beside and role == "info" and not given.lexicon.info.match(row.label):
            role = "total" if given.lexicon.totals.match(row.label) else "detail"
        if role in ("share", "info"):
            if row.rows and not row.slots:
                _read_group(row.rows, seen, given, found, others)  # it adds up by itself, if at all
            elif row.slots and role == "info":
                group.parts.append(row)
        elif row.rows:
            inside = _read_group(row.rows, seen, given, found, others)
            if row.slots:
                found += [Footing(row, tuple(inside))] if inside else []
                group.wait(row)
            else:
                inside = [inner for inner in inside if not group.says_again(inner)]
                group.headings[fold(row.label)] = inside
                if inside and all(_role(term, seen) == "total" for term in inside):
                    group.closed += inside
                else:
                    group.wait(*inside)
        elif row.slots:
            readings = _readings(row, role == "total", group)
            if readings:
                taken, *rest = readings
                found.append(Footing(row, taken.terms))
                others[row.number] = tuple(rest)
                group.close(row, group.open if taken.name == "within" else taken.terms)
            else:
                group.wait(row)
    return [] if beside else group.waiting


def _readings(row: Row, is_total: bool, group: Group) -> tuple[Reading, ...]:
    """What a row may add up, the reading that is taken first; empty for a row that is no sum.

    What the file says outranks everything. A total has the benefit of every reading; any other row is a sum where it closes a
    balance, or its figures or its name tell it.
    """
    if row.sums and (is_total or _is_whole_year(row, group)):
        return (Reading("named", tuple(_listed(row, group))),)
    rolled = rolling(row, group)
    if not is_total:
        if rolled or (rolled := _by_figures(row, group)):
            return (Reading("named", tuple(rolled)),)
        if _is_net(row, group) or _is_restated(row, group):
            return (Reading("named", tuple(group.waiting)),)
        if not _is_whole_year(row, group):
            return ()
    named = Reading("named", tuple(rolled or _by_name(row, group)))
    if not named.terms:
        return ()
    others = (reading for reading in _admissible(row, group) if all(_may_belong(term, row, group) for term in reading.terms))
    return by_merit(row, [named, *others], group.seen.columns, group.seen.sign)


def _admissible(total: Row, group: Group) -> Iterator[Reading]:
    """What else a total may be of, as the page has it: see the closed list of readings."""
    yield Reading("since", tuple(group.open))
    yield Reading("all", tuple(group.waiting))
    if group.closed:
        yield Reading("onward", (group.closed[-1], *group.open))
    if group.parts:
        yield Reading("part", tuple(sorted([*group.open, *group.parts], key=lambda row: row.number)))
    last = len(group.open) - 1  # "Resultat, Ingående eget kapital, Utgående eget kapital": the change stands above the opening
    yield from (Reading("opening", tuple(group.open[at - (at == last) :])) for at in reversed(group.openings) if at or last)
    rows = sorted(group.waiting, key=lambda row: row.number)
    begins = [(row.path, group.seen.class_of(row)) for row in rows]
    yield from from_each((at for at in range(1, len(rows)) if begins[at] != begins[at - 1]), rows)
    if group.seen.kind != "balansräkning":
        yield from parts_within(total, group.open, group.seen.amounts, group.seen.sign)


def _is_whole_year(row: Row, group: Group) -> bool:
    """Whether a row sums up periods: "Helår" after three of them at least, for a half may be all of two."""
    return len(group.open) > 2 and group.lexicon.words["helår"].match(row.label)


# -- by structure and label -------------------------------------------------------------------------------------------


def _listed(total: Row, group: Group) -> list[Row]:
    """The rows that the data file says a total adds up."""
    wanted = [fold(label) for label in total.sums]
    return [row for top in group.rows for row in top.walk() if row.slots and row is not total and fold(row.label) in wanted]


def _by_name(total: Row, group: Group) -> list[Row]:
    """The rows that wait for a total, as far as they belong under it by its name."""
    seen, waiting = group.seen, group.waiting
    named = group.headings.get(fold(total.label).partition(" ")[2])  # "Summa direkta kostnader" closes "Direkta kostnader"
    if named is not None and named != waiting and {row.number for row in named} <= {row.number for row in waiting}:
        chosen = [row for row in named if _belongs(row, total, group)]
        if chosen:
            return chosen
    waiting = [row for row in waiting if _belongs(row, total, group)]
    if _classes(total, group) or not group.open or not group.closed:
        return waiting
    concept = seen.concept(total)
    grand = not total.label or group.lexicon.grand_totals.match(total.label)
    if concept is not None and (concept.role == "result" or concept.path == "driftredovisning.verksamhetens nettokostnad"):
        grand = True
    own = [row for row in group.open if _belongs(row, total, group)]
    return waiting if grand else own


def _belongs(row: Row, total: Row, group: Group) -> bool:
    seen = group.seen
    if seen.kind in OPERATING:
        concepts = (seen.concept(row), seen.concept(total))
        if {concept.sign for concept in concepts if concept is not None} == {"income", "cost"}:
            return False  # "Summa intäkter" adds up no costs
    outer = _classes(total, group)
    inner = seen.class_of(row) if outer else ""
    return not inner or any(group.lexicon.is_within(inner, one) for one in outer)


def _classes(total: Row, group: Group) -> tuple[str, ...]:
    """The classes of the balance sheet that a total closes: its own, or those it names ("Summa avsättningar och skulder")."""
    own = group.seen.class_of(total)
    if own or group.seen.kind != "balansräkning":
        return (own,) if own else ()
    named = _LISTED.split(total.label.partition(" ")[2])
    classes = tuple(group.lexicon.heading_class(group.seen.kind, name) for name in named)
    return classes if len(classes) > 1 and all(classes) else ()


def _may_belong(row: Row, total: Row, group: Group) -> bool:
    """Whether a row can be of a total: nothing but the heading of both tells otherwise, or that heading is the total's own.

    Outside the balance sheet it can: "Nettokostnad" may be of costs, or of costs and what was earned.
    """
    if group.seen.kind != "balansräkning" or _belongs(row, total, group):
        return True
    is_within, outer = group.lexicon.is_within, group.seen.class_of(total)
    if outer and is_within(outer, group.seen.class_of(row)):
        return True
    if not total.path or row.path[: len(total.path)] != total.path:
        return False
    heading = group.lexicon.heading_class(group.seen.kind, total.path[-1])
    return bool(heading) and is_within(heading, outer)


def _is_beside(path: tuple[str, ...], seen: Statement, lexicon: Lexicon) -> bool:
    """Whether a group stands beside the balance sheet and adds up by itself: "Ansvarsförbindelser"."""
    concept = lexicon.concept_of(seen.kind, path[-1], seen.name) if path else None
    return concept is not None and concept.role == "info"


def _is_net(row: Row, group: Group) -> bool:
    """Whether a row is the result that a budget or another list of income and costs, these with a minus, ends with."""
    seen, before = group.seen, group.waiting
    if seen.kind != "statistik" or len(before) < 2 or row is not _last_of(seen.table.rows):
        return False
    concepts = (group.lexicon.concept_of("resultaträkning", other.label, "") for other in seen.table.walk() if other.slots)
    results = sum(concept is not None and concept.role == "result" for concept in concepts)
    own = group.lexicon.concept_of("resultaträkning", row.label, "")
    amounts = [figure.value for other in before for figure in other.figures if figure.unit.quality == "money"]
    is_result = results == 1 and own is not None and own.role == "result"
    return is_result and any(value < 0 for value in amounts) and any(value > 0 for value in amounts)


def _is_restated(row: Row, group: Group) -> bool:
    """Whether a note ends with a result that it restates: "Årets resultat före rättelse", "Rättelse", "Årets resultat"."""
    own = group.lexicon.concept_of("resultaträkning", row.label, "")
    is_result = own is not None and own.role == "result" and group.seen.kind == "not" and group.last <= row.number
    return is_result and len(group.open) > 1 and fold(group.open[0].label).startswith(f"{fold(row.label)} ")


def _last_of(rows: Sequence[Row]) -> Row | None:
    """The last row with cells."""
    found = (_last_of(row.rows) or (row if row.slots else None) for row in reversed(rows))
    return next((row for row in found if row is not None), None)


def _role(row: Row, seen: Statement) -> str:
    concept, role = seen.concept(row), seen.role(row)
    if role == "detail" and concept is not None and concept.role == "result":
        return "total" if seen.kind in OPERATING else "info"
    if seen.kind == "balansräkning" and role == "total" and row.rows:
        return "detail"
    return role


# -- by the figures ---------------------------------------------------------------------------------------------------


def _by_figures(row: Row, group: Group) -> list[Row]:
    """The rows of a note that a row closes, although nothing in its name says so; none where the figures do not show it.

    A balance that rolls is one wherever it stands, as is a sum that several columns show to the krona; else only the last
    row of a group can be its sum. Where shares of one whole are listed none is: half of what the members pay is the state's,
    and equals the rest. In statistics and budgets only a last row that is called the whole: a number there often equals others.
    """
    seen, last = group.seen, group.last <= row.number
    whole = seen.heads.is_total(row.label) or group.lexicon.words["enligt annan tabell"].match(row.label)
    named_so = seen.kind in ("statistik", "budgetuppföljning") and last and whole  # "Alla", "Enligt driftredovisningen"
    if not (seen.kind == "not" or named_so) or seen.concept(row) is not None:
        return []
    for terms, sums in _candidates(group, last):
        if sums.denied_by(row):
            continue
        shown = sums.seen(row)
        rolls = _rolls(row, terms[0], group)
        moves = rolls or any(column.mixed and column.exact for column in shown)
        certain = len(shown) > 1 and all(column.exact and column.long and column.terms > 1 for column in shown)
        if (moves or ((last or certain) and not _lists_shares(seen))) and _shows(shown, terms, rolls, group):
            return terms
    return []


def _split(seen: Statement, ends: Sequence[Row], found: Sequence[Footing]) -> Footing | None:
    """The row of a note that those after it split once more, or that they are the parts of; None where none shows that.

    "Summa", then what of it is whose; "Fordringar", then the fordringar one by one. Among them may be what is elsewhere told
    for information ("Resultatutjämningsreserv").
    """
    if seen.kind != "not" or _lists_shares(seen):
        return None
    totals = {footing.total.number for footing in found}
    added_up = {row.number for footing in found for row in footing.terms}
    told = [row for row in seen.table.walk() if row.slots and _role(row, seen) == "info" and row.number not in added_up]
    for rows in (ends, [*ends, *told]):
        order = sorted(rows, key=lambda row: row.number)
        sums = added(seen.columns, seen.sign, order[-1:])
        for at in range(len(order) - 3, -1, -1):
            sums = sums.plus(order[at + 1])
            if (order[at].number in totals or at == 0) and shows_sum(sums.seen(order[at])):
                return Footing(order[at], tuple(order[at + 1 :]))
    return None


def _candidates(group: Group, last: bool) -> Iterator[tuple[list[Row], Added]]:
    """What a row may close: all above it, the balance before it with what changed that, or the rows from an opening on."""
    before, closed = group.open, group.closed
    if last and (before or closed):
        yield [*closed, *before], reduce(Added.plus, closed, group.sums)
    if before and closed:
        yield [closed[-1], *before], group.sums.plus(closed[-1])
    for at in reversed(group.openings):
        if 0 < at < len(before) - 1:
            yield before[at:], added(group.seen.columns, group.seen.sign, before[at:])
    if len(before) > 1:
        yield before[:], group.sums


def _rolls(row: Row, first: Row, group: Group) -> bool:
    """Whether the first of some rows is an opening balance: by its name, or as the year before ended with it."""
    if group.balance(first) == "ingående" or group.balance(row) == "utgående":
        return True
    for column in group.seen.columns:
        end = group.report.previous(column.end) if column.end is not None else None
        before = group.seen.column_at(end, column.kind, whose=column.whose) if end is not None else None
        opening, ended = first.figure(column), row.figure(before) if before is not None else None
        if opening is not None and ended is not None and opening.value and opening.base == ended.base:
            return True
    return False


def _lists_shares(seen: Statement) -> bool:
    return any(name.startswith("bidrag från") for name in seen.rows)


def _shows(shown: Sequence[Seen], terms: Sequence[Row], rolls: bool, group: Group) -> bool:
    """Whether the columns show a sum, or one of a balance that rolls, of which one amount is enough."""
    fitting = [column for column in shown if column.fits]
    if not half(len(fitting), len(shown)):
        return False
    exact = [column for column in fitting if column.exact]
    if len(terms) == 1:  # the sum said once more; two rows may be alike in a column
        return len(exact) == len(shown) or (terms[0] in group.closed and any(column.long for column in exact))
    if len(exact) == len(shown) and group.balance(terms[0]) == "ingående":
        return True  # perhaps nothing changed
    return (rolls and any(column.terms > 1 for column in exact)) or shows_sum(shown)
