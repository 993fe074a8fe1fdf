"""Whole statements in words and layouts of their own, consistent to the last unit: nobody is accused."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.whole.unseen.small import accusations, checked

STATEMENTS = sorted((Path(__file__).parent / "statements").glob("*.yaml"))


@pytest.mark.parametrize("file", STATEMENTS, ids=[file.stem for file in STATEMENTS])
def test_a_consistent_statement_accuses_nobody(file: Path) -> None:
    result = checked(file.read_text(encoding="utf-8"))
    assert accusations(result) == []
    assert result.count("passed") > 20
