"""Words of the text that bear on a figure: "cirka" before it, "ökat från … till …" round it, "inte" that turns it."""

from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from finsam_audit.page.printed import Unreadable, read_number

ABOUT = frozenset(
    ("ca", "ca.", "c:a", "cirka", "omkring", "ungefär", "uppskattningsvis", "runt", "drygt", "knappt", "närmare", "nästan")
)
# What the text says in a word instead of a number, in per cent.
_SHARES = {
    "tre fjärdedelar": 75,
    "två tredjedelar": 67,
    "hälften": 50,
    "varannan": 50,
    "en tredjedel": 33,
    "tredjedel": 33,
    "var tredje": 33,
    "en fjärdedel": 25,
    "fjärdedel": 25,
    "var fjärde": 25,
    "en femtedel": 20,
    "femtedel": 20,
    "var femte": 20,
    "en tiondel": 10,
    "var tionde": 10,
}
IN_WORDS = ("noll", "ett", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv")
"""The whole numbers that the text may say in a word, each at its own place."""

# Words that turn or suspend what a sentence says: denial, condition, wish.
_DENIAL = "inte ej icke aldrig ingen inget inga varken utan knappast undvika"
_DOUBT = "om risk risken ska skall bör måste vill skulle förväntas beräknas planeras mål målet ambition ambitionen"
_TURNING = frozenset(f"{_DENIAL} {_DOUBT}".split())
_APART = 120
# The beginnings and the whole words that say a figure went up or down.
_RISING = ("öka", "ökn", "stiger", "stigit", "stigande", "höj", "växt", "växer", "uppgång")
_FALLING = ("minska", "minskn", "sjunk", "sjönk", "sänk", "nedgång")
_UP, _DOWN = frozenset(("högre", "fler")), frozenset(("lägre", "färre"))
_NUMBER = r"(?<![\d,.–—-])(?:\d{1,3}(?: \d{3})+|\d+)(?:,\d+)?"
_UNIT = r"(?: ?(%|procent|kr|kronor|tkr|mnkr|mkr|deltagare|personer|individer|dagar|månader|veckor|år|st)(?![\wåäö]))?"
_YEAR = r"(?:,? \(?(?:år )?(?:19|20)\d\d\)?)?"


class Move(NamedTuple):
    """What the text says of two figures: that ``last`` is higher, or lower, than ``first``; ``word`` says which."""

    word: str
    up: bool
    first: Decimal
    last: Decimal
    unit: str

    @property
    def holds(self) -> bool:
        return self.last > self.first if self.up else self.last < self.first


def about_word(text: str, printed: str) -> str:
    """The word directly before a printed figure in its text that makes it approximate ("cirka"), or ""."""
    plain = text.replace("\u00a0", " ")
    number = ""
    for char in printed.replace("\u00a0", " ").lstrip("-−– "):
        if not (char.isdigit() or char in " ,"):
            break
        number += char
    number = number.strip(" ,")
    at = plain.find(number) if number else -1
    while at >= 0:
        after = plain[at + len(number) : at + len(number) + 1]
        words = plain[:at].rstrip(" (").lower().split()
        if not after.isdigit() and words and words[-1].lstrip("(") in ABOUT:
            return words[-1].lstrip("(")
        at = plain.find(number, at + 1)
    return ""


def share_word(text: str, value: Decimal) -> str:
    """The word with which a text says a share, where it prints no such number: "hälften" for 50 %; else ""."""
    if str(int(value)) in text:
        return ""
    plain = text.lower()
    return next((word for word, share in _SHARES.items() if abs(value - share) < 1 and word in plain), "")


def is_turned(text: str) -> bool:
    """Whether a word in the text turns or suspends what it says: "inte", "om", "ska". Not so the "om" of "om 84 tkr"."""
    words = [word.strip(".,;:()”“\"'") for word in text.lower().split()]
    return any(
        word in _TURNING and not (word == "om" and (after in ABOUT or after[:1].isdigit()))
        for word, after in zip(words, [*words[1:], ""], strict=True)
    )


def says(text: str, phrase: str) -> bool:
    """Whether a sentence of the text says a phrase in so many words; ``*`` in the phrase stands for any words.

    A sentence in which a word outside the phrase turns or suspends what it says does not say it; what it adds with
    ", utan …" turns nothing that was said before.
    """
    pieces = [piece for part in phrase.lower().split("*") if (piece := " ".join(part.split()))]
    plain = " ".join(text.replace("\u00a0", " ").lower().split())
    for sentence in plain.replace("! ", ". ").replace("? ", ". ").split(". "):
        rest, at = [], 0
        for piece in pieces:
            found = f" {sentence}".find(f" {piece}", at)
            after = sentence[found + len(piece) : found + len(piece) + 1]
            if found < 0 or (at and found - at > _APART) or (piece[-1].isdigit() and after.isdigit()):
                break
            rest.append(sentence[at:found])
            at = found + len(piece)
        else:
            if not is_turned(" ".join([*rest, sentence[at:].split(", utan ")[0]])):
                return True
    return False


@lru_cache(maxsize=1)
def _moves():  # type: ignore[no-untyped-def]
    """What follows the word where a figure is said to have moved, compiled when it is first asked for."""
    import re

    first, last = rf"(?P<first>{_NUMBER})(?P<u1>{_UNIT}){_YEAR}", rf"(?P<last>{_NUMBER})(?P<u2>{_UNIT}){_YEAR}"
    gap, about, year = r"[^.;:!?\d]{0,60}?\b", "(?:ca |cirka )?", r"(?: (?:år )?(?:19|20)\d\d)?"
    between = r"(?: (?:i|under|år|året|förra|föregående|fjol))*,? "
    return (
        re.compile(rf"{gap}från {about}{first}{between}till {about}{last}", re.IGNORECASE),
        re.compile(rf"{gap}till {about}{last}{between}från {about}{first}", re.IGNORECASE),
        re.compile(rf"{year} \({about}{last}\) (?:än|jämfört med|mot){year} \({about}{first}\)", re.IGNORECASE),
        re.compile(rf" till {about}{last} \((?:19|20)\d\d ?[-–:] ?{first}\)", re.IGNORECASE),
    )


def number_said(text: str) -> Decimal | None:
    """The number that a running text prints; None for "0123" or far too many digits, which the reader of cells would refuse."""
    try:
        return read_number(text).value
    except Unreadable:
        return None


def moved(text: str) -> Move | None:
    """What a text says has happened between two figures that it states itself; None where it is not plain.

    Both figures are in one unit and not years; a text that speaks of both directions, or turns what it says, is left.
    """
    plain = " ".join(text.replace("\u00a0", " ").split())
    if "från " not in plain and "(" not in plain:
        return None
    words = list(_directions(plain))
    if len({up for _, up, _ in words}) != 1 or is_turned(plain):
        return None
    for word, up, end in words:
        found = next((match for way in _moves() if (match := way.match(plain, end))), None)
        if found is None:
            continue
        first, last = number_said(found["first"]), number_said(found["last"])
        if first is None or last is None:
            return None
        units = found["u1"].strip(), found["u2"].strip()
        if units[0] != units[1] and "" not in units:
            return None
        if not any(units) and any(_is_year(number) for number in (first, last)):
            return None
        if any(_is_year(number) and not unit for number, unit in zip((first, last), units, strict=True)):
            return None
        return Move(word.lower(), up, first, last, units[1] or units[0])
    return None


def _directions(text: str) -> Iterator[tuple[str, bool, int]]:
    """The words that say up or down, which of the two, and where each ends."""
    at = 0
    for part in text.split(" "):
        word = part.lower().strip(".,;:()”“\"'")
        up = word.startswith(_RISING) or word in _UP
        if up or word.startswith(_FALLING) or word in _DOWN:
            yield word, up, at + part.lower().index(word) + len(word)
        at += len(part) + 1


def _is_year(number: Decimal) -> bool:
    return number == number.to_integral_value() and 1900 <= number <= 2099
