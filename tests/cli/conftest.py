"""What the tests of the command line share: a visitor of the page of ``serve``."""

from __future__ import annotations

from pathlib import Path

import pytest

from finsam_audit.cli.judging import Judge
from finsam_audit.controls.rules import RuleBook
from tests.cli.visitor import Visitor, visiting


@pytest.fixture
def visitor(tmp_path: Path, book: RuleBook) -> Visitor:
    return visiting(tmp_path, Judge("sv", book, book.rules))
