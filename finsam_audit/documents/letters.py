"""The letters of a text layer: whether its words are words, and what garbled ones must have been.

A font in a PDF may lack the table that says which characters its signs are. Ligatures are then lost (one code for tt, ti,
fi …), or å, ä and ö come out as other signs or as a space, differently in each font. Digits are never touched.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from itertools import product
from typing import NamedTuple

from finsam_audit.documents.layout import Page, Word

LOST = "\ufffd"  # a character that the text layer does not tell
_ODD = re.compile(
    r"[\x00-\x1f\ufffd\ue000-\uf8ff]|[!\"#$&+<=>?@^_`{|}~\\](?=[a-zåäö])|(?<=[A-Za-zåäöÅÄÖ])[!\"#$&+<=>?@^_`{|}~\\]"
)
_LIGATURES = ("tt", "ti", "ft", "fi", "fl", "tf", "ff", "fj", "tti", "ffi", "fti", "å", "ä", "ö")
_SWEDISH = "åäöé"
_MOST = 4  # unknown letters in one word
_LETTERS = re.compile(r"[^\W\d_]+")
_ENDINGS = ("s", "n", "t", "d", "en", "et", "na", "ns", "ts", "ens", "ets", "nas", "ar", "er", "or", "arna", "erna", "orna")
_STEM = 3  # letters more than this has a word that may take an ending


class Repaired(NamedTuple):
    """Pages with their letters restored, and the numbers of those where any was."""

    pages: tuple[Page, ...]
    mended: tuple[int, ...]


def repaired(pages: Sequence[Page]) -> Repaired:
    """The pages with garbled letters restored by the words they stand in. A word that stays unknown is left as it is."""
    odd = {id(word): word for page in pages for word in page.words if _is_odd(word)}
    if not odd:
        return Repaired(tuple(pages), ())
    maps = _maps(odd.values())
    done, mended = [], []
    for page in pages:
        starts = {round(word.base): word.left for word in sorted(page.words, key=lambda word: -word.left)}
        words = tuple(
            _mended(word, maps.get(word.font, {}), word.left == starts[round(word.base)]) if id(word) in odd else word
            for word in page.words
        )
        if words != page.words:
            mended.append(page.number)
        done.append(page._replace(words=words))
    return Repaired(tuple(done), tuple(mended))


def _is_odd(word: Word) -> bool:
    return _ODD.search(word.text) is not None and not any(letter.isdigit() for letter in word.text)


def _maps(words: Iterable[Word]) -> dict[str, dict[str, str]]:
    """For each font which letter each odd character is: the one that makes most words of it Swedish."""
    by_font: dict[str, list[str]] = defaultdict(list)
    for word in words:
        by_font[word.font].append(word.text)
    return {font: _map(texts) for font, texts in by_font.items()}


def _map(texts: Sequence[str]) -> dict[str, str]:
    signs = Counter(sign for text in texts for sign in set(_ODD.findall(text)))
    found: dict[str, str] = {}
    for sign, _ in signs.most_common():
        votes: Counter[str] = Counter()
        for text in {text for text in texts if sign in text}:
            votes.update({letter for letter, _ in _readings(text, found, sign)})
        best = votes.most_common(2)
        if best and (len(best) == 1 or best[0][1] > best[1][1]):
            found[sign] = best[0][0]
    return found


def _readings(text: str, known: Mapping[str, str], sign: str) -> list[tuple[str, str]]:
    """What ``sign`` may be in a word: the Swedish letters with which, and with others for the other odd signs, it is a word."""
    plain = "".join(known.get(letter, letter) for letter in text)
    others = sorted({letter for letter in _ODD.findall(plain) if letter != sign})
    if len(others) + 1 > _MOST:
        return []
    found = []
    for letters in product(_SWEDISH, repeat=len(others) + 1):
        table = dict(zip([sign, *others], letters, strict=True))
        tried = "".join(table.get(letter, letter) for letter in plain)
        if is_text(tried):
            found.append((letters[0], tried))
    return found


def _mended(word: Word, table: Mapping[str, str], first: bool) -> Word:
    """A word with its letters restored: by the font's map where that makes words, else as a lost ligature.

    ``first`` tells that it stands first on its line.
    """
    text = "".join(table.get(letter, letter) for letter in word.text)
    if _ODD.search(text) or (not is_text(text) and set(word.text) & {"\x00", LOST}):
        text = _ligature(word.text)
    return word._replace(text=_cased(text, word.text, first))


def _ligature(text: str) -> str:
    parts = _ODD.split(text)
    if len(parts) - 1 > _MOST or len(parts) < 2:
        return text
    for letters in product(_LIGATURES, repeat=len(parts) - 1):
        tried = parts[0] + "".join(letter + part for letter, part in zip(letters, parts[1:], strict=True))
        if is_text(tried):
            return tried
    return text


def _cased(text: str, before: str, first: bool) -> str:
    """A restored text in capitals where the rest of the word is; with one where it begins a line."""
    kept = [letter for letter in before if letter.isalpha()]
    if len(kept) > 1 and all(letter.isupper() for letter in kept):
        return text.upper()
    return text[:1].upper() + text[1:] if first and _ODD.match(before) else text


def is_text(text: str) -> bool:
    """Whether all words in a text are Swedish ones that we know, whole or put together of two."""
    found = _LETTERS.findall(text.lower())
    return bool(found) and all(is_word(word) for word in found)


@cache
def is_word(word: str) -> bool:
    """Whether a word in small letters is known, or is two known words put together."""
    return word in known_words() or _is_inflected(word) or any(True for _ in _firsts(word))


def _firsts(word: str) -> Iterator[str]:
    """The first of two known words that a word may be put together of."""
    words = known_words()
    for at in range(3, len(word) - 2):
        first, rest = word[:at], word[at:]
        if rest in words and (first in words or first.removesuffix("s") in words):
            yield first


def _is_inflected(word: str) -> bool:
    """Whether a word is a known one with a common ending more."""
    words = known_words()
    return any(
        word.endswith(ending) and word.removesuffix(ending) in words for ending in _ENDINGS if len(word) > _STEM + len(ending)
    )


@cache
def known_words() -> frozenset[str]:
    return frozenset((files("finsam_audit.documents") / "swedish.txt").read_text("utf-8").split())


_FOLD = str.maketrans("åäöéüÅÄÖÉÜ", "aaoeuAAOEU")
_FEW = 3  # letters: a word as short stands within longer ones by chance, but for those of
_SMALL = frozenset({"i", "av", "på", "år", "ej", "en", "el", "eu", "it", "och", "för", "med", "per", "den", "det", "vid"})
_LONGEST = 40  # letters of a run of words that is taken apart


def respelled(text: str) -> str:
    """Recognised text with the spaces between its words and the dots and rings on its letters, where the words are known.

    Text recognition made for other languages runs words together and sees no å, ä and ö.
    """
    return re.sub(r"[^\W\d_]+", lambda run: _respelled(run[0]), text)


def _respelled(run: str) -> str:
    small = run.lower()
    if small in known_words() or _is_inflected(small) or any(not run.isascii() or first[-1] != "a" for first in _firsts(small)):
        return run  # a word put together does not begin with an adjective in its plural
    parts = _parts(small.translate(_FOLD))
    if not parts:
        return run
    if len(parts) == 1 and not run.isascii():
        return run  # whoever saw one letter's dots saw them where they are
    spelled = " ".join(parts)
    if run.isupper():
        return spelled.upper()
    return spelled[:1].upper() + spelled[1:] if run[:1].isupper() else spelled


@cache
def _parts(run: str) -> tuple[str, ...]:
    """The known words that a run of plain letters is made of, as they are spelled: as few as can be, or none."""
    spelled = _folded_words()
    if len(run) > _LONGEST:
        return ()
    best: list[tuple[str, ...] | None] = [()] + [None] * len(run)
    for end in range(1, len(run) + 1):
        for start in range(end):
            word, before = spelled.get(run[start:end]), best[start]
            if word is None or before is None or (len(word) <= _FEW and len(word) < len(run) and word not in _SMALL):
                continue
            found = (*before, word)
            kept = best[end]
            if kept is None or len(found) < len(kept):
                best[end] = found
    return best[-1] or ()


@cache
def _folded_words() -> dict[str, str]:
    words = sorted(known_words(), key=lambda word: (not word.isascii(), word), reverse=True)  # of two spellings the one seen
    return {word.translate(_FOLD): word for word in words}
