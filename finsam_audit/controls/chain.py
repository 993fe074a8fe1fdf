"""Several reports of one entity: whose a figure is, and for which period it stands for certain."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from itertools import chain
from typing import NamedTuple

from finsam_audit.accounts.accounts import Accounts
from finsam_audit.accounts.statement import Statement
from finsam_audit.accounts.words.folding import fold
from finsam_audit.controls.context import Context, Missing, read_selector
from finsam_audit.controls.quantities import Quantity
from finsam_audit.controls.rules import RuleBook
from finsam_audit.controls.view import View
from finsam_audit.page.expressions import Expression, Name, names
from finsam_audit.page.model import Column, Figure, Report, Row
from finsam_audit.page.note_numbers import note_numbers, without_number
from finsam_audit.patterns import pattern_of

_STATEMENTS = ("resultaträkning", "balansräkning", "kassaflödesanalys", "driftredovisning", "investeringsredovisning")
_IN_NOTE = pattern_of(r"\bi not(?:en|er|erna)? \d")
_SEE_NOTE = pattern_of(r"\bse (?:aven )?not(?:en|er|erna)? \d+[a-z]?\b")
_TABLE_OVER = pattern_of(r"\btabell(?:en)? over (\w+)")
MONTH = 31
"""Days: a report that lacks no more of the calendar year is of the whole of it."""


class Spot(NamedTuple):
    """A figure with the row, the column and the table that it stands in."""

    figure: Figure
    row: Row
    column: Column
    statement: Statement


class Member(NamedTuple):
    """One report of a chain. ``number`` tells its figures from those of the others, which may have the same ids."""

    number: int
    view: View
    spots: dict[str, Spot]

    @property
    def report(self) -> Report:
        return self.view.report

    @property
    def is_whole_year(self) -> bool:
        """Whether the report is of a calendar year, or of nearly all of it."""
        return (self.report.end - self.report.start).days > 365 - MONTH

    def timeless(self, name: str) -> str:
        """A name of the report, folded, without years and months."""
        times = self.view.book.lexicon.words["tidsord"]
        return " ".join(word for word in fold(name).split() if not word.isdecimal() and not times.match(word))

    def own(self, figure: Figure) -> Figure:
        """A figure with an id that no other report of the chain has."""
        return figure._replace(id=f"{self.number}:{figure.id}")

    def marked(self, quantity: Quantity) -> Quantity:
        """A quantity of this report with figures that no other report has."""
        terms = (t._replace(figure=self.own(t.figure)) if t.figure is not None else t for t in quantity.terms)
        return quantity._replace(terms=tuple(terms))

    def parts(self, quantity: Quantity) -> Iterator[tuple[str, Decimal]]:
        """``View.parts`` for the figures of a quantity of this report, marked."""
        for term in quantity.terms:
            if term.figure is not None and term.figure.id in self.view.parts:
                yield f"{self.number}:{term.figure.id}", self.view.parts[term.figure.id]

    def is_certain(self, column: Column) -> bool:
        """Whether a head tells its period beyond doubt: a bare year in a report of half a year may mean that half."""
        if column.end is None or column.whose not in ("", "koncern") or column.kind not in ("", "utfall", "budget"):
            return False
        return self.is_whole_year or bool(column.nature) or column.kind == "budget" or column.end == self.report.end

    def value(self, expression: Expression, end: date, whose: str) -> Quantity | None:
        """What a formula comes to at the end of a period; None where the report does not print it for certain."""
        if not all(self._may_print(name, end, whose) for name in names(expression) if not name.optional):
            return None
        try:
            found = self.view.evaluator.evaluate(expression, Context("", end, whose=whose))
        except Missing:
            return None
        spots = [self.spots.get(term.figure.id) for term in found.terms if term.figure is not None]
        sure = bool(spots) and all(spot is not None and self.is_certain(spot.column) for spot in spots)
        return found if sure else None

    def _may_print(self, name: Name, end: date, whose: str) -> bool:
        """Whether a table of the kind that a name belongs to has a column for its period: most have none, and are not read."""
        accounts = self.view.accounts
        selector = read_selector(name.column) if name.column else None
        day = accounts.report.previous(end) if selector is not None and selector.previous else end
        return day in accounts.ends(name.path[0]) and whose in accounts.owners(name.path[0])

    def says_restated(self, spot: Spot) -> bool:
        """Whether the report says that an amount was counted anew, or a budget changed: beside it, or in a sentence of it."""
        words, planned = self.view.book.lexicon.words, spot.column.kind == "budget"
        beside = (spot.column.head, spot.row.label, spot.statement.name, *spot.row.path)
        if any(words["ändrad budget" if planned else "omräkning"].match(text) for text in beside):
            return True
        said = words["ändrad budget" if planned else "omräknat"]
        about = "budget" if planned else "jamforelse"
        sentences = [text for text in self._sentences() if said.match(text)]
        return any(_speaks_of(spot, text, about) and self._may_mean(spot, text) for text in sentences)

    def _may_mean(self, spot: Spot, text: str) -> bool:
        """Whether a sentence names no table, or that of the figure; where to read more, "se not 2", is not what it is about."""
        said = _SEE_NOTE.sub("", fold(text))
        named = [statement for statement in self.view.accounts.statements if _names(said, statement)]
        return any(statement is spot.statement for statement in named) or not (named or _IN_NOTE.search(said))

    def _sentences(self) -> Iterator[str]:
        yield from self.report.statements
        yield from (claim.text for claim in self.report.claims)


class Audit(NamedTuple):
    """An auditor's report and the one that it speaks of; in ``view`` its text names what stands in either.

    ``own`` are the figures (their ids) of the auditor's report.
    """

    member: Member
    audited: Member
    view: View
    own: frozenset[str]

    def named(self, figure: Figure) -> Figure:
        """A figure of either as ``Member.own`` has it."""
        return (self.member if figure.id in self.own else self.audited).own(figure)


class Chain(NamedTuple):
    """The reports of one entity, in the order of their periods."""

    members: tuple[Member, ...]
    book: RuleBook
    audits: tuple[Audit, ...] = ()

    def whose(self, figure: Figure) -> tuple[Member, str]:
        """The report that a marked figure stands in, and the figure's id there."""
        return self.whose_id(figure.id)

    def whose_id(self, marked: str) -> tuple[Member, str]:
        """``whose`` by the marked id."""
        number, _, own = marked.partition(":")
        return self.members[int(number)], own

    def ends(self) -> list[date]:
        """The last days of all periods that any of the reports has a column for."""
        return sorted({end for member in self.members for end in member.view.accounts.ends()})

    def owners(self) -> list[str]:
        """Whose columns the reports have: the organisation's own (empty), and ``koncern`` where there are any."""
        return list(dict.fromkeys(whose for member in self.members for whose in member.view.accounts.owners()))


