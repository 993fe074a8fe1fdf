"""The texts of a rule, each read by the shape that its kind of check declares; what has no effect is as wrong as a slip."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import NamedTuple

from finsam_audit.checks import KINDS
from finsam_audit.checks.kind import Shape
from finsam_audit.page.keys import ORGANISATIONS
from finsam_audit.page.near_names import near_name
from finsam_audit.page.source import Node
from finsam_audit.rulebook.formulas import Vocabulary
from finsam_audit.rulebook.pack import Pack

YES_NO = ("yes", "no")


class Place(NamedTuple):
    """One text of a rule, with what it is to be read by. ``on`` is the table that bare names of its formulas belong to."""

    pack: Pack
    node: Node
    key: str
    on: str | None
    words: Vocabulary


Reading = Callable[[Place], object]


def _relation(*comparisons: str) -> Reading:
    return lambda place: place.words.relation(place.pack, place.node, place.on, comparisons)


def _formula(place: Place) -> None:
    place.words.expression(place.pack, place.node, place.on)


def _concept(place: Place) -> None:
    place.words.check_concept(place.pack, place.node, place.node.text)


def _table(place: Place) -> None:
    if place.node.text not in place.words.lexicon.kinds:
        place.pack.unknown(place.node, "rules.unknown-table", place.words.lexicon.kinds)


def _section(place: Place) -> None:
    place.pack.choice(place.node, place.key, tuple(place.words.lexicon.sections))


def _count(place: Place) -> None:
    if not re.fullmatch(r"[1-9]\d{0,3}", place.node.text, re.ASCII):
        _refuse(place, "1, 2, 3 …")


def _day(place: Place) -> None:
    found = re.fullmatch(r"-(\d\d)-(\d\d)", place.node.text, re.ASCII)
    try:
        if found is None:
            raise ValueError
        date(2025, int(found[1]), int(found[2]))  # a day that every year has
    except ValueError:
        _refuse(place, '"-11-30" (30/11), …')


def _beginning(place: Place) -> None:
    organisation, _, digits = place.node.text.partition(" ")
    if organisation not in ORGANISATIONS or not re.fullmatch(r"\d{1,10}", digits, re.ASCII):
        _refuse(place, "; ".join(f"{name} 222000" for name in ORGANISATIONS))


def _words(_: Place) -> None:
    """Patterns of words: any text will do."""


def _refuse(place: Place, allowed: str) -> None:
    place.pack.wrong(place.node, "data.unknown-value", where=place.key, found=place.node.text, meant="", allowed=allowed)


READINGS: Mapping[Shape, Reading] = {
    "table": _table,
    "concept": _concept,
    "formula": _formula,
    "equation": _relation("="),
    "limit": _relation("<=", ">="),
    "section": _section,
    "words": _words,
    "count": _count,
    "day": _day,
    "beginning": _beginning,
}


def read_options(pack: Pack, node: Node, check: str, options: tuple[str, ...], words: Vocabulary) -> dict[str, object]:
    """The keys of a rule that belong to its kind of check. Everything that is wrong with them is told."""
    on = _on(node, words)
    kind = KINDS[check]
    found: dict[str, object] = {}
    read: dict[str, list[Node]] = {}
    for key in options:
        value = node.get(key)
        if value is None:
            continue
        shape = kind.keys[key]
        if shape.shape == "spoken":
            found[key] = pack.texts(value, key)
            continue
        nodes = pack.items(value, key) if shape.several else [value] if pack.is_text(value, key) else []
        for item in nodes:
            if shape.shape == "choice":
                pack.choice(item, key, shape.allowed)
            else:
                READINGS[shape.shape](Place(pack, item, key, on, words))
        read[key] = nodes
        texts = [item.text.strip("\n") for item in nodes]
        found[key] = texts if value.kind == "sequence" else "".join(texts)
    if kind.together is not None:
        for fault in kind.together({key: [item.text for item in nodes] for key, nodes in read.items()}):
            at = read[fault.key][fault.number] if read.get(fault.key) else node
            pack.wrong(at, fault.told.key, **fault.told.args)
    return found


def _on(node: Node, words: Vocabulary) -> str | None:
    """The table that bare names belong to: the one meant where it is misspelt, None where that cannot be said."""
    on = node.get("table")
    if on is None:
        return ""
    return on.text if on.text in words.lexicon.kinds else near_name(on.text, words.lexicon.kinds) or None
