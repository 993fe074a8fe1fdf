"""Examples, written out or as a variation of another: ``bad: {as: good, Summa tillgångar: 410}``.

A table may be written short: ``rows`` left out, its rows beside its ``columns``; or all of it on one line, within { }.

A variation names what is changed as the example prints it: a row, the head ``columns``, a key of a claim or a goal. What
stands twice is found by what it stands under, as a group: ``Balansräkning: {Fordringar: 5}``. ``without`` leaves out rows,
with all that stands under them; ``with`` adds rows, last in the group where they are to stand: ``with: {rows: {Kassa: 7}}``.
Where an example is of several reports, with --- between them, the last of them is varied.
"""

from __future__ import annotations

import json
import re
from typing import NamedTuple

from finsam_audit.messages import InputError
from finsam_audit.page.keys import TABLE
from finsam_audit.page.near_names import near_name
from finsam_audit.page.source import Node, Source, parse
from finsam_audit.rulebook.pack import Pack

EXAMPLES = ("good", "edge", "bad")
AS, WITHOUT, WITH = "as", "without", "with"
BETWEEN = "---"
"""The line between one report of an example and the next."""

MOST = 1_000  # lines of an example among which the key that was meant is looked for
_KEY = re.compile(r"""\s*(?:-\s+)?(?:"([^"]*)"|'([^']*)'|([^\s"'{\[#-][^:]*))\s*:(?=\s|$)""")


class Example(NamedTuple):
    """The text of an example, the line of its file where its key stands, and those where its own lines do."""

    text: str
    line: int
    lines: tuple[int, ...]


class _Line(NamedTuple):
    text: str
    at: int  # the line of the file

    @property
    def key(self) -> str | None:
        """What stands before the colon."""
        found = _KEY.match(self.text)
        return next((part.rstrip() for part in found.groups() if part), None) if found else None

    @property
    def dashed(self) -> bool:
        """Whether it is an item of a list."""
        return self.text.lstrip().startswith("- ")

    @property
    def indent(self) -> int:
        """How far in the line stands; a dash before a key counts as its indentation."""
        return len(self.text) - len(self.text.lstrip(" -")) if self.text.strip() else 1_000


def read_examples(pack: Pack, node: Node, all_of_them: bool) -> dict[str, Example]:
    """The examples of one rule, in the order they stand. Everything that is wrong with them as texts is told."""
    if not pack.keys(node, EXAMPLES, EXAMPLES if all_of_them else (), "examples"):
        return {}
    found: dict[str, Example] = {}
    for key, value in node.items:
        if key is not None and (value.kind == "mapping" or pack.is_text(value, key.text)):
            example = _varied(pack, key, value, found) if value.kind == "mapping" else _plain(pack, key, value)
            if example is not None:
                found[key.text] = example
    return found


def _plain(pack: Pack, key: Node, node: Node) -> Example:
    """An example as it stands in the file."""
    text = node.text.strip("\n")
    line = pack.source.lines[node.line - 1]
    block = line[node.column - 1 : node.column] in ("|", ">")
    first = node.line + block + len(node.text) - len(node.text.lstrip("\n"))
    lines = [_Line(text, at) for at, text in enumerate(text.split("\n"), first)]
    return _example(key.line, [part for line in lines for part in _unfolded(line)])


def _example(at: int, lines: list[_Line]) -> Example:
    """An example of these lines, its tables written out."""
    whole = _with_rows(lines)
    return Example("\n".join(line.text for line in whole), at, tuple(line.at for line in whole))


def _unfolded(line: _Line) -> list[_Line]:
    """A table that stands on one line as the lines it is short for."""
    if "columns:" not in line.text or not line.text.endswith("}"):
        return [line]
    try:
        root = parse(Source("", line.text.strip(), b""), rows=False)
    except InputError:
        return [line]  # told where the whole example is read
    [(key, table), *more] = root.items if root.kind == "mapping" else [(None, root)]
    if key is None or more or table.get("columns") is None or table.get("rows") is not None:
        return [line]
    return [_Line(text, line.at) for text, _ in _new(key, table, line.indent)]


