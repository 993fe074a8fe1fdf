"""Text recognised without å, ä and ö: words put right by the words that are known."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache

from finsam_audit.documents.letters import is_word, known_words

# What text recognition made for other languages takes each letter for.
_SEEN_FOR = {"å": "aàáâdié", "ä": "aàáâdiéè4", "ö": "oóòôéd60", "l": "l1i", "o": "o0", "e": "eé"}
_RARE = 0.03  # å, ä and ö are more than a twentieth of the letters of Swedish text; below this share some are lost
_ENOUGH = 400  # letters: a shorter text tells nothing of its shares
_LONG = 7  # letters of a word that is known although one is too many
_WORD = re.compile(r"[^\W_]*[^\W\d_][^\W_]*")
_ALIKE = frozenset("åäöaoidle1604éóòôàáâè")  # signs that one of the others may have been taken for
_TWICE = (_ALIKE - {"e"}, frozenset("vwu"))  # two of these beside each other may have been one letter


def lacks_letters(text: str) -> bool:
    """Whether a text shows so few å, ä and ö that some of them were lost."""
    letters = [sign for sign in text.lower() if sign.isalpha()]
    return len(letters) > _ENOUGH and sum(sign in "åäö" for sign in letters) < _RARE * len(letters)


def respelled(line: str) -> str:
    """A line in which every unknown word that can only be one known word, its letters mistaken, is that word."""
    return _WORD.sub(lambda found: _respelled(found[0]), line)


@cache
def _respelled(word: str) -> str:
    small = word.lower()
    if len(word) < 3 or is_word(small):
        return word
    found = _known(small) or _compound(small) or _with_a_sign_too_many(small)
    if not found:
        return word
    if len(word) > 2 and word[1:].isupper():
        return found.upper()
    return found[:1].upper() + found[1:] if word[:1].isupper() or (word[:1].isdigit() and word[:1] != found[:1]) else found


def _known(word: str) -> str:
    """The one known word that a word may have been mistaken for; of several the one with fewest letters changed."""
    near = sorted(
        (sum(a != b for a, b in zip(one, word, strict=True)), one) for one in _by_shape()[_shape(word)] if _taken_for(one, word)
    )
    return near[0][1] if near and (len(near) == 1 or near[0][0] < near[1][0]) else ""


def _compound(word: str) -> str:
    for at in range(4, len(word) - 3):
        first, rest = word[:at], word[at:]
        one = first if is_word(first) else _known(first)
        other = rest if is_word(rest) else _known(rest)
        if one and other:
            return one + other
    return ""


def _with_a_sign_too_many(word: str) -> str:
    """The one known word that is left when one of two signs beside each other is taken out: one letter seen as two."""
    if len(word) < _LONG:
        return ""
    twice = (
        at
        for at in range(len(word))
        if any({word[at], *beside} <= signs for signs in _TWICE for beside in word[at - 1 : at + 2 : 2])
    )
    found = {known for at in twice if (known := _known(word[:at] + word[at + 1 :]))}
    return found.pop() if len(found) == 1 else ""


def _taken_for(word: str, seen: str) -> bool:
    return all(a == b or b in _SEEN_FOR.get(a, "") for a, b in zip(word, seen, strict=True))


def _shape(word: str) -> str:
    return "".join("a" if sign in _ALIKE else sign for sign in word)


@cache
def _by_shape() -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for word in known_words():
        found[_shape(word)].append(word)
    return found
