"""The goals of a data file: targets, outcomes and judgements."""

from __future__ import annotations

import re

from finsam_audit.page import bounds, keys
from finsam_audit.page.cells import loose_figure
from finsam_audit.page.datafile import DataFile
from finsam_audit.page.model import Figure, Goal, Place
from finsam_audit.page.printed import Unreadable, read_number
from finsam_audit.page.source import Node

_TARGET = re.compile(r"(>=|<=|>|<|=|≥|≤)?\s*(.+)")


def read_goals(file: DataFile, root: Node) -> tuple[Goal, ...]:
    """The goals, those that could be read."""
    return tuple(g for n, node in enumerate(file.entries(root, "goals", bounds.GOALS), 1) if (g := _goal(file, node, n)))


def _goal(file: DataFile, node: Node, number: int) -> Goal | None:
    if not file.keys(node, keys.GOAL, keys.GOAL_REQUIRED, "goals"):
        return None
    name = file.name(node, "goals", number)
    text = file.text(node.get("goal"))
    place = file.place(node.get("at"), node)
    operator = ""
    target: tuple[Figure, ...] = ()
    wanted = node.get("target")
    if wanted is not None and (match := _TARGET.fullmatch(file.text(wanted))):
        operator = {"≥": ">=", "≤": "<=", None: ">="}.get(match[1], match[1] or ">=")
        target = _target(file, wanted, match[2], name, text, place)
        if len(target) == 2:
            operator = "between"
    outcomes = []
    outcome = node.get("outcome")
    if outcome is not None:
        for index, part in enumerate(file.text(outcome).split("|")):
            spot = file.place(node.get("at"), outcome)
            figure = loose_figure(file, outcome, "goals", f"{name}/outcome{index or ''}", text, spot, part)
            if figure is not None:
                outcomes.append(figure)
    judgement = file.choice(node.get("judgement"), keys.JUDGEMENTS, "", "judgement")
    said = node.get("judged")
    judged, judged_at = file.placed(said) if said is not None else ("", Place())
    file.formula(node.get("equals"))
    equals = file.text(node.get("equals"))
    column = file.text(node.get("column"))
    includes = _one_or_more(file, node.get("includes"))
    return Goal(name, text, operator, target, tuple(outcomes), judgement, equals, column, place, includes, judged, judged_at)


def _one_or_more(file: DataFile, node: Node | None) -> tuple[str, ...]:
    """One name, or a list of them."""
    if node is not None and node.kind == "sequence":
        return tuple(text for text, _ in file.texts(node))
    name = file.text(node)
    return (name,) if name else ()


def _target(file: DataFile, node: Node, text: str, name: str, goal: str, place: Place) -> tuple[Figure, ...]:
    limits = re.split(r"\s+[–—-]\s+", text)
    unit_of_last = limits[-1]
    found = []
    for index, limit in enumerate(limits):
        unit = None
        if index < len(limits) - 1:
            try:
                unit = read_number(unit_of_last).unit
            except Unreadable:
                unit = None
        figure = loose_figure(file, node, "goals", f"{name}/target{index or ''}", goal, place, limit, unit)
        if figure is not None:
            found.append(figure)
    return tuple(found)
