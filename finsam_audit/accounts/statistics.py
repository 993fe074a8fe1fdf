"""What the heads and labels of a table of statistics say: kön, totals, shares, numbers of answers, before and after.

Words only; the figures have no say in it.
"""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

from finsam_audit.accounts.words.folding import fold
from finsam_audit.page.model import Column, Figure, Row

_MEASURED = frozenset(("poäng", "år", "månader", "veckor", "dagar", "arbetsdagar", "timmar"))
_OF_WHICH = frozenset(("varav", "darav"))


@lru_cache(maxsize=2048)
def words(text: str) -> frozenset[str]:
    """The folded words of a head or label; a leading year is one of them."""
    parts = "".join(letter if letter.isalnum() or letter == "%" else " " for letter in text).split()
    return frozenset(fold(part) for part in parts)


def years(text: str) -> frozenset[str]:
    """The years in a head or label."""
    return frozenset(word for word in words(text) if len(word) == 4 and word.isdigit())


class Heads(NamedTuple):
    """How to read heads and labels: ``says`` are the words of the lexicon by what they say."""

    says: Mapping[str, frozenset[str]]

    def topic(self, text: str) -> frozenset[str]:
        """What a head speaks of besides how it measures: "2021 andel Kvinnor" and "2021 antal Kvinnor" have one topic."""
        return words(text) - self.says["mått"] - self.says["andel"]

    def gender(self, text: str) -> str:
        """``women``, ``men`` or ``other``, where a head or label is of one kön; else ""."""
        found = words(text)
        if found & self.says["kvinnor"]:
            return "" if found & self.says["män"] else "women"
        if found & self.says["män"]:
            return "men"
        return "other" if found & self.says["annan könstillhörighet"] else ""

    def without_gender(self, text: str) -> frozenset[str]:
        """What a head says besides kön and the word for a total."""
        said = words(text) - self.says["kvinnor"] - self.says["män"] - self.says["annan könstillhörighet"]
        return said - self.says["total"] - _OF_WHICH

    def people(self, text: str) -> frozenset[str]:
        """What a head or label of kön says besides kön and measure: its year, its insats."""
        return self.topic(text) & self.without_gender(text)

    def besides_total(self, text: str) -> frozenset[str]:
        """What a head speaks of besides how it measures and the word for a total."""
        return self.topic(text) - self.says["total"]

    def is_total(self, text: str) -> bool:
        return bool(words(text) & self.says["total"])

    def is_whole_year(self, text: str) -> bool:
        """Whether a column is of a whole year, as "Helår 2024" after its quarters."""
        return bool(words(text) & self.says["helår"])

    def is_share(self, text: str) -> bool:
        """Whether a head says that it holds shares: Andel, Procent, %."""
        return bool(words(text) & self.says["andel"])

    def is_change(self, text: str) -> bool:
        return bool(words(text) & self.says["ändring"])

    def is_before(self, text: str) -> bool:
        return bool(words(text) & self.says["före"]) and not self.is_change(text)

    def is_after(self, text: str) -> bool:
        return bool(words(text) & self.says["efter"]) and not self.is_change(text)

    def is_rate(self, text: str) -> bool:
        """Whether a head or label names a percentage that is no part of a whole: förbrukat, svarsfrekvens."""
        folded = fold(text)
        return self.is_change(text) or "avvik" in folded or any(rate in folded for rate in self.says["grad"])

    def is_answers(self, text: str) -> bool:
        """Whether a head or label is that of the number of answers: n, Antal svar."""
        return fold(text) in self.says["svar"]

    def is_scale(self, text: str) -> bool:
        """Whether a head or label is an answer to a question: Aldrig, Till stor del, Ja."""
        return fold(text) in self.says["skala"]

    def names_distribution(self, text: str) -> bool:
        """Whether the name of a table says that its percentages divide a whole: Utbildningsnivå, Fördelning av …"""
        folded = fold(text)
        return any(word in folded for word in self.says["fördelning"])

    def persons(self, text: str) -> frozenset[str]:
        """Which persons the name of a table says that it counts: deltagare, de som avslutats …; empty where it says none."""
        return frozenset(stem for stem in self.says["personer"] if any(word.startswith(stem) for word in words(text)))

    def of_the_same(self, counts: str, table: str) -> bool:
        """Whether the name of a table of counts says of whom it speaks, and another's name says the same and perhaps more."""
        who = self.topic(counts) - self.says["enkät"]
        return bool(who) and who <= self.topic(table)

    def is_average(self, text: str) -> bool:
        """Whether a name, head or label speaks of averages, which nobody adds up."""
        folded = fold(text)
        return folded in self.says["medeltal"] or any(word in folded for word in self.says["medelvärde"])

    def is_result(self, text: str) -> bool:
        """Whether a label is that of a result, to which more may lead than the rows that are printed."""
        folded = fold(text)
        return any(word in folded for word in self.says["resultat"])

    def is_maximum(self, text: str) -> bool:
        """Whether a head is that of the highest possible score: Max, Maxvärde."""
        return fold(text) in self.says["högsta"]

    def adds_up(self, names: Iterable[str], stated: Figure, parts: list[Figure]) -> bool:
        """Whether a total of a table of statistics can be a sum: not where it is a mean, of years or points or per head.

        ``names`` are those of its table, row and column.
        """
        if any(map(self.is_average, names)):
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
