"""The outline: numbers of headings that are unique and in order, as the list of contents has them, and no year left from
an earlier report.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from finsam_audit.accounts.words.folding import fold
from finsam_audit.checks.kind import Key, Kind
from finsam_audit.controls.outcome import Outcome
from finsam_audit.controls.rules import Rule
from finsam_audit.controls.view import View
from finsam_audit.messages import message

LONGEST = 99  # a number above it is a year or an amount, no heading's number

_STANDARD = (
    r"(?i)^(?:denna |noter till )?(?:årsredovisning(?:en)?"
    r"|års(?:bokslut|rapport)(?:et|en)?|delårs(?:rapport|redovisning)(?:en)?)"
    r"(?: för)?(?: år)? (?:19|20)\d\d (?:är|har|framgår)\b(?! inte)(?=.*\b(?:upprätta|nedan|enligt))"
)
"""A standard sentence about the report itself, by its year: "Årsredovisning 2024 har upprättats enligt lag"."""

LONG_PAST = 10
"""Years after which no heading is taken for one left over from an older report."""


def check(rule: Rule, view: View) -> Iterator[Outcome]:
    """``relation`` is ``numbers`` (no heading's number twice, none out of order, none left out), ``years`` or ``contents``."""
    if rule.text("relation") == "years":
        yield from _years(view)
        return
    if rule.text("relation") == "contents":
        yield from _contents(view)
        return
    numbered = [(number, heading) for heading in view.report.contents if (number := heading_number(heading))]
    if len(numbered) < 2:
        what = "heading numbers" if view.report.contents else "contents"
        yield Outcome("not_applicable", message("outline.right"), reason=message("reason.not-given", what=what))
        return
    findings = list(_numbers(numbered))
    yield from findings or [Outcome("passed", message("outline.right"))]


def heading_number(heading: str) -> tuple[int, ...]:
    """The number a heading begins with: ``1.5 God …``, ``1.1. Översikt``, ``2.Resultaträkning``, ``4 Slutsats``."""
    end = next((at for at, sign in enumerate(heading) if not (sign.isdecimal() or sign == ".")), len(heading))
    printed, text = heading[:end], heading[end:].strip()
    parts = [int(part) for part in printed.split(".") if part]
    if not parts or max(parts) > LONGEST or not text or printed.startswith("."):
        return ()
    bare = "." not in printed  # "5 år i sammandrag" is no fifth heading
    return () if bare and not text[0].isupper() else tuple(parts)


def _numbers(numbered: list[tuple[tuple[int, ...], str]]) -> Iterator[Outcome]:
    numbers = [number for number, _ in numbered]
    known = set(numbers)
    twice = [number for number in dict.fromkeys(numbers) if numbers.count(number) > 1]
    if twice:
        headings = tuple(heading for number, heading in numbered if number in twice)
        told = message("outline.twice", numbers=tuple(map(_printed, twice)), headings=headings)
        yield Outcome("finding", told)
    highest: tuple[int, ...] = ()
    for number, heading in numbered:
        if number < highest and number not in twice:
            yield Outcome("finding", message("outline.order", heading=heading, after=_printed(highest)))
        highest = max(highest, number)
        before = (*number[:-1], number[-1] - 1)
        lower = any(n[:-1] == number[:-1] and n < number for n in known)
        if lower and before not in known:
            yield Outcome("finding", message("outline.gap", heading=heading, number=_printed(before)))


def _printed(number: tuple[int, ...]) -> str:
    return ".".join(map(str, number))


def _contents(view: View) -> Iterator[Outcome]:
    """What the list of contents has and no heading bears, with the heading of the same number; and numbers that differ."""
    listed, headings = view.report.contents, view.report.headings
    if not listed or not headings:
        yield Outcome("not_applicable", message("outline.contents"), reason=message("reason.not-given", what="both lists"))
        return
    by_name = {_bare(heading): heading for heading in headings}
    by_number = {number: heading for heading in headings if (number := heading_number(heading))}
    findings = []
    for entry in listed:
        number, same = heading_number(entry), by_name.get(_bare(entry))
        if same is None:
            other = by_number.get(number, "")
            key = "outline.contents-other" if other else "outline.contents"
            findings.append(Outcome("finding", message(key, heading=entry, other=other)))
        elif number and heading_number(same) and heading_number(same) != number:
            findings.append(Outcome("finding", message("outline.contents-number", heading=entry, other=same)))
    yield from findings or [Outcome("passed", message("outline.contents"))]


def _bare(heading: str) -> str:
    """A heading without its number."""
    return fold(heading.lstrip("0123456789. "))


def _years(view: View) -> Iterator[Outcome]:
    """Headings of the law's sections, and names of tables, whose every year lies before the report's own.

    A table beside one of the same name for the report's year is meant for comparison.
    """
    lexicon, year = view.book.lexicon, view.report.end.year
    dated = {h: years for h in view.report.contents if (years := _years_in(h, year))}
    dated = {h: years for h, years in dated.items() if any(s.labels.match(h) for s in lexicon.sections.values())}
    tables = [s.name for s in view.accounts.statements if s.kind != "statistik"]
    dated.update({name: years for name in tables if (years := _years_in(name, year))})
    dated.update(
        {text: years for text in view.report.statements if re.search(_STANDARD, text) and (years := _years_in(text, year))}
    )
    current = {_undated(name) for name, years in dated.items() if max(years) >= year}  # "Avgifter 2025" beside "Avgifter 2024"
    for name, years in dated.items():
        right = max(years) >= year or _undated(name) in current
        yield Outcome("passed" if right else "finding", message("outline.year", heading=name, year=str(year)))
    if not dated:
        yield Outcome("not_applicable", message("outline.year"), reason=message("reason.not-given", what="heading years"))


def _undated(text: str) -> str:
    return "".join(sign for sign in text if not sign.isdecimal())


def _years_in(text: str, year: int) -> list[int]:
    """The years a heading names, those long past left out: "Pensionsförpliktelser äldre än 1998" is no old report's."""
    digits = "".join(sign if sign.isdecimal() else " " for sign in text).split()
    named = [int(number) for number in digits if len(number) == 4 and number[:2] in ("19", "20")]
    return [one for one in named if one >= year - LONG_PAST]


KIND = Kind(
    "outline",
    sv="Rubrikerna är numrerade i ordning och nämner rätt år.",
    en="The headings are numbered in order and name the right year.",
    keys={"relation": Key("choice", allowed=("numbers", "years", "contents"), required=True)},
    run=check,
)
