"""What each key of each kind of check may hold. A key that would have no effect is as wrong as one that is misspelt."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import NamedTuple

from finsam_audit.page.keys import ORGANISATIONS, REPORT_DATES
from finsam_audit.page.source import Node
from finsam_audit.rulebook.formulas import Vocabulary
from finsam_audit.rulebook.pack import Pack

YES_NO = ("yes", "no")
COLUMNS = ("own", "all")


class Place(NamedTuple):
    """One text of a rule, with what it is to be read by. ``on`` is the table that bare names of its formulas belong to."""

    pack: Pack
    node: Node
    key: str
    on: str | None
    words: Vocabulary


Reading = Callable[[Place], object]


class Shape(NamedTuple):
    """How each text under a key is read, and whether there may be more than one."""

    read: Reading
    several: bool = False


def _choice(*allowed: str) -> Reading:
    def read(place: Place) -> None:
        if place.node.text not in allowed:
            _refuse(place, ", ".join(allowed))

    return read


def _relation(*comparisons: str) -> Reading:
    return lambda place: place.words.relation(place.pack, place.node, place.on, comparisons)


def _formula(place: Place) -> None:
    place.words.expression(place.pack, place.node, place.on)


def _concept(place: Place) -> None:
    place.words.check_concept(place.pack, place.node, place.node.text)


def _table(place: Place) -> None:
    kinds = place.words.lexicon.kinds
    if place.node.text not in kinds:
        place.pack.wrong(place.node, "rules.unknown-table", found=place.node.text, allowed=", ".join(kinds))


def _section(place: Place) -> None:
    _choice(*place.words.lexicon.sections)(place)


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
    place.pack.wrong(place.node, "rules.bad-option", key=place.key, found=place.node.text, allowed=allowed)


SHAPES: Mapping[str, Shape] = {
    "in": Shape(_table, several=True),
    "tables": Shape(_table, several=True),
    "table": Shape(_table),
    "of": Shape(_concept, several=True),
    "total": Shape(_concept),
    "opening": Shape(_concept, several=True),
    "closing": Shape(_concept, several=True),
    "variants": Shape(_formula, several=True),
    "bridges": Shape(_formula, several=True),
    "anchors": Shape(_formula, several=True),
    "amount": Shape(_formula),
    "row": Shape(_formula, several=True),
    "evidence": Shape(_relation("=")),
    "when": Shape(_relation("<=", ">=")),
    "at least": Shape(_count),
    "within months of": Shape(_count),
    "on or before": Shape(_day),
    "parts": Shape(_section, several=True),
    "columns": Shape(_choice(*COLUMNS)),
    "magnitude": Shape(_choice(*YES_NO)),
    "tie": Shape(_choice(*YES_NO)),
    "norm": Shape(_choice(*YES_NO)),
    "koncern": Shape(_choice(*YES_NO)),
    "habit": Shape(_choice("yes", "some", "no")),
    "begins": Shape(_beginning, several=True),
    "says": Shape(_words, several=True),
    "quotient": Shape(_words, several=True),
    "over": Shape(_words, several=True),
    "under": Shape(_words, several=True),
    "within": Shape(_words, several=True),
    "wanted": Shape(_words, several=True),
    "unwanted": Shape(_words, several=True),
    "mentioned": Shape(_words, several=True),
    "called": Shape(_words, several=True),
    "strangers": Shape(_words, several=True),
}
# Keys that hold one thing in one kind of check and another in the next.
OWN_SHAPES: Mapping[tuple[str, str], Shape] = {
    ("formula", "holds"): Shape(_relation("="), several=True),
    ("limit", "holds"): Shape(_relation("<=", ">="), several=True),
    ("statement", "holds"): Shape(_relation("<=", ">="), several=True),
    ("formula", "unless"): Shape(_formula, several=True),
    ("wording", "unless"): Shape(_words, several=True),
    ("tie-out", "places"): Shape(_formula, several=True),
    ("wording", "places"): Shape(
        _choice("contents", "statements", "claims", "people", "tables", "rows", "note rows", "notes"), several=True
    ),
    ("share", "elsewhere"): Shape(_formula, several=True),
    ("cross-footing", "relation"): Shape(_choice("netto", "avvikelse", "total", "kön")),
    ("outline", "relation"): Shape(_choice("numbers", "years")),
    ("people", "relation"): Shape(_choice("on the board", "one spelling", "all sign")),
    ("members", "relation"): Shape(_choice("board", "auditors", "contributions")),
    ("notes", "relation"): Shape(_choice("references", "numbers", "columns"), several=True),
    ("claim", "quality"): Shape(_choice("money", "percent", "count")),
    ("goal", "judgement"): Shape(_choice("met", "partly", "not met", "none")),
    ("period", "has"): Shape(_choice("own", "same period last year", "budget")),
    ("date", "of"): Shape(_choice(*REPORT_DATES)),
    ("date", "after"): Shape(_choice("period end", *REPORT_DATES)),
}


def read_options(pack: Pack, node: Node, check: str, options: tuple[str, ...], words: Vocabulary) -> dict[str, object]:
    """The keys of a rule that belong to its kind of check. Everything that is wrong with them is told."""
    on = _on(node, words)
    found: dict[str, object] = {}
    read: dict[str, list[Node]] = {}
    for key in options:
        value = node.get(key)
        if value is None:
            continue
        if key in ("about", "remark"):
            found[key] = pack.texts(value, key)
            continue
        shape = OWN_SHAPES.get((check, key)) or SHAPES[key]
        nodes = pack.items(value, key) if shape.several else [value] if pack.is_text(value, key) else []
        for item in nodes:
            shape.read(Place(pack, item, key, on, words))
        read[key] = nodes
        texts = [item.text.strip("\n") for item in nodes]
        found[key] = texts if value.kind == "sequence" else "".join(texts)
    if check in _TOGETHER:
        _TOGETHER[check](pack, node, read)
    return found


def _on(node: Node, words: Vocabulary) -> str | None:
    """The table that bare names belong to: the one meant where it is misspelt, None where that cannot be said."""
    from difflib import get_close_matches

    on = node.get("table")
    if on is None:
        return ""
    meant = [on.text] if on.text in words.lexicon.kinds else get_close_matches(on.text, words.lexicon.kinds, 1)
    return meant[0] if meant else None


# -- keys that must go together, or must not -----------------------------------------------------------------------------

Read = Mapping[str, list[Node]]


def _one_of(pack: Pack, node: Node, read: Read, *keys: str) -> None:
    """Exactly one of two keys."""
    there = [key for key in keys if key in read]
    if len(there) != 1:
        at = node if not there else read[there[1]][0] if read[there[1]] else node
        pack.wrong(at, "rules.one-of", keys=keys)


def _footing(pack: Pack, node: Node, read: Read) -> None:
    _one_of(pack, node, read, "of", "in")


def _wording(pack: Pack, node: Node, read: Read) -> None:
    _one_of(pack, node, read, "wanted", "unwanted")


def _statement(pack: Pack, node: Node, read: Read) -> None:
    if "holds" in read and "tables" in read:
        _one_of(pack, node, read, "holds", "tables")
    for key in ("table", "columns"):
        if key in read and "holds" not in read and read[key]:
            pack.wrong(read[key][0], "rules.goes-with", key=key, other="holds")


def _tie_out(pack: Pack, node: Node, read: Read) -> None:
    places = [item.text.strip() for key in ("anchors", "places") for item in read.get(key, ())]
    if read.get("places") and len(set(places)) < 2:
        pack.wrong(read["places"][0], "rules.two-places")


def _roll_forward(pack: Pack, node: Node, read: Read) -> None:
    opening, closing = read.get("opening", []), read.get("closing", [])
    if opening and closing and len(opening) != len(closing):
        pack.wrong(closing[0], "rules.pairs", opening=len(opening), closing=len(closing))
    for one, other in zip(opening, closing, strict=False):
        if one.text.partition(".")[0] != other.text.partition(".")[0]:
            pack.wrong(other, "rules.pair-of-one-table", one=one.text, other=other.text)


def _date(pack: Pack, node: Node, read: Read) -> None:
    if not {"after", "within months of", "on or before"} & set(read):
        pack.wrong(node, "rules.date-bound")
    of, after = read.get("of"), read.get("after")
    if of and after and of[0].text == after[0].text:
        pack.wrong(after[0], "rules.same-sides", found=of[0].text)


_TOGETHER: Mapping[str, Callable[[Pack, Node, Read], None]] = {
    "footing": _footing,
    "wording": _wording,
    "statement": _statement,
    "tie-out": _tie_out,
    "roll-forward": _roll_forward,
    "date": _date,
}
