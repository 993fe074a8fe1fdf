"""YAML text to a tree in which every node knows its line and column.

Works on the parser's events instead of its objects: a value stays the characters of the file, and depth, duplicate keys,
aliases and tags are checked on the way, before any of them can cost memory. Libyaml's own tree builder is recursive and
dies on deep nesting; events are not.
"""

import os
import stat
import sys
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, NamedTuple

from yaml import error as yaml_error
from yaml import events

from finsam_audit.messages import InputError, Message, Problem, message, why_not
from finsam_audit.page.as_typed import MEANT, without_signs
from finsam_audit.page.bounds import BYTES, DEPTH, PROBLEMS
from finsam_audit.page.keys import ROW

_Parser: Any
try:
    from yaml._yaml import CParser as _Parser
except ImportError:  # PyYAML without libyaml
    from yaml import Loader as _Parser


class Node:
    """A scalar, mapping or sequence of a YAML file. ``line`` and ``column`` count from 1."""

    __slots__ = ("column", "items", "kind", "line", "plain", "text", "under")

    def __init__(self, kind: str, line: int, column: int, text: str = "", plain: bool = True) -> None:
        self.kind = kind
        self.line = line
        self.column = column
        self.text = text
        self.plain = plain
        self.items: list[tuple[Node | None, Node]] = []  # (key, value); key is None in a sequence
        if kind == "mapping":
            self.under: dict[str, Node] = {}  # the values by their keys

    @property
    def is_null(self) -> bool:
        return self.kind == "scalar" and self.plain and self.text in ("", "~", "null")

    def get(self, key: str) -> "Node | None":
        """The value under ``key`` in a mapping."""
        return self.under.get(key) if self.kind == "mapping" else None

    def put(self, key: "Node | None", value: "Node") -> None:
        """Add a value, under its key in a mapping; the first of two equal keys keeps its place."""
        self.items.append((key, value))
        if key is not None:
            self.under.setdefault(key.text, value)

    def values(self) -> "Iterator[Node]":
        for _, value in self.items:
            yield value


@lru_cache(maxsize=64)
def _lines(text: str) -> list[str]:
    return text.splitlines()


class Source(NamedTuple):
    """A file's text with its name, so that a problem can show the line it speaks of."""

    name: str
    text: str
    data: bytes

    @property
    def lines(self) -> list[str]:
        """The lines of the text, split once: a rule book asks for them at each of its hundreds of examples."""
        return _lines(self.text)

    @property
    def mark(self) -> bytes:
        """The mark that some editors put before a text, or nothing."""
        return self.data[:3] if self.data.startswith(b"\xef\xbb\xbf") else b""

    def problem(self, line: int, column: int, told: Message) -> Problem:
        lines = self.lines
        excerpt = lines[line - 1] if 0 < line <= len(lines) else ""
        return Problem(self.name, line, column, told, excerpt)


