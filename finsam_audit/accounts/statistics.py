"""What the heads and labels of a table of statistics say: kön, totals, shares, numbers of answers, before and after.

Words only; the figures have no say in it.
"""

from __future__ import annotations

from functools import lru_cache

from finsam_audit.accounts.statement import Statement
from finsam_audit.page.model import Column, Figure, Row
from finsam_audit.words.folding import fold

WOMEN = frozenset(("kvinna", "kvinnor", "kvinnliga", "kv", "flickor", "tjejer"))
MEN = frozenset(("man", "manliga", "pojkar", "killar"))
OTHER = frozenset(
    ("konstillhorighet", "ickebinar", "ickebinara", "konsidentitet", "okant", "okand", "annat", "annan", "ovriga")
)
TOTALS = frozenset(("totalt", "total", "summa", "samtliga", "slutsumma", "alla", "totalsumma", "sammanlagt", "hela"))
SHARES = frozenset(("andel", "andelar", "procent", "procentuell", "procentuellt", "fordelning", "%"))
CHANGES = frozenset(("forandring", "forandringar", "okning", "minskning", "skillnad", "differens", "diff", "trend"))
BEFORE = frozenset(("fore", "innan", "start", "startmatning", "inskrivning", "ingang", "inledning"))
AFTER = frozenset(("efter", "slut", "slutmatning", "avslut", "utskrivning", "utgang", "avslutning"))
GOALS = frozenset(("mal", "malet", "malsattning", "malvarde", "maltal", "volymmal"))
OUTCOMES = frozenset(("utfall", "resultat", "uppnatt", "utfallet"))
_MEASURES = SHARES | frozenset(
    ("antal", "i", "av", "st", "deltagare", "personer", "individer", "insats", "insatsen", "varav", "darav", "vid", "n")
)
_AVERAGES = (
    "genomsnitt",
    "medel",
    "snitt",
    "median",
    "per deltagare",
    "per individ",
    "per person",
    "kr deltagare",
    "kostnad deltagare",
)
_MEASURED = frozenset(("poäng", "år", "månader", "veckor", "dagar", "arbetsdagar", "timmar"))
_RATES = (
    "forbruk",
    "av budget",
    "svarsfrekvens",
    "svarsandel",
    "maluppfyll",
    "uppnatt",
    "upparbetat",
    "nyttjande",
    "nyttja",
    "utnyttj",
    "av mal",
    "mot mal",
    "till mal",
    "beviljande",
    "index",
)
_ANSWERS = frozenset(
    (
        "n", "antal svar", "antal svarande", "svarande", "antal enkater", "antal respondenter", "respondenter",
        "antal svar n", "n antal svar", "antal n", "svar", "enkater", "antal besvarade enkater", "besvarade enkater",
        "inkomna svar", "antal inkomna svar", "inkomna enkater",
    )
)  # fmt: skip
_SURVEYS = frozenset(("enkat", "enkater", "svar", "svarande", "indikatormatning", "indikatormatningar", "besvarade", "inkomna"))
_SCALE = frozenset(
    (
        "aldrig", "sallan", "ibland", "ofta", "for det mesta", "alltid", "inte alls", "till liten del", "till viss del",
        "delvis", "till stor del", "till mycket stor del", "helt och hallet", "ja", "nej", "vet ej", "vet inte",
        "vet ej ej svar", "ej svar", "ja delvis", "ja helt", "i liten grad", "i viss man", "i viss grad", "i hog grad",
        "i mycket hog grad", "instammer inte alls", "instammer inte", "instammer delvis", "instammer till viss del",
        "instammer till stor del", "instammer", "instammer helt", "ingen uppfattning", "kan ej svara", "ej aktuellt",
        "mycket daligt", "daligt", "varken eller", "bra", "mycket bra", "mycket dalig", "dalig", "god", "mycket god",
        "samre", "oforandrat", "oforandrad", "battre", "till viss del ja", "i stor utstrackning", "i liten utstrackning",
        "ja till stor del", "ja till viss del", "nej inte alls", "annat",
    )
)  # fmt: skip
_PERSONS = (
    "deltag",
    "person",
    "individ",
    "avslut",
    "pabor",
    "pagaende",
    "inskriv",
    "utskriv",
    "remitter",
    "anvis",
    "nya",
    "unika",
)
_DISTRIBUTIONS = ("fordelning", "utbildningsniva", "utbildningsbakgrund", "avslutsorsak", "avslutsanledning")


