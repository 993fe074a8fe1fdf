"""What a command line asks of a check, as values: what is to be held against what, and how the answer is written."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from finsam_audit.controls.outcome import Severity


class Choices(NamedTuple):
    """Which decisions hold: a list of accepted differences, none of them (``strict``), those of an earlier run."""

    accepted: str | None = None
    strict: bool = False
    baseline: str | None = None


class Asked(NamedTuple):
    """By which rules reports are checked, and which of their findings count."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    folders: tuple[str, ...] = ()
    same_entity: bool = False
    fail_on: Severity = "error"
    choices: Choices = Choices()

    def typed(self) -> tuple[str, ...]:
        """The options that choose what is checked and shown, as they are typed."""
        given = (("--select", self.select), ("--ignore", self.ignore), ("--rules", self.folders))
        typed = [f"{name} {value}" for name, values in given for value in values]
        named = (("--accepted", self.choices.accepted), ("--baseline", self.choices.baseline))
        typed += [f"{name} {value}" for name, value in named if value]
        return (*typed, *(("--strict",) if self.choices.strict else ()))


class Answer(NamedTuple):
    """How the answer is written: in which form and where, how much of it, and what is done with it besides."""

    form: str = "text"
    output: str | None = None
    opened: bool = False
    quiet: bool = False
    statistics: bool = False
    show: tuple[str, ...] = ()
    annotate: str | None = None


def asked_of(typed: Mapping[str, object]) -> tuple[Asked, Answer]:
    """The options of a command line, by their names."""
    choices = {name: typed[name] for name in Choices._fields if name in typed}
    held = {**typed, "choices": Choices(**choices)}  # type: ignore[arg-type]  # click has seen to what they are
    asked, answer = ({name: held[name] for name in kind._fields if name in held} for kind in (Asked, Answer))
    return Asked(**asked), Answer(**answer)  # type: ignore[arg-type]
