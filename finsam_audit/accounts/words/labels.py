"""Patterns of labels, where ``*`` stands for any words, and how a printed label is held against them."""

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from finsam_audit.accounts.words.folding import fold


def fits(label: str, patterns: Iterable[str]) -> bool:
    """Whether a printed label is one of the patterns (``*`` stands for any words)."""
    return fits_folded(label, map(fold, patterns))


def fits_folded(label: str, patterns: Iterable[str]) -> bool:
    """``fits`` for patterns that are folded already, as those of a ``Lexicon`` are."""
    folded = fold(label)
    return any(is_like(folded, pattern) for pattern in patterns)


@lru_cache(maxsize=4096)
def _pieces(pattern: str) -> tuple[str, str, tuple[tuple[str, str], ...]]:
    """The first and the last piece of a pattern with stars, and those between, each as it is and as it is printed."""
    printed = pattern.split("*")
    pieces = [piece.strip() for piece in printed]
    return pieces[0], pieces[-1], tuple(zip(pieces[1:-1], printed[1:-1], strict=True))


def is_like(folded: str, pattern: str) -> bool:
    """Whether a folded label is a folded pattern, piece by piece between the stars.

    A piece with a space on either side is whole words: "* varav *" is not in "Arbetsgivaravgifter".
    """
    if "*" not in pattern:
        return folded == pattern
    first, last, between = _pieces(pattern)
    if not (folded.startswith(first) and folded.endswith(last)) or len(folded) < len(first) + len(last):
        return False
    at, end = len(first), len(folded) - len(last)
    for piece, as_printed in between:
        if piece and as_printed == f" {piece} ":
            found = f" {folded} ".find(as_printed, at, end + 2)  # which is where the words begin in the label itself
        else:
            found = folded.find(piece, at, end)
        if found < 0:
            return False
        at = found + len(piece)
    return True


def is_narrower(one: str, other: str) -> bool:
    """Whether all that one folded pattern fits the other fits too: "*före avskrivning*" and "*avskrivning*"."""
    return one != other and is_like(one, other)


class Labels(NamedTuple):
    """A set of label patterns, sorted by how they can be tried fastest."""

    exact: frozenset[str]
    beginnings: tuple[str, ...]
    others: tuple[str, ...]

    def match(self, label: str) -> bool:
        """Whether a printed label is one of the patterns."""
        folded = fold(label)
        return (
            folded in self.exact
            or f"{folded} ".startswith(self.beginnings)
            or any(is_like(folded, pattern) for pattern in self.others)
        )

    def besides(self, label: str) -> str | None:
        """What a label says besides the first pattern that it fits: "Ingående låneskuld" låneskuld; None where it fits none."""
        folded = fold(label)
        if folded in self.exact:
            return ""
        begun = next((words for words in self.beginnings if f"{folded} ".startswith(words)), None)
        if begun is not None:
            return folded[len(begun) :].strip()
        pattern = next((pattern for pattern in self.others if is_like(folded, pattern)), None)
        if pattern is None:
            return None
        if pattern.startswith("*") and pattern.count("*") == 1:
            return folded.removesuffix(pattern[1:].strip()).strip()
        for piece in pattern.split("*"):
            folded = folded.replace(piece.strip(), "", 1)
        return " ".join(folded.split())


def labels(patterns: Iterable[str] | None) -> Labels:
    folded = folded_all(patterns)
    beginnings = [p[:-1] for p in folded if p.endswith("*") and "*" not in p[:-1]]
    exact = frozenset(p for p in folded if "*" not in p)
    return Labels(exact, tuple(beginnings), tuple(p for p in folded if p not in exact and p[:-1] not in beginnings))


def folded_all(patterns: Iterable[str] | None) -> tuple[str, ...]:
    return tuple(fold(pattern) for pattern in patterns or ())
