"""How much a file may hold: past each bound one sentence with its place; up to it, no wait and no crash."""

from __future__ import annotations

import time

import pytest

from finsam_audit.messages import InputError
from finsam_audit.page import bounds
from finsam_audit.page.reader import build_report
from finsam_audit.page.source import Source, parse

HEAD = "finsam-audit: 1\nreport:\n  entity: Förbundet\n  period: 2025\n"
TABLE = "tables:\n  Balansräkning:\n    columns: 2025-12-31\n    rows:\n"
DIGITS = "9" * 5000


def _problems(text: str) -> list[tuple[int, str]]:
    """The line and the key of each mistake in what stands under the head of a data file."""
    whole = HEAD + text
    source = Source("test.yaml", whole, whole.encode())
    try:
        build_report(source, parse(source))
    except InputError as error:
        return [(problem.line, problem.message.key) for problem in error.problems]
    return []


def _claim(equals: str) -> str:
    return f"claims:\n  - text: det är 5 kr\n    value: 5 kr\n    equals: {equals}\n"


def _wide(rows: int, columns: int) -> str:
    table = f"tables:\n  T:\n    columns: {' | '.join(map(str, range(columns)))}\n    rows:\n"
    return table + "".join(f"      R{n}: {' | '.join('5' * columns)}\n" for n in range(rows))


@pytest.mark.parametrize(
    ("text", "line", "key"),
    [
        (TABLE + f"      Kassa: 5 @{DIGITS}\n", 9, "data.not-place"),
        (TABLE + f"      Kassa: 5 @p1:{DIGITS}\n", 9, "data.not-place"),
        (TABLE + f"      Kassa: {{cells: 5, at: {DIGITS}}}\n", 9, "bound.text"),
        (TABLE + f"      Kassa: {{cells: 5, at: {DIGITS[:2000]}}}\n", 9, "data.not-place"),
        (TABLE + f"      Kassa: {{cells: 5, figures: {{2025-12-31: {{page: {DIGITS[:99]}}}}}}}\n", 9, "data.not-place"),
        (TABLE + f"      Kassa: {DIGITS}\n", 9, "number.too-long"),
        (TABLE + f"      Kassa: {'(' * 2000}5{')' * 2000}\n", 9, "number.too-long"),
        (TABLE + f"      Kassa: {'5 ' + '[?]' * 1000}\n", 9, "number.too-long"),
        (TABLE + f"      Kassa: {'-' * 1000}5\n", 9, "number.too-long"),
        (TABLE + f"      ? {'K' * 501}\n      : 5\n", 9, "bound.label"),
        (f"  limits:\n    equity ceiling: {DIGITS[:3000]} %\n", 6, "number.too-long"),
        (f"  limits:\n    equity ceiling: {'(' * 1500}5{')' * 1500}\n", 6, "number.too-long"),
        (f"goals:\n  - goal: mål\n    target: {'(' * 1500}5{')' * 1500}\n", 7, "number.too-long"),
        (f"claims:\n  - text: {'x' * 4001}\n    value: 5\n", 6, "bound.text"),
        (_claim("(" * 41 + "kassa" + ")" * 41), 8, "formula.too-deep"),
        (_claim("0 + " + "- " * 1000 + "kassa"), 8, "formula.too-deep"),
        (_claim(" + ".join(["a"] * 201)), 8, "formula.too-long"),
        (f"  board: [{', '.join(['A B'] * 1001)}]\n", 5, "bound.list"),
        (f"tables:\n  T:\n    columns: {' | '.join(map(str, range(101)))}\n    rows:\n      A: 5\n", 7, "bound.columns"),
        (TABLE + "      A: 5\n" * 0 + "".join(f"      R{n}: 5\n" for n in range(50_001)), 8, "bound.rows"),
        (TABLE + "".join(f"      R{n}: 5\n" for n in range(2001)), 6, "bound.rows-of-table"),
        (_wide(201, 100), 8, "bound.cells-of-table"),
        ("tables:\n" + "".join(f"  T{n}: {{columns: 2025, rows: {{A: 5}}}}\n" for n in range(5001)), 6, "bound.tables"),
        ("goals:\n" + "  - goal: mål\n" * 2001, 6, "bound.goals"),
        ("claims:\n" + "  - {text: t 5, value: 5}\n" * 2001, 6, "bound.claims"),
    ],
)
def test_past_a_bound_a_file_is_refused_in_one_sentence(text: str, line: int, key: str) -> None:
    found = _problems(text)
    assert [problem[1] for problem in found] == [key]
    assert abs(found[0][0] - line) <= 1  # a block begins where its first line does