@lru_cache(maxsize=2048)
def words(text: str) -> frozenset[str]:
    """The folded words of a head or label; a leading year is one of them."""
    parts = "".join(letter if letter.isalnum() or letter == "%" else " " for letter in text).split()
    return frozenset(fold(part) for part in parts)


def topic(text: str) -> frozenset[str]:
    """What a head speaks of besides how it measures: "2021 andel Kvinnor" and "2021 antal Kvinnor" have one topic."""
    return words(text) - _MEASURES


def gender(text: str) -> str:
    """``women``, ``men`` or ``other``, where a head or label is of one kön; else ""."""
    found = words(text)
    if found & WOMEN:
        return "" if found & MEN else "women"
    if found & MEN:
        return "men"
    return "other" if found & OTHER else ""


def without_gender(text: str) -> frozenset[str]:
    """What a head says besides kön and the word for a total."""
    return words(text) - WOMEN - MEN - OTHER - TOTALS - {"varav", "darav"}


def is_total(text: str) -> bool:
    return bool(words(text) & TOTALS)


def is_share(text: str) -> bool:
    """Whether a head says that it holds shares: Andel, Procent, %."""
    return bool(words(text) & SHARES)


def is_change(text: str) -> bool:
    return bool(words(text) & CHANGES)


def is_before(text: str) -> bool:
    return bool(words(text) & BEFORE) and not is_change(text)


def is_after(text: str) -> bool:
    return bool(words(text) & AFTER) and not is_change(text)


def is_rate(text: str) -> bool:
    """Whether a head or label names a percentage that is no part of a whole: förbrukat, svarsfrekvens."""
    folded = fold(text)
    return is_change(text) or "avvik" in folded or any(rate in folded for rate in _RATES)


def is_answers(text: str) -> bool:
    """Whether a head or label is that of the number of answers: n, Antal svar."""
    return fold(text) in _ANSWERS


def is_scale(text: str) -> bool:
    """Whether a head or label is an answer to a question: Aldrig, Till stor del, Ja."""
    return fold(text) in _SCALE


def names_distribution(text: str) -> bool:
    """Whether the name of a table says that its percentages divide a whole: Utbildningsnivå, Fördelning av …"""
    folded = fold(text)
    return any(word in folded for word in _DISTRIBUTIONS)


def persons(text: str) -> frozenset[str]:
    """Which persons the name of a table says that it counts: deltagare, de som avslutats …; empty where it does not say."""
    return frozenset(stem for stem in _PERSONS if any(word.startswith(stem) for word in words(text)))


def of_the_same(counts: str, table: str) -> bool:
    """Whether the name of a table of counts says of whom it speaks, and another table's name says the same and perhaps more."""
    who = topic(counts) - _SURVEYS
    return bool(who) and who <= topic(table)


def is_average(text: str) -> bool:
    """Whether a name, head or label speaks of averages, which nobody adds up."""
    folded = fold(text)
    return any(word in folded for word in _AVERAGES)


def is_result(text: str) -> bool:
    """Whether a label is that of a result, to which more may lead than the rows that are printed."""
    folded = fold(text)
    return any(word in folded for word in ("resultat", "overskott", "underskott"))


def is_maximum(text: str) -> bool:
    """Whether a head is that of the highest possible score: Max, Maxvärde."""
    return fold(text) in ("max", "maxvarde", "maxpoang", "hogsta varde", "hogsta poang", "maximal poang")


def adds_up(statement: Statement, row: Row, column: Column, stated: Figure, parts: list[Figure]) -> bool:
    """Whether a total of a table of statistics can be a sum: not where it is a mean, of years or points or per head."""
    if any(is_average(text) for text in (statement.name, row.label, column.head)):
        return False
    if stated.unit.name in _MEASURED and len(parts) > 1:
        amounts = [part.base for part in parts]
        return not min(amounts) <= stated.base <= max(amounts)
    return True


def is_readable(row: Row, column: Column) -> bool:
    """Whether nothing in a cell was lost: it holds a figure, or is printed blank."""
    slot = row.cell(column)
    return slot is None or slot.state not in ("unread", "sic")


def percent_at(row: Row, column: Column) -> Figure | None:
    """The percentage of a row in a column, if its cell holds one alone."""
    slot = row.cell(column)
    figure = slot.figure if slot is not None else None
    return figure if figure is not None and figure.unit.quality == "percent" else None


def years(text: str) -> frozenset[str]:
    """The years in a head or label."""
    return frozenset(word for word in words(text) if len(word) == 4 and word.isdigit())
