"""Printed words made alike: without case and accents, with words cut short spelled out, and slips of reading forgiven."""

import re
from functools import lru_cache
from itertools import pairwise

_FOLD = str.maketrans("åäöéèüáàøæÅÄÖÉ", "aaoeeuaaoaaaoe")
_PUNCTUATION = re.compile(r"[^\w%*]+")
_SUMMA = re.compile(r"^s:a\s")
# Words that reports cut short; only where a full stop says that something is.
_SHORT = {
    "ack": "ackumulerade",
    "avskr": "avskrivningar",
    "avskrivn": "avskrivningar",
    "fin": "finansiella",
    "ing": "ingaende",
    "kortfr": "kortfristiga",
    "kostn": "kostnader",
    "langfr": "langfristiga",
    "ovr": "ovriga",
    "res": "resultat",
    "utg": "utgaende",
    "verks": "verksamhetens",
}
_AND = re.compile(r"\s+(?:&|o\.?)\s+")
_WORDS = re.compile(r"[^\s.,;/()]+\.?")
_LETTERS = re.compile(r"[a-z]+")
_NUMBERING = re.compile(r"^(?:\d+(?:\.\d+)*\.?\s+)?")
_OPPOSITES = (
    ("langfristig", "kortfristig"),
    ("ingaende", "utgaende"),
    ("immateriell", "materiell"),
    ("intakt", "kostnad"),
    ("fore", "efter"),
)


def unaccented(text: str) -> str:
    """A long text in small letters without accents: a quick way to see that a folded word is not in it."""
    text = text.lower()
    for letter, plain in _FOLD.items():  # much faster than translate where the text is long
        text = text.replace(chr(letter), chr(plain))
    return text


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """A label without case, accents, punctuation, leading numbering and the usual slips of text recognition."""
    folded = text.lower().translate(_FOLD)
    folded = _NUMBERING.sub("", folded.strip(), count=1)
    folded = re.sub(r"(?<=[a-z])6|\b6(?=[a-z])", "o", folded)
    folded = _AND.sub(" och ", _SUMMA.sub("summa ", folded))
    folded = _PUNCTUATION.sub(" ", folded).strip()
    return " ".join(_SHORT.get(word, word) for word in folded.split(" ")) if "." in text else folded


@lru_cache(maxsize=4096)
def cut_short(label: str) -> re.Pattern[str] | None:
    """What a label with words cut short may stand for: "Förutbet. kostn.", "Lev.skulder"; None where none is.

    A word that ends in a full stop is the beginning of a word, or of a part of one. One letter says too little by itself:
    "f.d.".
    """
    spelled = _AND.sub(" och ", _SUMMA.sub("summa ", _NUMBERING.sub("", label.lower().translate(_FOLD).strip(), count=1)))
    words = _WORDS.findall(spelled)
    if not any(len(word) > 2 and word.endswith(".") and _LETTERS.fullmatch(word[:-1]) for word in words):
        return None
    pattern = ""
    for word in (word for word in words if fold(word)):
        pattern += rf"{re.escape(word[:-1])}[a-z]* ?" if word.endswith(".") else rf"{re.escape(fold(word))} "
    return re.compile(pattern.removesuffix(" ?").removesuffix(" "))


def opposed(one: str, other: str) -> bool:
    """Whether two labels differ by a word that no text recognition takes for the other: före and efter."""
    return any((a in one) != (a in other) or (b in one) != (b in other) for a, b in _OPPOSITES)


def unbroken(text: str, slips: int) -> list[tuple[int, str]]:
    """A text in pieces, each with its place; so many slips leave one of them whole, no further away than they are many."""
    ends = [len(text) * piece // (slips + 1) for piece in range(slips + 2)]
    return [(start, text[start:end]) for start, end in pairwise(ends)]


def edit_distance(left: str, right: str, limit: int) -> int:
    """Levenshtein's distance, or ``limit`` + 1 as soon as it is sure to be more."""
    same = next((at for at, (a, b) in enumerate(zip(left, right, strict=False)) if a != b), min(len(left), len(right)))
    left, right = left[same:], right[same:]
    if not left or not right or not limit or abs(len(left) - len(right)) > limit:
        return min(max(len(left), len(right)), limit + 1)
    tried = ((left[1:], right[1:]), (left[1:], right), (left, right[1:]))  # changed, left out, put in
    return 1 + min(edit_distance(one, other, limit - 1) for one, other in tried)
