"""One file of the rule book: its tree, and a way to tell what is wrong where in it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from finsam_audit.messages import Problem, message
from finsam_audit.page.bounds import PROBLEMS
from finsam_audit.page.heads import read_date
from finsam_audit.page.near_names import near_name
from finsam_audit.page.source import Node, Source

LANGUAGES = ("sv", "en")


class SpelledOut(Node):
    """A text that is longer than it stands in the file: what is wrong with it is told where it begins."""

    __slots__ = ()


class Pack(NamedTuple):
    """A file with its tree. Everything wrong with it goes to ``problems``, which all files of a rule book share."""

    source: Source
    root: Node
    problems: list[Problem]

    def wrong(self, node: Node, key: str, /, **args: object) -> None:
        """Something is wrong with a node."""
        self._tell(node.line, node.column, key, args)

    def wrong_at(self, node: Node, at: int, key: str, /, **args: object) -> None:
        """Something is wrong within the text of a scalar, ``at`` so many characters in."""
        line, column = (node.line, node.column) if isinstance(node, SpelledOut) else _place(self.source.lines, node, at)
        self._tell(line, column, key, args)

    def _tell(self, line: int, column: int, key: str, args: dict[str, object]) -> None:
        if not self.is_full:
            self.problems.append(self.source.problem(line, column, message(key, **args)))

    @property
    def is_full(self) -> bool:
        """Whether so much is wrong already that no more is told."""
        return len(self.problems) >= PROBLEMS

    def keys(
        self, node: Node, allowed: tuple[str, ...], required: tuple[str, ...], where: str = "", more: tuple[str, ...] = ()
    ) -> bool:
        """Whether a node is a group of keys. Those that are unknown, or missing, are told.

        Some ``more`` are taken without being offered.
        """
        if node.kind != "mapping":
            self.wrong(node, "rules.nothing" if _is_nothing(node) else "data.not-mapping", where=where, key=where)
            return False
        names = [key.text for key, _ in node.items if key is not None]
        absent = [key for key in (*required, *allowed) if key not in names]
        meant_keys = set()
        for key, value in node.items:
            if key is None or key.text in allowed or key.text in more or self.is_full:
                continue
            if value.is_null and value.line == key.line and _in_braces(self.source, key):
                self.wrong(key, "rules.comma", found=key.text)
                continue
            meant = near_name(key.text, absent) or near_name(key.text, (*allowed, *more))
            meant_keys.add(meant)
            self.wrong(key, "data.unknown-key", found=key.text, meant=meant, allowed=", ".join(allowed), where="")
        for name in required:
            if name not in names and name not in meant_keys:
                self.wrong(node, "data.missing-key", key=name, where="")
        return True

    def text(self, node: Node, key: str) -> str:
        """The one text under a key; empty where it is missing, or told as no text."""
        value = node.get(key)
        if value is None:
            return ""
        return value.text if self.is_text(value, key) else ""

    def is_text(self, node: Node, key: str) -> bool:
        """Whether a node is one text that says something; told where it is not."""
        if _is_nothing(node):
            self.wrong(node, "rules.nothing", key=key)
        elif node.kind != "scalar":
            self.wrong(node, "rules.one-text", key=key)
        return node.kind == "scalar" and not _is_nothing(node)

    def items(self, node: Node, key: str) -> list[Node]:
        """The texts under a key that holds one or several; what is no text is told."""
        if node.kind == "sequence" and node.items:
            return [item for item in node.values() if self.is_text(item, key)]
        if node.kind == "mapping":
            self.wrong(node, "rules.no-group", key=key)
            return []
        return [node] if self.is_text(node, key) else []

    def texts(self, node: Node, key: str) -> dict[str, str]:
        """A text in both languages; a single text (a reference to a law) serves both."""
        if node.kind == "mapping" and node.items:
            self.keys(node, LANGUAGES, LANGUAGES)
            return {language: self.text(node, language).strip() for language in LANGUAGES}
        if node.kind == "sequence" and node.items:
            self.wrong(node, "rules.two-languages", key=key)
            return dict.fromkeys(LANGUAGES, "")
        return dict.fromkeys(LANGUAGES, node.text.strip() if self.is_text(node, key) else "")

    def choice(self, node: Node, key: str, allowed: tuple[str, ...]) -> None:
        """Tell a word after a key that is not among those allowed, with the one that was probably meant."""
        if node.text not in allowed and not self.is_full:
            self.wrong(node, "data.unknown-value", where=key, found=node.text, meant=near_name(node.text, allowed),
                       allowed=", ".join(allowed))  # fmt: skip

    def unknown(self, node: Node, key: str, known: Iterable[str]) -> str:
        """Tell a name that is not known, with the one that was meant, which is given back, or else with all there are."""
        known = tuple(known)
        meant = near_name(node.text, known)
        allowed = message("rules.allowed", allowed=", ".join(known)) if not meant else ""
        self.wrong(node, key, found=node.text, meant=meant, allowed=allowed)
        return meant

    def day(self, node: Node) -> date | None:
        """The date that a node prints; told where it is none."""
        try:
            found = read_date(node.text)
        except ValueError:
            found = None
        if found is None:
            self.wrong(node, "data.not-date", found=node.text)
        return found

    def section(self, key: str) -> list[tuple[Node, Node]]:
        """The names and nodes under a key at the top that holds a group."""
        found = self.root.get(key) if self.root.kind == "mapping" else None
        if found is None:
            return []
        if found.kind != "mapping":
            self.wrong(found, "rules.nothing" if _is_nothing(found) else "data.not-mapping", where=key, key=key)
            return []
        return [(name, node) for name, node in found.items if name is not None]


def plain(node: Node) -> Any:
    """A tree as dictionaries, lists and strings."""
    if node.kind == "mapping":
        return {key.text: plain(value) for key, value in node.items if key is not None}
    if node.kind == "sequence":
        return [plain(value) for value in node.values()]
    return "" if node.is_null else node.text.strip("\n")


def _is_nothing(node: Node) -> bool:
    return not node.items if node.kind != "scalar" else node.is_null or not node.text.strip()


def _in_braces(source: Source, key: Node) -> bool:
    """Whether a key without a value stands in a group written within { }."""
    lines = source.lines
    return "{" in lines[key.line - 1][: key.column - 1]


def _place(lines: list[str], node: Node, at: int) -> tuple[int, int]:
    """Line and column of a character in a scalar: so many printed characters after its first, wherever the lines break."""
    line, column = node.line, node.column
    start = lines[line - 1][column - 1 : column] if line <= len(lines) else ""
    if start in ("|", ">"):
        line, column = line + 1, 1
    elif start in ("'", '"'):
        column += 1
    left = len("".join(node.text[: min(at, len(node.text.rstrip()) - 1)].split()))
    while line <= len(lines):
        for offset, char in enumerate(lines[line - 1][column - 1 :]):
            if not char.isspace():
                if left == 0:
                    return line, column + offset
                left -= 1
        line, column = line + 1, 1
    return node.line, node.column
