"""The names that others may build on."""

from __future__ import annotations

import re

import pytest

import finsam_audit

PUBLIC = [
    "Figure", "InputError", "Message", "Outcome", "Problem", "Report", "Result", "Rule", "RuleBook", "Used",
    "check", "load_rules", "outcomes_frame", "read_report",
]  # fmt: skip


def test_the_public_names_are_these() -> None:
    assert sorted(finsam_audit.__all__) == PUBLIC


@pytest.mark.parametrize("name", PUBLIC)
def test_every_public_name_is_there(name: str) -> None:
    assert name == getattr(finsam_audit, name).__name__


def test_another_name_is_not_there() -> None:
    with pytest.raises(AttributeError):
        _ = finsam_audit.nonsense


def test_the_version_has_three_numbers() -> None:
    assert re.fullmatch(r"\d+\.\d+\.\d+", finsam_audit.__version__)