@pytest.mark.parametrize(
    "text",
    [
        _claim("(" * 39 + "kassa" + ")" * 39),
        _claim(" + ".join(["a"] * 200)),
        TABLE + "".join(f"      R{n}: 5\n" for n in range(2000)),
        _wide(200, 100),
        TABLE + f"      Kassa: {' ' * 3000}5{' ' * 3000}@p12\n",
    ],
)
def test_up_to_the_bounds_a_file_is_read(text: str) -> None:
    assert _problems(text) == []


@pytest.mark.parametrize(
    "cell",
    [
        "1" + " " * 7000 + "x@",
        "1" + " " * 7000 + "x)",
        "1" + " " * 7000 + "[",
        "(" * 7000 + ")",
        "1 " * 3500 + "]",
        "x (not" + " " * 7000 + "1 x)",
        "[" * 7000 + "]",
        "1" + " @" * 3500,
    ],
)
@pytest.mark.parametrize(
    "where",
    ["cell", "claim", "goal", "limit", "heading", "label"],
)
def test_a_long_run_of_signs_takes_no_longer_than_it_is(cell: str, where: str) -> None:
    quoted = f'"{cell}"'
    text = {
        "cell": TABLE + f"      Kassa: {quoted}\n",
        "claim": f"claims:\n  - text: t\n    value: {quoted}\n",
        "goal": f"goals:\n  - goal: g\n    target: {quoted}\n    outcome: {quoted}\n",
        "limit": f"  limits:\n    equity ceiling: {quoted}\n",
        "heading": f"tables:\n  T:\n    columns: {quoted}\n    rows:\n      A: 5\n",
        "label": TABLE + f"      ? {quoted}\n      : 5\n",
    }[where]
    start = time.process_time()
    assert _problems(text) != []
    assert time.process_time() - start < 0.5


def test_ten_thousand_unknown_keys_are_told_a_hundred_times_at_most() -> None:
    start = time.process_time()
    found = _problems("".join(f"  nyckel{n}: 1\n" for n in range(10_000)))
    assert (len(found), time.process_time() - start < 3) == (bounds.PROBLEMS, True)


@pytest.mark.parametrize(
    "period",
    ["0000-01-01 – 0000-12-31", "0001-01-01 – 0001-12-31", "9999-01-01 – 9999-12-31"],
)
def test_a_period_outside_the_years_of_reports_is_told(period: str) -> None:
    whole = f"finsam-audit: 1\nreport:\n  entity: F\n  period: {period}\n"
    source = Source("test.yaml", whole, whole.encode())
    with pytest.raises(InputError) as found:
        build_report(source, parse(source))
    assert [problem.message.key for problem in found.value.problems] == ["data.distant-date"]


@pytest.mark.parametrize("day", ["0000-12-31", "9999-12-31", "2200-01-01", "1899-12-31"])
def test_a_date_outside_the_years_of_reports_is_told(day: str) -> None:
    assert _problems(f"  decided: {day}\n") == [(5, "data.distant-date")]
    assert _problems(f"tables:\n  T:\n    columns: {day}\n    rows:\n      A: 5\n") == [(7, "data.distant-date")]


@pytest.mark.parametrize(
    ("text", "key", "meant"),
    [
        ("tables:\n  T:\n    columns: 2025\n    rader:\n      A: 5\n", "rader", "rows"),
        ("tables:\n  T:\n    kolumner: 2025\n    rows:\n      A: 5\n", "kolumner", "columns"),
        ("tables:\n  T:\n    columns: 2025\n    enhet: tkr\n    rows:\n      A: 5\n", "enhet", "unit"),
        ("tables:\n  T:\n    colums: 2025\n    rows:\n      A: 5\n", "colums", "columns"),
        ("  dokument: annual report\n", "dokument", "document"),
        ("  document: delårsrapport\n", "delårsrapport", "interim report"),
        ("goals:\n  - goal: g\n    judgement: delvis\n", "delvis", "partly"),
    ],
)
def test_a_slip_in_a_key_is_told_once_with_the_key_that_was_meant(text: str, key: str, meant: str) -> None:
    whole = HEAD + text
    source = Source("test.yaml", whole, whole.encode())
    with pytest.raises(InputError) as found:
        build_report(source, parse(source))
    assert [(p.message.args["found"], p.message.args["meant"]) for p in found.value.problems] == [(key, meant)]


def test_columns_that_no_row_fits_are_told_once_and_not_at_each_row() -> None:
    rows = "".join(f"      R{n}: 5 | 6\n" for n in range(4))
    assert _problems(f"tables:\n  T:\n    columns: 2025 2024\n    rows:\n{rows}") == [(7, "data.columns-count")]
    assert _problems(f"tables:\n  T:\n    columns: 2025 | 2024\n    rows:\n{rows}      A: 5\n") == [(13, "data.cell-count")]
