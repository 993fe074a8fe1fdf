"""Sub-totals that the rules of a file give a name, so that a formula can be read aloud.

``terms: {extraordinärt: extraordinära intäkter? + extraordinära kostnader?}`` lets the formulas of the file say
``extraordinärt``. The name is only a shorter way to write: what is checked, and shown, is the whole sum.
"""

from __future__ import annotations

import re

from finsam_audit.page.source import Node
from finsam_audit.rulebook.formulas import Vocabulary
from finsam_audit.rulebook.pack import Pack, SpelledOut

LONGEST = 2000  # characters of a formula with its terms written out
_OPERATOR = r"(?:<=|>=|[-−+*/=])"
_FACTOR = re.compile(
    rf"(?P<before>\( ?|(?<![^ (]){_OPERATOR} |^)(?P<name>(?!{_OPERATOR} )[^()]+?)(?=(?P<after>$| ?\)| {_OPERATOR} ))"
)  # with one space between words
_MARKS = re.compile(r"(?:(?<=\s)|^)[-−+](?=\s)|[()]|«[^»]*»")


class Terms:
    """The terms of one file, each with its sum, written out already where it uses an earlier one."""

    def __init__(self, pack: Pack, words: Vocabulary) -> None:
        self.pack = pack
        self.sums: dict[str, str] = {}
        self.unused: dict[str, Node] = {}
        section = pack.section("terms")
        taken = {concept.name for concept in words.lexicon.concepts()} if section else ()
        for name, node in section:
            if not pack.is_text(node, name.text):
                continue
            if name.text in taken:
                pack.wrong(name, "rules.term-taken", found=name.text)
            self.sums[name.text] = self.written_out(node).text.strip()
            self.unused[name.text] = name

    def written_out(self, node: Node) -> Node:
        """A formula with its terms written out; the node itself where it has none."""
        if not any(name in node.text for name in self.sums):
            return node
        text = " ".join(node.text.split())
        whole = _FACTOR.sub(self._placed, text) if len(text) <= LONGEST else text
        if len(whole) > LONGEST:
            self.pack.wrong(node, "rules.too-long", limit=LONGEST)
            return node
        return node if whole == text else SpelledOut("scalar", node.line, node.column, whole, node.plain)

    def _placed(self, found: re.Match[str]) -> str:
        """A sum where its name stood: its signs turned after a minus, and within parentheses beside × and ÷."""
        total = self.sums.get(found["name"])
        if total is None:
            return found[0]
        self.unused.pop(found["name"], None)
        before, operator, after = found["before"], found["before"].strip(), found["after"].strip()
        parts = _signed(total)
        if len(parts) > 1 and (operator in ("*", "/") or after in ("*", "/")):
            return f"{before}({total})"
        if operator in ("-", "−"):
            parts = [("+" if sign == "-" else "-", part) for sign, part in parts]
        written = " ".join(f"{sign} {part}" for sign, part in parts)
        return written if operator in ("+", "-", "−") else before + written.removeprefix("+ ")

    def tell_unused(self) -> None:
        """A name that no formula of the file says has no effect."""
        for name in self.unused.values():
            self.pack.wrong(name, "rules.term-unused", found=name.text)


def _signed(total: str) -> list[tuple[str, str]]:
    """The parts of a sum with their signs; what stands within parentheses is one part."""
    parts, sign, at, depth = [], "+", 0, 0
    for mark in _MARKS.finditer(total):
        if mark[0] in "()":
            depth += 1 if mark[0] == "(" else -1
        elif depth == 0 and not mark[0].startswith("«"):
            parts.append((sign, total[at : mark.start()].strip()))
            sign, at = "+" if mark[0] == "+" else "-", mark.end()
    return [(sign, part) for sign, part in [*parts, (sign, total[at:].strip())] if part]
