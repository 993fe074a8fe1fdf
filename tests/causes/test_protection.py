"""What is told of one figure, and how well the figures of a report protect each other."""

from __future__ import annotations

import json
from collections.abc import Callable
from fractions import Fraction
from io import StringIO
from subprocess import CompletedProcess

import pytest

from finsam_audit.causes.equations import system_of
from finsam_audit.causes.protection import explained, protection
from finsam_audit.controls.localisation import leeway
from finsam_audit.controls.rules import RuleBook
from finsam_audit.engine.check import check
from finsam_audit.page.model import Figure, Report
from finsam_audit.render.figure_names import named
from finsam_audit.render.protection import explained_lines, write_lines
from tests.samples import FOLDER, checked, sample

Read = Callable[[str], Report]
TABLES = """Balansräkning:
  columns: 2025-12-31
  rows:
    Tillgångar:
      Omsättningstillgångar:
        Ökning/minskning av fordringar: 500
        Kassa och bank: 900
        Summa omsättningstillgångar: {current}
      Summa tillgångar: 1 400
"""


def _figure(report: Report, row: str) -> Figure:
    return next(figure for figure in report.figures() if figure.row == row)


def test_a_label_with_a_stroke_is_found_whole_and_in_every_combination(report: Read) -> None:
    whole = report(TABLES.format(current="1 400"))
    wanted = (_figure(whole, "Ökning/minskning av fordringar"),)
    for name in (
        "ökning/minskning av fordringar",
        "Balansräkning/Ökning/minskning av fordringar",
        "Ökning/minskning av fordringar/2025-12-31",
        "Balansräkning/Ökning/minskning av fordringar/2025-12-31",
        wanted[0].id,
        str(wanted[0].place.line),
    ):
        assert named(whole, name).figures == wanted


def test_a_name_that_is_not_there_is_answered_with_the_nearest(report: Read) -> None:
    found = named(report(TABLES.format(current="1 400")), "Kasa och bank")
    assert (found.figures, found.candidates[0]) == ((), "Kassa och bank")


def test_a_row_of_several_tables_is_answered_with_all_of_them() -> None:
    found = named(sample("clean.yaml"), "Årets resultat")
    assert found.ambiguous
    assert "Resultaträkning/Årets resultat" in found.candidates


TWICE = """tables:
  Not 5. Skulder:
    columns: 2025-12-31
    rows:
      - Övriga skulder: 10
      - Övriga skulder: 20
"""


def test_rows_of_one_name_are_answered_with_their_lines(report: Read) -> None:
    whole = report(TWICE)
    lines = [figure.place.line for figure in whole.figures()]
    found = named(whole, "Övriga skulder")
    assert found.candidates == tuple(f"{line} (Not 5. Skulder/Övriga skulder)" for line in lines)
    assert [named(whole, str(line)).figures[0].place.line for line in lines] == lines


def test_a_bare_number_is_the_line_that_the_first_screen_shows_where_the_data_file_has_no_figures_there() -> None:
    report = sample("degerfors-karlskoga-2025.yaml")
    typed = {figure.place.line for figure in report.figures()}
    line = next(f.place.source_line for f in report.figures() if f.place.source_line and f.place.source_line not in typed)
    assert named(report, str(line)) == named(report, f"@{line}") != named(report, f":{line}")


def test_failing_controls_that_agree_leave_what_they_agree_on(report: Read, book: RuleBook) -> None:
    result = check(report(TABLES.format(current="1 500")), book)
    (one,) = explained(result, [_figure(result.report, "Summa omsättningstillgångar")])
    assert one.room is not None
    assert {o.outcome for o in one.controls} == {"finding"}
    assert (one.room.low, one.room.high) == (Fraction(1399), Fraction(1401))


def test_every_figure_is_counted_once() -> None:
    result = checked("clean.yaml")
    found = protection(result)
    assert [one.figure.id for one in found.figures] == [figure.id for figure in result.report.figures()]


def test_a_figure_that_can_be_singled_out_is_the_only_one_that_mends_its_own_error() -> None:
    """Tried by brute force: each figure wrong in turn, every other figure free in turn."""
    result = checked("clean.yaml")
    system, found = system_of(result.outcomes), protection(result)
    variables, relations = system.variables(), [*system.relations.values()]
    for one in [one for one in found.figures if one.relations][::7]:
        name = one.figure.id
        wrong = {**variables, name: variables[name]._replace(value=one.figure.base + 7 * abs(one.figure.base) + 77_777_000)}
        own = [r for r in relations if any(other == name for other, _ in r.terms)]
        common = set.intersection(*({other for other, _ in r.terms} for r in own)) - {name}
        mends = []
        for other in common:
            near = [r for r in relations if any(n in (name, other) for n, _ in r.terms)]
            used = {n: wrong[n] for r in near for n, _ in r.terms}
            mends.append(leeway(near, used, other).possible)
        assert one.singled_out != any(mends), name


@pytest.mark.parametrize("language", ["sv", "en"])
def test_both_commands_answer_in_text_and_json(run: Callable[..., CompletedProcess[str]], language: str) -> None:
    clean = str(FOLDER / "clean.yaml")
    for command in (("explain", clean, "Balansräkning/Summa tillgångar"), ("prove", clean, "--show", "figures")):
        shown = run(command[0], *command[1:], "--lang", language)
        assert (shown.returncode, shown.stderr) == (0, "")
    assert json.loads(run("explain", clean, "Balansräkning/Summa tillgångar", "--format", "json").stdout)["figures"]
    assert json.loads(run("prove", clean, "--format", "json").stdout)["all"]["figures"] > 100


def test_a_figure_that_is_not_there_ends_with_two(run: Callable[..., CompletedProcess[str]]) -> None:
    answer = run("explain", str(FOLDER / "clean.yaml"), "Kasa och bank")
    assert (answer.returncode, answer.stdout) == (2, "")
    assert "Kassa och bank" in answer.stderr


ASSETS = """Balansräkning:
  columns: 2025-12-31
  rows:
    Tillgångar:
      Omsättningstillgångar:
        Kortfristiga fordringar: 500
        Kassa och bank: 900
        Summa omsättningstillgångar: 1 500
      Summa tillgångar: 1 600
"""


def test_relations_that_want_different_values_are_told_one_by_one(report: Read, book: RuleBook) -> None:
    result = check(report(ASSETS), book)
    (one,) = explained(result, [_figure(result.report, "Summa omsättningstillgångar")])
    assert one.room is not None
    assert not one.room.possible
    assert {(w.outcome.rule, w.low, w.high) for w in one.wanted} == {
        ("BR002", Fraction(1399), Fraction(1401)),
        ("BR003", Fraction(1599), Fraction(1601)),
    }


@pytest.mark.parametrize(
    ("language", "first"),
    [("sv", "Inget värde passar med alla de andra talen."), ("en", "No value fits all the other figures.")],
)
def test_on_a_terminal_what_is_explained_is_wrapped_and_loses_nothing(
    report: Read, book: RuleBook, language: str, first: str
) -> None:
    result = check(report(ASSETS), book)
    lines = list(explained_lines(explained(result, [_figure(result.report, "Summa omsättningstillgångar")]), language))
    plain, wide = StringIO(), StringIO()
    write_lines(lines, plain, terminal=False)
    write_lines(lines, wide, terminal=True)
    assert first in plain.getvalue()
    assert wide.getvalue().split() == plain.getvalue().split()
    assert max(map(len, wide.getvalue().splitlines())) <= 80