def read_source(path: str, stdin: bool = False) -> Source:
    """Read a file (``-`` with ``stdin`` reads standard input) as UTF-8 text, in bounded memory.

    Raises ``InputError``.
    """
    name = "<stdin>" if stdin else path
    data = _read_bytes(path, name, stdin)
    if len(data) > BYTES:
        raise _refused(name, message("file.too-large", limit=BYTES // 1_000_000))
    _refuse_other_encodings(name, data)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start]
        line = before.count(b"\n") + 1
        column = error.start - (before.rfind(b"\n") + 1) + 1
        excerpt = data.splitlines()[line - 1].decode("cp1252", "replace")
        told = message("file.not-utf8", byte=f"0x{data[error.start]:02X}")
        raise InputError([Problem(name, line, column, told, excerpt)]) from None
    if not text.strip():
        raise _refused(name, message("file.empty"))
    return Source(name, text, data)


def _refuse_other_encodings(name: str, data: bytes) -> None:
    """Raise ``InputError`` for a file with bytes that no UTF-8 text has: what was found at which byte, and what to do."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        found = " ".join(f"0x{byte:02X}" for byte in data[:2])
        raise InputError([Problem(name, 1, 1, message("file.utf16", byte="1", found=found))])
    at = data.find(b"\x00")
    if at < 0:
        return
    line = data.count(b"\n", 0, at) + 1
    column = at - data.rfind(b"\n", 0, at)
    start = data[:64]
    alternating = max(start[::2].count(0), start[1::2].count(0)) * 3 > len(start)
    key = "file.utf16" if alternating and not (start[::2].count(0) and start[1::2].count(0)) else "file.binary"
    raise InputError([Problem(name, line, column, message(key, byte=str(at + 1), found="0x00"))])


def _read_bytes(path: str, name: str, stdin: bool) -> bytes:
    if stdin:
        if sys.stdin is None or sys.stdin.closed:
            raise _refused(name, message("file.no-stdin"))
        try:
            return sys.stdin.buffer.read(BYTES + 1)
        except OSError as error:
            raise _refused(name, message("file.unreadable", why=why_not(error))) from None
    try:
        mode = os.stat(path).st_mode
        if stat.S_ISDIR(mode):
            raise _refused(name, message("file.directory", example=_data_file_in(path)))
        if not stat.S_ISREG(mode) and not path.startswith("/dev/fd/"):  # such as <(…) in a shell
            raise _refused(name, message("file.not-regular", file=path))
        with open(path, "rb") as stream:
            return stream.read(BYTES + 1)
    except FileNotFoundError:
        if os.path.islink(path):
            raise _refused(name, message("file.broken-link", target=os.readlink(path))) from None
        raise _refused(name, message("file.missing", meant=_near(path))) from None
    except (OSError, ValueError) as error:
        raise _refused(name, message("file.unreadable", why=why_not(error))) from None


def _data_file_in(folder: str) -> str:
    """A data file in a folder, to name as an example."""
    try:
        names = sorted(name for name in os.listdir(folder) if name.endswith((".yaml", ".yml")))
    except OSError:
        names = []
    return os.path.join(folder, names[0] if names else "data.yaml")


def _near(path: str) -> str:
    """A file in the same folder with nearly the same name, or ""."""
    from difflib import get_close_matches

    folder, name = os.path.split(path)
    try:
        names = [other for other in os.listdir(folder or ".")[:1000] if other.endswith((".yaml", ".yml"))]
    except (OSError, ValueError):
        return ""
    close = get_close_matches(name, names, 1, 0.75) or [other for other in names if os.path.splitext(other)[0] == name]
    return os.path.join(folder, close[0]) if close else ""


def _refused(name: str, told: Message) -> InputError:
    return InputError([Problem(name, 0, 0, told)])


def parse(source: Source, rows: bool = True) -> Node:
    """The tree of a YAML source. Raises ``InputError`` with everything that is wrong with the YAML as such.

    Rows that only miss their quotes are read as they are meant: signs of no meaning take the places of those that YAML
    stumbles at, so that every place in the file stays what it is. A file that has no ``rows`` is read as it stands.
    """
    try:
        return _parse(source, source.text)
    except InputError:
        typed = without_signs(source.text) if rows else source.text
        if typed == source.text:
            raise
    return _parse(source, typed, MEANT)


def _in_rows(under: list[str]) -> bool:
    """Whether the keys here are labels of a table, of which a report may print one twice."""
    return under[1:2] == ["tables"] and under[3:4] == ["rows"]


def _parse(source: Source, text: str, meant: dict[int, int] | None = None) -> Node:
    problems: list[Problem] = []
    root: Node | None = None
    stack: list[Node] = []
    keys: list[Node | None] = []
    seen: list[dict[str, int]] = []
    under: list[str] = []  # the keys of the open mappings and sequences
    documents = 0
    event: Any = None

    def complain(line: int, column: int, told: Message) -> None:
        if len(problems) < PROBLEMS:
            problems.append(source.problem(line, column, told))

    def complain_of_tag(event: Any, line: int, column: int) -> None:
        if event.tag is not None and (event.tag != "!" or not isinstance(event, events.ScalarEvent)):
            complain(line, column, message("yaml.tag", tag=event.tag))
        if event.anchor:
            complain(line, column, message("yaml.anchor", name=event.anchor))

    def place(node: Node) -> None:
        nonlocal root
        if not stack:
            root = node
            return
        parent = stack[-1]
        if parent.kind == "sequence":
            parent.items.append((None, node))
        elif keys[-1] is None:
            if node.kind != "scalar":
                complain(node.line, node.column, message("yaml.key-not-text"))
            elif node.text in seen[-1] and not (_in_rows(under) and node.text not in ROW):
                complain(node.line, node.column, message("yaml.duplicate-key", key=node.text, line=seen[-1][node.text]))
            else:
                seen[-1][node.text] = node.line
            keys[-1] = node
        else:
            key, keys[-1] = keys[-1], None
            parent.items.append((key, node))
            parent.under.setdefault(key.text, node)

    try:
        for event in _events(text):
            kind = type(event)
            if kind is events.ScalarEvent:
                mark = event.start_mark
                if event.tag is not None or event.anchor:
                    complain_of_tag(event, mark.line + 1, mark.column + 1)
                value = event.value.translate(meant) if meant else event.value
                place(Node("scalar", mark.line + 1, mark.column + 1, value, not event.style))
            elif kind is events.MappingStartEvent or kind is events.SequenceStartEvent:
                mark = event.start_mark
                line, column = mark.line + 1, mark.column + 1
                if event.tag is not None or event.anchor:
                    complain_of_tag(event, line, column)
                if len(stack) >= DEPTH:
                    complain(line, column, message("yaml.too-deep", limit=DEPTH))
                    raise InputError(problems)
                node = Node("mapping" if kind is events.MappingStartEvent else "sequence", line, column)
                under.append(key.text if keys and (key := keys[-1]) is not None else "")
                place(node)
                stack.append(node)
                keys.append(None)
                seen.append({})
            elif kind is events.MappingEndEvent or kind is events.SequenceEndEvent:
                stack.pop()
                keys.pop()
                seen.pop()
                under.pop()
            elif kind is events.AliasEvent:
                mark = event.start_mark
                complain(mark.line + 1, mark.column + 1, message("yaml.alias", name=event.anchor))
                place(Node("scalar", mark.line + 1, mark.column + 1, ""))
            elif kind is events.DocumentStartEvent:
                documents += 1
                if documents > 1:
                    complain(event.start_mark.line + 1, event.start_mark.column + 1, message("yaml.second-document"))
                    break
    except yaml_error.MarkedYAMLError as error:
        from finsam_audit.page.yaml_mistakes import mistake_in

        found, told = mistake_in(source.lines, error, event)
        problems.append(source.problem(found.line + 1, found.column + 1, told) if found else source.problem(1, 1, told))
    except yaml_error.YAMLError as error:
        code = _code(getattr(error, "character", 0))
        at = max(0, source.text.find(chr(code)))
        line = source.text.count("\n", 0, at) + 1
        column = at - source.text.rfind("\n", 0, at)
        problems.append(source.problem(line, column, message("yaml.character", code=f"U+{code:04X}")))
    if problems:
        raise InputError(problems)
    if root is None:
        raise _refused(source.name, message("file.empty"))
    return root


def _events(text: str) -> Iterator[Any]:
    parser = _Parser(text)
    try:
        while (event := parser.get_event()) is not None:
            yield event
    finally:
        parser.dispose()


def _code(character: object) -> int:
    return character if isinstance(character, int) else ord(str(character)[:1] or "\0")
