"""Parameters: a limit or rate with its unit, its source, and what it comes to since which day."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from finsam_audit.controls.rules import Parameter, Tiers
from finsam_audit.page.printed import Unreadable, read_number
from finsam_audit.page.source import Node
from finsam_audit.page.units import Unit, find_unit
from finsam_audit.rulebook.options import YES_NO
from finsam_audit.rulebook.pack import Pack

_NAMED = re.compile(r"parameter\.([^()\[]+?)(?=\s+(?:[-−+*/=]|<=|>=)\s|\s*(?:[()\[]|$))")
KEYS = ("unit", "values", "source", "tiers", "own")


def read_parameter(pack: Pack, named: Node, node: Node) -> Parameter:
    """What stands under the name of a parameter. Everything that is wrong with it is told, and the rest is read."""
    empty = Parameter(named.text, None, (), {}, file=pack.source.name, line=named.line)
    if not pack.keys(node, KEYS, ("values", "source"), named.text):
        return empty
    text = pack.text(node, "unit")
    unit = find_unit(text) if text else None
    if text and unit is None:
        pack.wrong(node.get("unit") or node, "data.unknown-unit", found=text)
    own = pack.text(node, "own")
    if own:
        pack.choice(node.get("own") or node, "own", YES_NO)
    source = node.get("source")
    return empty._replace(
        unit=unit,
        values=_values(pack, named.text, node, unit),
        source=pack.texts(source, "source") if source is not None else {},
        tiers=pack.text(node, "tiers"),
        own=own == "yes",
    )


def tell_unused(packs: list[Pack], known: Mapping[str, Parameter]) -> None:
    """A parameter of these packs that none of their formulas names has no effect, unless a misspelt name meant it."""
    named = set().union(*(_named(pack.root) for pack in packs))
    for pack in packs:
        named |= {str(p.message.args["meant"]) for p in pack.problems if p.message.key == "rules.unknown-parameter"}
        for name, _ in pack.section("parameters"):
            if name.text not in named and name.text not in known:
                pack.wrong(name, "rules.parameter-unused", found=name.text)


def _named(node: Node) -> set[str]:
    """The parameters that the texts below a node name, also in formulas that cannot be read."""
    if node.kind == "scalar":
        return {" ".join(name.split()) for name in _NAMED.findall(node.text)}
    return set().union(*(_named(value) for value in node.values()))


def _values(pack: Pack, name: str, node: Node, unit: Unit | None) -> tuple[tuple[date, Tiers], ...]:
    """What a parameter comes to, by the day since which it does."""
    section = node.get("values")
    if section is None:
        return ()
    if section.kind != "mapping" or not section.items:
        pack.wrong(section, "rules.values", name=name)
        return ()
    values = []
    for key, value in section.items:
        if key is None:
            continue
        if value.is_null:
            pack.wrong(key, "rules.comma", found=key.text)
        elif (day := pack.day(key)) is not None:
            values.append((day, _tiers(pack, name, value, unit, node.get("tiers") is not None)))
    return tuple(sorted(values))


def _tiers(pack: Pack, name: str, node: Node, unit: Unit | None, tiered: bool) -> Tiers:
    """One value, or several by the lowest amount from which each holds: ``{0 kr: 20 %, 10 mnkr: 15 %}``.

    A value is in the parameter's ``unit`` unless it prints its own, which must be of the same sort.
    """
    steps: list[tuple[Node | None, Node]] = [(None, node)]
    if node.kind == "mapping":
        steps = node.items
        if not tiered:
            pack.wrong(node, "data.missing-key", key="tiers", where=name)
    found: list[tuple[Decimal, Decimal]] = []
    broken = False
    for key, value in steps:
        before = len(pack.problems)
        if key is not None and value.is_null:
            pack.wrong(key, "rules.comma", found=key.text)
        elif pack.is_text(value, name):
            found += _tier(pack, name, key, value, unit)
        broken = broken or len(pack.problems) > before
    if not broken and (not found or min(lowest for lowest, _ in found) != 0):
        pack.wrong(node, "rules.tiers-from-nothing", name=name)
    return tuple(sorted(found))


def _tier(pack: Pack, name: str, key: Node | None, value: Node, unit: Unit | None) -> list[tuple[Decimal, Decimal]]:
    numbers = []
    for node in (key, value):
        try:
            numbers.append(read_number(node.text) if node is not None else None)
        except Unreadable as problem:
            pack.wrong(node or value, problem.reason, found=problem.text, row=name, column="")
            return []
    lowest, number = numbers
    assert number is not None
    if number.unit is not None and (unit is None or number.unit.quality != unit.quality):
        pack.wrong(value, "rules.parameter-unit", name=name, found=value.text, unit=unit.name if unit is not None else "–")
        return []
    scale = number.unit.scale / unit.scale if number.unit is not None and unit is not None else 1
    least = lowest.value * (lowest.unit.scale if lowest.unit else 1) if lowest is not None else Decimal(0)
    return [(least, Decimal(f"{number.value * scale:f}"))]
