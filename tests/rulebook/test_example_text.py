"""An example is a part of a data file: the head of its report and its tables may stand beside each other."""

from __future__ import annotations

from pathlib import Path

import pytest

from finsam_audit.page.source import Source, parse
from finsam_audit.rulebook.examples import example_text, run_examples
from finsam_audit.rulebook.load import load_rules
from finsam_audit.rulebook.pack import plain

TABLE = {"columns": "2025", "rows": {"Intäkter": "5"}}
HEAD = {"entity": "Exempelförbundet", "period": "2025"}


@pytest.mark.parametrize(
    ("example", "whole"),
    [
        ("Not 2:\n  columns: 2025\n  rows:\n    Intäkter: 5\n", {"report": HEAD, "tables": {"Not 2": TABLE}}),
        ("decided: 2026-02-24\n", {"report": {**HEAD, "decided": "2026-02-24"}}),
        (
            'period: 2024\n"Not 2":\n  columns: 2025\n  rows:\n    Intäkter: 5\nmembers:\n  - A\n  - B\nclaims:\n  - {text: a}\n',
            {
                "report": {**HEAD, "period": "2024", "members": ["A", "B"]},
                "tables": {"Not 2": TABLE},
                "claims": [{"text": "a"}],
            },
        ),
        ("report: {entity: X, period: 2023}\nclaims:\n  - {text: a}\n",
         {"report": {"entity": "X", "period": "2023"}, "claims": [{"text": "a"}]}),
        ("report:\nclaims:\n  - {text: a}\n", {"report": HEAD, "claims": [{"text": "a"}]}),
        ("report:\n    statements:\n      - Medel finns.\n    decided: 2026-02-24\n",
         {"report": {**HEAD, "statements": ["Medel finns."], "decided": "2026-02-24"}}),
        ("report:\n    period: 2024\n# sagt\nstatements:\n  - Medel finns.\n" "Not 2: {columns: 2025, rows: {Intäkter: 5}}\n",
         {"report": {**HEAD, "period": "2024", "statements": ["Medel finns."]}, "tables": {"Not 2": TABLE}}),
        ("tables:\n  Not 2: {columns: 2025, rows: {Intäkter: 5}}\n", {"report": HEAD, "tables": {"Not 2": TABLE}}),
    ],
)  # fmt: skip
def test_an_example_is_made_a_whole_data_file(example: str, whole: dict[str, object]) -> None:
    text = example_text(example)
    found = plain(parse(Source("example", text, text.encode())))
    assert {key: value for key, value in found.items() if key != "finsam-audit"} == whole


def test_a_mistake_is_told_on_its_own_line_wherever_its_part_stands(tmp_path: Path) -> None:
    (tmp_path / "own.yaml").write_text(
        "pack: own\nrules:\n  - id: ZZ001\n    name: own-rule\n    group: noter\n    severity: note\n    check: misprint\n"
        "    title: Titel\n    why: Därför\n    source: Källa\n    examples:\n      bad: |\n"
        "        Not 2:\n          columns: 2025\n          rows:\n            Intäkter: 5.0\n        decided: i fjol\n",
        encoding="utf-8",
    )
    book = load_rules(tmp_path, examples=True)
    assert sorted(result.line for result in run_examples(book, book.find("ZZ001"))) == [16, 17]