def _with_rows(lines: list[_Line]) -> list[_Line]:
    """The lines with ``rows`` in each table that was written without: its first row is what no other key of a table is."""
    whole = list(lines)
    for at in range(len(lines) - 1, -1, -1):
        if whole[at].key != "columns":
            continue
        deep, end = whole[at].indent, at + 1
        while end < len(whole) and whole[end].indent >= deep and whole[end].text != BETWEEN:
            end += 1
        under = [number for number in range(at + 1, end) if whole[number].indent == deep and not whole[number].dashed]
        first = next((number for number in under if whole[number].key not in TABLE), end)
        if first < end and not any(near_name(whole[number].key or "", ("rows", "rader")) for number in under):
            rows = [_Line(f"  {text}" if text.strip() else text, line) for text, line in whole[first:end]]
            whole[first:end] = [_Line(f"{' ' * deep}rows:", whole[at].at), *rows]
    return whole


def _varied(pack: Pack, named: Node, node: Node, known: dict[str, Example]) -> Example | None:
    """An example that is another one with some changes; None where it cannot be made, which is told."""
    base = node.get(AS)
    if base is None or base.text not in known:
        found = base.text if base is not None else "–"
        pack.wrong(base or node, "rules.example-as", found=found, meant=near_name(found, known))
        return None
    example = known[base.text]
    printed = [_Line(text, at) for text, at in zip(example.text.split("\n"), example.lines, strict=True)]
    last = max((number + 1 for number, line in enumerate(printed) if line.text.rstrip() == BETWEEN), default=0)
    earlier, lines = printed[:last], printed[last:]
    for key, value in node.items:
        if key is not None and key.text == WITHOUT:
            for item in pack.items(value, WITHOUT):
                at = _found(pack, item, lines, 0, len(lines))
                if at is not None:
                    del lines[at : _end(lines, at)]
        elif key is not None and key.text == WITH:
            _add(pack, value, lines, -1)
        elif key is not None and key.text != AS:
            _change(pack, key, value, lines, 0, len(lines))
    return _example(named.line, [*earlier, *lines])


def _change(pack: Pack, key: Node, value: Node, lines: list[_Line], start: int, end: int) -> None:
    """Write another value after one key among some of the lines, or after several that stand under it."""
    at = _found(pack, key, lines, start, end)
    if at is None:
        return
    if value.kind == "mapping":
        for inner, changed in value.items:
            if inner is not None:
                _change(pack, inner, changed, lines, at + 1, _end(lines, at))
    elif value.kind == "sequence":
        pack.wrong(value, "rules.one-text", key=key.text)
    else:
        found = _KEY.match(lines[at].text)
        before = found[0] if found else ""
        lines[at : _end(lines, at)] = [_Line(f"{before} {_printed(value)}".rstrip(), key.line)]


def _add(pack: Pack, group: Node, lines: list[_Line], parent: int) -> None:
    """Write new keys last under one line (-1 is above them all), or under those within it that the group names."""
    if group.kind != "mapping":
        pack.wrong(group, "rules.example-with")
        return
    for key, value in group.items:
        if key is None:
            continue
        end = _end(lines, parent) if parent >= 0 else len(lines)
        if any(line.key == key.text for line in lines[parent + 1 : end]):
            at = _found(pack, key, lines, parent + 1, end)
            if at is not None:
                _add(pack, value, lines, at)
            continue
        inner = [line.indent for line in lines[parent + 1 : end] if line.text.strip()]
        indent = min(inner) if inner else lines[parent].indent + 2
        lines[end:end] = _new(key, value, indent)


def _new(key: Node, value: Node, indent: int) -> list[_Line]:
    """A key that an example did not have, with all that stands under it."""
    before = f"{' ' * indent}{_printed(key)}:"
    if value.kind != "mapping":
        return [_Line(f"{before} {_printed(value)}".rstrip(), key.line)]
    under = [line for inner, item in value.items if inner is not None for line in _new(inner, item, indent + 2)]
    return [_Line(before, key.line), *under]


def _printed(node: Node) -> str:
    return node.text if node.plain else json.dumps(node.text, ensure_ascii=False)


def _found(pack: Pack, key: Node, lines: list[_Line], start: int, end: int) -> int | None:
    """Where among some of the lines a key stands. Told where it does not, or more than once."""
    found = [number for number in range(start, end) if lines[number].key == key.text]
    if len(found) != 1:
        there = (line.key or "" for line in lines[start : min(end, start + MOST)])
        meant = near_name(key.text, there) if not found and not pack.is_full else ""
        pack.wrong(key, "rules.example-twice" if found else "rules.example-nothing", found=key.text, meant=meant)
        return None
    return found[0]


def _end(lines: list[_Line], at: int) -> int:
    """The line after all that stands under one."""
    return next((n for n in range(at + 1, len(lines)) if lines[n].indent <= lines[at].indent), len(lines))
