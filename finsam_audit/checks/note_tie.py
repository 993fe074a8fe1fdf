"""Note ties: the rows that refer to a note equal, together and by magnitude, what the note adds up to."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from finsam_audit.accounts.statement import Statement
from finsam_audit.accounts.sums import is_long, seen_in
from finsam_audit.accounts.words.folding import fold
from finsam_audit.checks.definitions import Judged
from finsam_audit.checks.kind import FORMULAS, TABLES, Kind
from finsam_audit.controls.bridges import explained_by_definition
from finsam_audit.controls.hints import with_hints
from finsam_audit.controls.outcome import Outcome
from finsam_audit.controls.quantities import ZERO, Quantity, blank, quantity, total
from finsam_audit.controls.relation import Incomparable, Trivial, judge, judge_sum
from finsam_audit.controls.rules import Rule
from finsam_audit.controls.view import View
from finsam_audit.messages import Message, message
from finsam_audit.page.model import Column, Figure, Row
from finsam_audit.page.note_numbers import note_numbers, without_number


class _References(NamedTuple):
    """Which rows of the statements refer to which notes, and which rows without a reference bear which names.

    A name that is printed twice in a statement is that of both rows: a note on it may split what stands in two places.

    ``in_balance`` are the references of the balance sheets, those of headings among them.
    """

    by_notes: dict[tuple[str, ...], list[tuple[Statement, list[Row]]]]
    by_name: dict[str, tuple[Statement, list[Row]]]
    in_balance: frozenset[tuple[str, ...]]

    def to(self, note: Statement) -> list[tuple[Statement, list[Row]]]:
        """The rows that refer to a note, by table; where none does, the first that bears its name."""
        by_reference = self.by_notes.get(note_numbers(note.table.note))
        if by_reference:
            return by_reference
        named = self.by_name.get(subject_of(note))
        return [named] if named is not None else []


def check(rule: Rule, view: View) -> Iterator[Outcome]:
    """Each note is held against the rows of the statements in ``in`` that refer to it, or that bear its name."""
    notes = view.statements(("not", "budgetuppföljning"))
    references = _references(view, rule.texts("in"))
    found = False
    for note in notes:
        if not note.table.note:
            continue
        for statement, rows in references.to(note):
            totals = _totals(view, references, note, rows, statement)
            judged = [one for ends in totals for one in _tie(view, note, statement, rows, ends)]
            found = found or bool(judged)
            bridges = rule.texts("bridges")
            explained = explained_by_definition(view, judged, bridges, statement.kind, rule.severity)
            yield from (j.outcome for j in explained)
    if not found:
        key = "reason.no-note-reference" if notes else "reason.no-table"
        yield Outcome("not_applicable", message("note-tie"), reason=Message(key, {"tables": ("not",)}))


def _references(view: View, kinds: tuple[str, ...]) -> _References:
    by_notes: dict[tuple[str, ...], list[tuple[Statement, list[Row]]]] = {}
    by_name: dict[str, tuple[Statement, list[Row]]] = {}
    for statement in view.statements(kinds):
        here: dict[tuple[str, ...], list[Row]] = {}
        for row in statement.table.walk():
            if row.slots:
                here.setdefault(row.notes, []).append(row)
        for numbers, rows in here.items():
            by_notes.setdefault(numbers, []).append((statement, rows))
        for row in here.get((), ()):
            concept = statement.concept(row)
            if concept is None or concept.role not in ("total", "result"):
                labels = {fold(row.label)} | ({fold(x) for x in concept.labels} if concept and not concept.many else set())
                for label in labels - {""}:
                    table, named = by_name.setdefault(label, (statement, []))
                    if not named or (table is statement and fold(named[0].label) == fold(row.label)):
                        named.append(row)
    balances = view.statements(("balansräkning",))
    return _References(by_notes, by_name, frozenset(row.notes for balance in balances for row in balance.table.walk()))


def subject_of(note: Statement) -> str:
    """What a note is about, folded: its name without number and without what stands in parentheses."""
    return fold(re.sub(r"\([^()]*\)", "", without_number(note.name)))


def _totals(
    view: View, references: _References, note: Statement, rows: list[Row], statement: Statement
) -> list[tuple[Row, ...]]:
    """What a note comes to: its totals together; each by itself where it gives one total twice, split in two ways.

    Where these fit in no column, the row that prints what the statement does is what it has of the note. The depreciation of
    the year refers to the note on the assets: there it is a row of its own, and no total.
    """
    ends = tuple(row for row in note.ends if _is_of_money(row))  # "Medelantal anställda" below the sum
    if statement.kind == "resultaträkning" and all(_is(statement, row, "avskrivningar") for row in rows):
        year = tuple(row for row in note.table.walk() if row.slots and _is(note, row, "årets avskrivningar"))
        if year or note_numbers(note.table.note) in references.in_balance:
            return [year] if year else []
    moves = any(view.book.lexicon.balance(row.label)[0] == "ingående" for row in note.table.walk())
    if statement.kind == "resultaträkning" and moves:
        # The result of the year refers to the note on equity: there too it is a row of its own.
        named = {fold(row.label) for row in rows}
        same = tuple(row for row in note.table.walk() if row.slots and fold(row.label) in named)
        return [same] if len(same) == 1 and len(rows) == 1 else []
    listed = _listed(view, note, ends)
    if listed and _holds(note, listed, statement, rows) > _holds(note, ends, statement, rows):
        return [listed]
    last = _last_sum(note, ends)
    if last and _holds(note, last, statement, rows) > _holds(note, ends, statement, rows):
        return [last]
    if not _holds(note, ends, statement, rows) and (own := _own_row(note, statement, rows)):
        return [own]
    labels = {fold(row.label) for row in ends}
    if len(ends) > 1 and len(labels) == 1 and len(labels.pop().split()) > 1 and _alike_somewhere(ends, note):
        return [(row,) for row in ends]
    return [tuple(ends)]


def _is_of_money(row: Row) -> bool:
    return all(slot.figure.unit.quality == "money" for slot in row.slots if slot.figure is not None)


def _listed(view: View, note: Statement, ends: Sequence[Row]) -> tuple[Row, ...]:
    """All rows of a note that ends with a sum by its figures alone: what it would come to if that row were one of them."""
    by_figures = [f for f in note.footings if f.total in ends and note.role(f.total) != "total"]
    return tuple(row for f in by_figures for row in (*f.terms, f.total))


def _last_sum(note: Statement, ends: Sequence[Row]) -> tuple[Row, ...]:
    """The last of the rows that stand for a note, where the others add up to it in some column."""
    if len(ends) < 3:
        return ()
    *others, last = sorted(ends, key=lambda row: (row.place.line, row.place.column))
    seen = seen_in(note.columns, last, others, note.sign)
    return (last,) if any(column.fits and column.terms > 1 for column in seen) else ()


def _own_row(note: Statement, statement: Statement, rows: Sequence[Row]) -> tuple[Row, ...]:
    """The row of a note that prints what the statement does, in two columns or in a long amount: "varav långfristig del"."""
    held = {row: _holds(note, (row,), statement, rows) for row in note.table.walk() if row.slots}
    best = max(held, key=lambda row: held[row], default=None)
    certain = best is not None and (held[best] > 1 or any(map(is_long, best.figures)))
    return (best,) if best is not None and held[best] and certain else ()


def _holds(note: Statement, ends: Sequence[Row], statement: Statement, rows: Sequence[Row]) -> int:
    """In how many columns a note comes to what the statement prints, whatever the signs."""
    held = 0
    for column in note.columns:
        other = statement.column_at(column.end, column.kind, column.side, column.whose) if column.end is not None else None
        noted, printed = _sum(note, ends, column), _sum(statement, rows, other) if other is not None else None
        held += noted is not None and printed is not None and noted.value != 0 and abs(noted.value) == abs(printed.value)
    return held


def _is(statement: Statement, row: Row, name: str) -> bool:
    concept = statement.concept(row)
    return concept is not None and concept.name == name


def _alike_somewhere(rows: Sequence[Row], note: Statement) -> bool:
    """Whether rows print the same amount in some column."""
    printed = [[row.figure(column) for row in rows] for column in note.columns]
    return any(len({f.base if f else None for f in figures}) == 1 and figures[0] is not None for figures in printed)


def _tie(view: View, note: Statement, statement: Statement, rows: list[Row], ends: Sequence[Row]) -> Iterator[Judged]:
    pairs: list[tuple[Column, Quantity, Quantity]] = []
    for column in note.columns:
        if column.end is None:
            continue
        other = statement.column_at(column.end, column.kind, column.side, column.whose)
        if other is None:
            continue
        noted, printed = _sum(note, ends, column), _sum(statement, rows, other)
        if noted is not None and printed is not None:
            pairs.append((column, noted, printed))
    deviating = [pair for pair in pairs if pair[0].kind == "avvikelse"]  # may be counted the other way than the amounts
    factors = {True: _factor(view, deviating, note, statement)}
    factors[False] = _factor(view, [pair for pair in pairs if pair not in deviating], note, statement)
    shown = _holds(note, ends, statement, rows) > 0
    for column, noted, printed in pairs:
        factor = factors[column.kind == "avvikelse"]
        outcome = _one(view, noted, printed.times(factor), note, statement, rows, shown)
        if outcome is not None and column.end is not None:
            yield Judged(column.end, outcome)


def _factor(view: View, pairs: Sequence[tuple[Column, Quantity, Quantity]], note: Statement, statement: Statement) -> Decimal:
    """-1 where the note prints the amounts without the statement's minus, or with one of its own.

    The columns in which both come to the same amount tell. Where none does, a figure whose sign is not that of its table, or
    else not that of the rows beside it, has no say where others have.
    """
    broken = {name for table in (note, statement) for profile in table.profiles for name in profile.breaks}
    signs = [(_sign(noted.value) * _sign(printed.value), _names(noted, printed)) for _, noted, printed in pairs]
    plain = [sign for sign, names in signs if not names & broken]
    odd = [_odd(view, note, noted) + _odd(view, statement, printed) for _, noted, printed in pairs]
    usual = [own for (own, _), count in zip(signs, odd, strict=True) if count == min(odd)]
    same = [sign for (sign, _), pair in zip(signs, pairs, strict=True) if _is_of_one_size(*pair[1:])]
    agreeing = sum(same) or sum(plain) or sum(usual) or sum(sign for sign, _ in signs)
    return Decimal(-1 if agreeing < 0 else 1)


def _is_of_one_size(one: Quantity, other: Quantity) -> bool:
    """Whether two amounts are the same but for their signs, and for rounding."""
    return 2 * abs(abs(one.value) - abs(other.value)) <= one.high - one.low + other.high - other.low


def _odd(view: View, statement: Statement, amount: Quantity) -> int:
    """How many figures of an amount have another sign than what they add up, or most of those that they stand among."""
    figures = [term.figure for term in amount.terms if term.figure is not None]
    return sum(_usual(view, statement, f) * _sign(f.value) < 0 for f in figures)


def _usual(view: View, statement: Statement, figure: Figure) -> Decimal | int:
    """Of which sign a figure would be by the rows that it is the total of, or else by those beside it."""
    for footing in statement.footings:
        for column in statement.columns:
            parts = [part for row in footing.terms if (part := row.figure(column)) is not None]
            total = footing.total.figure(column)
            if parts and total is not None and total.id == figure.id:
                return sum((statement.sign(part) * part.value for part in parts), ZERO) * statement.sign(total)
            if any(part.id == figure.id for part in parts):
                return sum(_sign(part.value) for part in parts if part.id != figure.id)
    return sum(_sign(other.value) for other in view.neighbours(figure) if other.path == figure.path)


def _names(*quantities: Quantity) -> set[str]:
    return {term.figure.id for quantity in quantities for term in quantity.terms if term.figure is not None}


def _sign(value: Decimal) -> int:
    return (value > 0) - (value < 0)


def _sum(statement: Statement, rows: Sequence[Row], column: Column) -> Quantity | None:
    parts = []
    for row in rows:
        slot = row.cell(column)
        if slot is None or slot.state in ("unread", "sic"):
            return None
        figure = row.figure(column)
        parts.append(quantity(figure) if figure is not None else blank(row.label))
    if not any(term.figure is not None for part in parts for term in part.terms):
        return None
    return total(parts)


def _one(
    view: View, noted: Quantity, printed: Quantity, note: Statement, statement: Statement, rows: list[Row], shown: bool
) -> Outcome | None:
    """A note against the rows that refer to it; several totals against several rows only where another column shows that."""
    args = {"note": note.name, "rows": tuple(dict.fromkeys(row.label for row in rows)), "table": statement.name}
    in_note = [term.figure for term in noted.terms if term.figure is not None]
    in_rows = [term for term in printed.terms if term.figure is not None]
    stated: Figure | None
    try:
        if len(in_note) == 1:
            stated, sign, other = in_note[0], 1, printed
        elif len(in_rows) == 1:
            stated, sign, other = in_rows[0].figure, 1 if in_rows[0].weight > 0 else -1, noted
        else:
            together = {**args, "row": note.name}
            return with_hints(judge_sum(noted, in_note[0], printed, "note-tie", together, "note")) if shown else None
        assert stated is not None
        return with_hints(judge(stated, sign, other, "note-tie", args, about="note", parts=view.parts))
    except (Incomparable, Trivial):
        return None


KIND = Kind(
    "note-tie",
    sv="Raderna som hänvisar till en not är lika med vad noten summerar till.",
    en="The rows that refer to a note equal what the note adds up to.",
    keys={"in": TABLES, "bridges": FORMULAS},
    run=check,
)
