"""What a measure was given and what it used, in lines under its heading: held against its row in the budget."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from finsam_audit.documents.layout import PrintedTable
from finsam_audit.documents.prose import Sentence, folded
from finsam_audit.documents.said import Claim

_KRONOR = r"(?P<value>(?<![\d,.])(?:\d{1,3}(?: \d{3})+|\d+) ?(?:kr|tkr)\b)"
_GIVEN = re.compile(
    r"\b(?:totalt )?(?:medelsanslag|beviljade medel|tilldelade medel|budget)(?: ar)? (?P<year>20\d\d)"
    rf"(?: \(forbrukat(?: ?%)?\))?:? {_KRONOR}(?: \((?P<share>\d{{1,3}} ?%)\))?"
)
_USED = re.compile(rf"\b(?:forbrukade medel|utfall)(?: ar)? (?P<year>20\d\d):? {_KRONOR}")
_NEAR = 3  # sentences from its heading to the figures of a measure


class _Budgeted(NamedTuple):
    """A measure's row in the one table that budgets it, as formulas name it, and the heads of its columns."""

    name: str
    budget: str
    used: str


def measures_of(sentences: Sequence[Sentence], year: str, tables: Sequence[PrintedTable]) -> tuple[Claim, ...]:
    """Claims of what measures were given and used, each of a measure whose heading is the label of one budgeted row."""
    return tuple(_claims(sentences, year, _budgeted(tables)))


def _claims(sentences: Sequence[Sentence], year: str, rows: dict[str, _Budgeted | None]) -> Iterator[Claim]:
    for at, sentence in enumerate(sentences):
        for pattern, given in ((_GIVEN, True), (_USED, False)):
            found = pattern.search(sentence.plain)
            if found is None or found["year"] != year:
                continue
            named = _named(sentences, at, found.start(), rows)
            column = "" if named is None else named[1].budget if given else named[1].used
            if named is None or not column:
                continue
            heading, row = named
            text, place = f"{heading}{sentence.text}", (sentence.page, sentence.line)
            doubt = " [?]" if sentence.unsure else ""
            yield Claim(text, found["value"] + doubt, f"{row.name}[{column}]", "", *place)
            if found.groupdict().get("share") and row.used:
                ratio = f"{row.name}[{row.used}] / {row.name}[{row.budget}]"
                yield Claim(text, found["share"] + doubt, ratio, "", *place)


def _named(
    sentences: Sequence[Sentence], at: int, start: int, rows: dict[str, _Budgeted | None]
) -> tuple[str, _Budgeted] | None:
    """The measure of a sentence: named right before its figure ("Teamet: Budget 2025"), else by a heading close above."""
    own = sentences[at].plain[:start].strip(" :,")
    if own:
        row = rows.get(_key(own))
        return ("", row) if row is not None else None
    for above in reversed(sentences[max(0, at - _NEAR) : at]):
        row = rows.get(_key(above.plain))
        if row is not None:
            return f"{above.text}: ", row
        if _key(above.plain) and above.plain[-1:] not in ".!?":
            return None  # another heading
    return None


def _budgeted(tables: Sequence[PrintedTable]) -> dict[str, _Budgeted | None]:
    """The rows with a budget, by their labels; None where several tables or rows have the same."""
    found: dict[str, _Budgeted | None] = {}
    titles = [table.title for table in tables]
    for table in tables:
        budgets = [h for h in table.heads if _of(h, "budget", "budgeterat", "beviljat")]
        used = [h for h in table.heads if _of(h, "utfall", "forbrukat")]
        if len(budgets) != 1 or titles.count(table.title) != 1 or not table.title or set("«»[]|") & set(table.title):
            continue
        for row in table.rows:
            key = _key(folded(row.label))
            if row.cells and key and not set("«»[]|") & set(row.label):
                name = f"«{table.title}».«{row.label}»"
                again = key in found
                found[key] = None if again else _Budgeted(name, budgets[0], used[0] if len(used) == 1 else "")
    return found


def _of(head: str, *words: str) -> bool:
    said = folded(head)
    return any(word in said.split() for word in words) and not any(part in said for part in ("intakt", "kostnad", "avvikelse"))


def _key(plain: str) -> str:
    """A label or heading as it is compared: its words without their definite endings."""
    words = re.findall(r"[a-z0-9]+", plain)
    return " ".join(re.sub(r"(?<=\w{4})(?:et|en)$", "", word) for word in words) if 0 < len(words) < 7 else ""
