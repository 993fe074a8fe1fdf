"""A report seen through a lexicon: its tables with their meaning, and where to find what in them."""

from collections.abc import Iterable
from datetime import date
from functools import cached_property

from finsam_audit.accounts.derived_tables import listed_contributions, with_years_as_columns
from finsam_audit.accounts.named_places import named_places
from finsam_audit.accounts.statement import Given, Statement
from finsam_audit.accounts.steps import read_statement
from finsam_audit.accounts.total_columns import PART
from finsam_audit.accounts.words.folding import fold
from finsam_audit.accounts.words.lexicon import Lexicon
from finsam_audit.page.model import Column, Figure, Place, Report
from finsam_audit.page.note_numbers import note_numbers


class Accounts:
    """A report seen through a lexicon. Its tables are read once, when it is made.

    ``audited`` are the tables, read before, of the report that it speaks of.
    """

    def __init__(self, report: Report, lexicon: Lexicon, audited: tuple[Statement, ...] = ()) -> None:
        self.report = report
        self.lexicon = lexicon
        tables = [seen for table in report.tables for seen in with_years_as_columns(table, report, lexicon)]
        tables += listed_contributions(report.tables, lexicon)
        self.statements = (*(read_statement(table, Given(report, lexicon)) for table in tables), *audited)
        self._by_kind: dict[str, list[Statement]] = {}
        self._by_name: dict[str, list[Statement]] = {}
        self._by_note: dict[tuple[str, ...], Statement] = {}
        for statement in self.statements:
            self._by_kind.setdefault(statement.kind, []).append(statement)
            self._by_name.setdefault(fold(statement.name), []).append(statement)
            if statement.table.note:
                self._by_note.setdefault(note_numbers(statement.table.note), statement)
        kinds = {"": self.statements, **self._by_kind}
        self._ends = {kind: _ends(statements) for kind, statements in kinds.items()}
        self._owners = {
            kind: sorted({column.whose for column in _columns(statements)} - {"", PART}) for kind, statements in kinds.items()
        }

    def of_kind(self, kind: str) -> list[Statement]:
        return self._by_kind.get(kind, [])

    def named(self, name: str) -> list[Statement]:
        """The tables with this printed name (one printed, others derived from it), or the note with this number ("Not 4")."""
        found = self._by_name.get(fold(name))
        if found is None:
            note = self._by_note.get(note_numbers(name))
            found = [note] if note is not None else []
        return found

    def ends(self, kind: str = "") -> list[date]:
        """The last days of all periods that the tables, of one kind or any, have a column for, latest first."""
        return self._ends.get(kind, [])

    def owners(self, kind: str = "") -> list[str]:
        """Whose columns the tables have: the organisation's own (empty), and where there are any ``koncern`` and branches."""
        return ["", *self._owners.get(kind, [])]

    @cached_property
    def signs(self) -> dict[str, int]:
        """By figure id, the signs that differ from +1."""
        return {figure: sign for statement in self.statements for figure, sign in statement.signs.items()}

    @cached_property
    def places(self) -> dict[str, Place]:
        """Where everything stands that the report names: the most particular, where it names several things alike."""
        return dict(named_places(self.report))

    @cached_property
    def sourced(self) -> bool:
        """Whether the report's figures tell where they stand in its source: its readers then look there."""
        return any(figure.place.page or figure.place.source_line for figure in self.report.figures())

    def figure_concepts(self) -> dict[str, str]:
        """By figure id, the concept of the figure's row."""
        found = {}
        for statement in self.statements:
            for row, _, figure in statement.figures():
                concept = statement.concept(row)
                if concept is not None:
                    found[figure.id] = concept.path
        return found

    def statement_of(self, figure: Figure) -> Statement | None:
        """The table that a figure stands in: the printed one, unless another gave it a row and column of its own."""
        return self._by_figure.get((figure.id, figure.row, figure.column))

    @cached_property
    def _by_figure(self) -> dict[tuple[str, str, str], Statement]:
        found: dict[tuple[str, str, str], Statement] = {}
        for statement in self.statements:
            for _, _, figure in statement.figures(companions=True):
                found.setdefault((figure.id, figure.row, figure.column), statement)
        return found


def _columns(statements: Iterable[Statement]) -> Iterable[Column]:
    return (column for statement in statements for column in statement.columns)


def _ends(statements: Iterable[Statement]) -> list[date]:
    return sorted({column.end for column in _columns(statements) if column.end is not None}, reverse=True)