def chain_of(views: Iterable[View], book: RuleBook) -> Chain:
    """The chain of some reports, earliest first; of one period, what speaks of another report last."""
    ordered = sorted(views, key=lambda view: (view.report.end, view.report.document == "audit report", view.report.start))
    members = tuple(Member(number, view, _spots(view)) for number, view in enumerate(ordered))
    return Chain(members, book, tuple(_audits(members, book)))


def _audits(members: tuple[Member, ...], book: RuleBook) -> Iterator[Audit]:
    for member in members:
        audited = _audited(member.report, members)
        if audited is not None:
            accounts = Accounts(member.report, book.lexicon, audited.view.accounts.statements)
            own = frozenset(figure.id for figure in member.report.figures())
            yield Audit(member, audited, View(member.report, book, accounts), own)


def _audited(report: Report, members: tuple[Member, ...]) -> Member | None:
    """The report that an auditor's report speaks of: the one it names, else the annual report of its period."""
    if report.document != "audit report" and not report.audits:
        return None
    others = [one for one in members if one.report is not report and one.report.document != "audit report"]
    named = (one for one in others if report.audits and _file_name(one.report) == report.audits.rpartition("/")[2])
    period = report.start, report.end, "annual report"
    same = (one for one in others if (one.report.start, one.report.end, one.report.document) == period)
    return next(chain(named, same), None)


def _file_name(report: Report) -> str:
    return report.file.replace("\\", "/").rpartition("/")[2]


def _speaks_of(spot: Spot, text: str, about: str) -> bool:
    """Whether a sentence is about a figure: of its row or of all such figures, of its year, and no denial."""
    folded = f" {fold(text)} "
    if any(f" {word} " in folded for word in ("inte", "ej", "inga", "ingen")):
        return False
    years = [word for word in folded.split() if len(word) == 4 and word.isdecimal()]
    if years and spot.column.end is not None and str(spot.column.end.year) not in years:
        return False
    return about in folded or f" {fold(spot.row.label)} " in folded


def _names(folded: str, statement: Statement) -> bool:
    """Whether a sentence names a table: by its kind, the number of the note, its title, or what it is a table over."""
    title = fold(without_number(statement.name))
    notes = (f"not {number}" for number in note_numbers(statement.table.note))
    if any(f" {name} " in f" {folded} " for name in (title, *notes)):
        return True
    if statement.kind in _STATEMENTS:
        return fold(statement.kind) in folded
    over = _TABLE_OVER.search(folded)
    return over is not None and over[1] in title.split()


def _spots(view: View) -> dict[str, Spot]:
    found: dict[str, Spot] = {}
    for statement in view.accounts.statements:
        for row, column, figure in statement.figures():
            found.setdefault(figure.id, Spot(figure, row, column, statement))
    return found
