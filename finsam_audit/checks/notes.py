"""Notes: every note is referred to, their numbers are unique and in order, their columns those of the statement."""

from __future__ import annotations

import re
from collections.abc import Iterator

from finsam_audit.accounts.statement import Statement
from finsam_audit.accounts.words.folding import fold
from finsam_audit.checks.kind import TABLES, Key, Kind
from finsam_audit.checks.note_tie import subject_of
from finsam_audit.controls.outcome import Outcome
from finsam_audit.controls.rules import Rule
from finsam_audit.controls.view import View
from finsam_audit.messages import message
from finsam_audit.page.note_numbers import note_numbers


def check(rule: Rule, view: View) -> Iterator[Outcome]:
    """``relation`` is one or more of ``references``, ``numbers`` and ``columns``; ``in`` are the statements."""
    notes = [s for s in view.statements(("not", "budgetuppföljning")) if s.table.note]
    statements = view.statements(rule.texts("in"))
    if not notes or not statements:
        tables = rule.texts("in") if notes else ("not",)
        yield Outcome("not_applicable", message("notes.right"), reason=message("reason.no-table", tables=tables))
        return
    relations = rule.texts("relation")
    findings = list(_unreferenced(notes, statements)) if "references" in relations else []
    findings += _numbers(notes, view) if "numbers" in relations else []
    findings += _columns(notes, statements, view) if "columns" in relations else []
    yield from findings or [Outcome("passed", message("notes.right"))]


def _unreferenced(notes: list[Statement], statements: list[Statement]) -> Iterator[Outcome]:
    """The notes that no row refers to, of days or of periods as the statements that do refer to notes."""
    rows = [row for statement in statements for row in statement.table.walk()]
    named = {note for row in rows for note in row.notes}
    headings = {fold(row.label) for row in rows if not row.slots}  # a heading may print what the file cannot hold
    natures = {s.nature for s in statements if any(row.notes for row in s.table.walk())}
    alone = [n for n in notes if n.kind == "not" and n.nature in natures and named.isdisjoint(note_numbers(n.table.note))]
    alone = [note for note in alone if subject_of(note) not in headings]
    if not {"resultaträkning", "balansräkning"} <= {statement.kind for statement in statements}:
        alone = [note for note in alone if note.nature == "stock"]  # years may head a note to the statement that is not here
    if alone:
        tables = tuple(statement.name for statement in statements)
        yield Outcome("finding", message("notes.unreferenced", notes=tuple(n.name for n in alone), tables=tables))


def _numbers(notes: list[Statement], view: View) -> Iterator[Outcome]:
    """Numbers that go down, and one number for notes to two different rows."""
    lexicon = view.book.lexicon
    last: tuple[tuple[int, ...], str] = ((), "")
    subjects: dict[str, tuple[str, str]] = {}
    for note in notes:
        number = note_numbers(note.table.note)[0]
        levels = tuple(map(int, re.findall(r"\d+", number)))
        if not levels:
            continue
        here = (levels, number.lstrip(".0123456789"))
        if here < last:
            yield Outcome("finding", message("notes.order", note=note.name))
        last = max(last, here)
        kinds = ("resultaträkning", "balansräkning")
        concept = next((c.path for k in kinds if (c := lexicon.concept_of(k, subject_of(note), "")) is not None), "")
        first, name = subjects.setdefault(number, (concept, note.name))
        if concept and first and concept != first:
            yield Outcome("finding", message("notes.twice", number=note.table.note, notes=(name, note.name)))


def _columns(notes: list[Statement], statements: list[Statement], view: View) -> Iterator[Outcome]:
    lexicon = view.book.lexicon
    seen = set()
    natures: dict[str, set[str]] = {}  # a note on assets may serve their row and that of their depreciation
    for statement in statements:
        for row in statement.table.walk():
            for number in row.notes:
                natures.setdefault(number, set()).add(statement.nature)
    for statement in statements:
        dated_columns = [c for c in statement.columns if c.end is not None and c.kind in ("", "utfall")]
        # the law asks for one year of comparison; a statement may show more
        ends = {c.end: c.head for c in dated_columns if c.end and c.end.year >= view.report.end.year - 1}
        numbers = dict.fromkeys(n for row in statement.table.walk() for n in row.notes)
        for number in numbers:
            tables = [note for note in notes if number in note_numbers(note.table.note) and note.kind == "not"]
            dated = {c.end for note in tables for c in note.columns if c.end is not None}
            lost = tuple(head for end, head in ends.items() if end not in dated)
            if dated and lost:
                yield Outcome("finding", message("notes.columns", note=tables[0].name, table=statement.name, heads=lost))
            for note in tables:
                heads = tuple(c.head for c in note.columns if c.nature and c.nature not in natures[number])
                moves = any(lexicon.balance(row.label)[0] == "ingående" for row in note.table.walk())
                if heads and note.name not in seen and not (moves and statement.nature == "stock"):
                    seen.add(note.name)
                    yield Outcome("finding", message(f"heading.{statement.nature}", table=note.name, heads=heads))


KIND = Kind(
    "notes",
    sv="Noterna hänvisas till, är numrerade i ordning och gäller samma perioder som sin räkning.",
    en="Notes are referred to, numbered in order and of the same periods as their statement.",
    keys={
        "in": TABLES,
        "relation": Key("choice", several=True, allowed=("references", "numbers", "columns"), required=True),
    },
    run=check,
)
