"""Column heads to kinds, sides and periods."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta

from finsam_audit.page.model import Column
from finsam_audit.page.note_numbers import is_note_column
from finsam_audit.page.units import find_unit
from finsam_audit.patterns import pattern_of

_DATE = r"([0-9]{4})-([0-9]{2})-([0-9]{2})"
_STOCK = pattern_of(rf"(?:[Pp]er\s+)?{_DATE}")
_PERIOD = pattern_of(rf"{_DATE}\s*+(?:[–—−/-]|till|t\.?o\.?m\.?)\s*+-?\s*+{_DATE}")
_YEAR = pattern_of(r"\b((?:19|20)\d{2})\b")
_UNIT = pattern_of(r"\[([^\[\]]+)\]\s*$")
_HALF = r"\bh1\b|halvår|delår"
_KINDS = {
    "avvikelse": (
        "avvik",
        "differens",
        "diff",
        "utfall-budget",
        "utfall - budget",
        "budget-utfall",
        "budget - utfall",
        "återst",
        "+/-",
    ),
    "prognos": ("prognos", "helårsbedöm", "bedömt utfall", "bedömt resultat"),
    "budget": ("budget", "bevilja", "beslutat", "beslutad", "tilldela", "anslag"),
    "utfall": ("utfall", "bokslut", "redovisat", "utbetal"),
}
_ASSESSED = pattern_of(r"\bbedöm(?:ning|t|d)|förvänta[dt]|beräknat utfall")
_LEFT = pattern_of(r"kvar(?: av budget(?:en)?)?\b(?! i\b)")
_SIDES = {"netto": ("netto",), "intäkt": ("intäkt", "intakt", "inkomst"), "kostnad": ("kostn", "utgift")}
_GROUP = pattern_of(r"koncern|sammanställd")
_ACCUMULATED = pattern_of(r"(?!.*(?<!t\.o\.m\. )(?<!tom )(?<!till och med )\b(?:19|20)\d{2}\b).*\back(?:umuler|\b)")
_UP_TO_YEAR = pattern_of(r".*\b(?:t\.? ?o\.? ?m\.?|till och med) (?:19|20)\d{2}(?![-\d])")
_WHOLE_PROJECT = pattern_of(r"(?!.*\b(?:19|20)\d{2}\b).*(?:\btotal|åters|upparbet|slutkostnad|tidigare år)")
_MONTHS = ("jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
_MONTH_YEAR = pattern_of(rf"(?:per\s+)?(?:\d{{1,2}}\s+)?({'|'.join(_MONTHS)})\w*\.?\s+((?:19|20)\d{{2}})")
_MONTH_NAMES = "januari|februari|mars|april|maj|juni|juli|augusti|september|sept|oktober|november|december|" + "|".join(_MONTHS)
_UP_TO_MONTH = pattern_of(rf"\b({_MONTH_NAMES})\b\.?\s+(?:19|20)\d{{2}}\b")
_MONTH_RANGE = pattern_of(rf"\bjan\w*\.?\s*[-–]\s*({'|'.join(_MONTHS)})\w*")
_LAST_YEAR = pattern_of(r"\bföreg|\bfg\b|fjol")
_SHORT = pattern_of(r"(?<!\S)(\d\d)(0[1-9]|1[0-2])$")
_SHORT_DATE = r"(\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])"
_SHORT_PERIOD = pattern_of(rf"(?<!\d){_SHORT_DATE}\s*[–—-]\s*{_SHORT_DATE}(?!\d)")
_NEAR = 5
"""A report compares itself with so many years at most."""
_OWN = pattern_of(r"\b(kommun|region|förbund)")


class UnknownUnit(ValueError):
    """A unit in square brackets that is none."""


class DistantDate(ValueError):
    """A date outside the years that a report can speak of."""


FIRST_YEAR, LAST_YEAR = 1900, 2199
"""Reports speak of no others, and a day, a month or a year can be added to each of these."""


def _day(parts: Iterable[str]) -> date:
    """The date of a year, a month and a day. Raises ``ValueError``."""
    year, month, day = (int(part) for part in parts)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise DistantDate(f"{year:04}-{month:02}-{day:02}")
    return date(year, month, day)


def date_mistake(problem: ValueError) -> str:
    """The key of the sentence that says what is wrong with a date."""
    return "data.distant-date" if isinstance(problem, DistantDate) else "data.impossible-date"


def read_date(text: str) -> date | None:
    """The date in ``2025-12-31``; None where the text has another form. Raises ``ValueError`` for 2025-02-30."""
    match = re.fullmatch(_DATE, text.strip())
    return _day(match.groups()) if match else None


def read_period(text: str) -> tuple[date, date] | None:
    """The first and last day of ``2025``, or of ``2025-01-01 – 2025-06-30``; None where the text has another form.

    Raises ``ValueError`` for an impossible date, or an end before the start.
    """
    stripped = text.strip()
    match = _PERIOD.fullmatch(stripped)
    if match is not None:
        start, end = _day(match.groups()[:3]), _day(match.groups()[3:])
        if end < start:
            raise ValueError(stripped)
        return start, end
    if re.fullmatch(r"(?:19|20)\d{2}", stripped):
        return date(int(stripped), 1, 1), date(int(stripped), 12, 31)
    return None


def is_period(text: str) -> bool:
    """Whether a text is a date, a year or a period, alone or with the words of a column head ("budget 2025")."""
    try:
        if read_period(text) is not None or read_date(text) is not None:
            return True
    except ValueError:
        return False
    return _YEAR.search(text) is not None


def read_columns(heads: list[str], report_end: date) -> tuple[Column, ...]:
    """The columns behind printed heads. A budget or deviation without a year is for the year printed before it.

    In "Bokslut 2024 | Budget | Utfall" of 2025 it is for the report's own: there would be two outcomes of 2024.
    Raises ``ValueError`` with the head for an impossible date, ``UnknownUnit`` for an unknown unit in brackets.
    """
    columns = _read_in_order(heads, report_end, carried=True)
    dated = {_shows(c) for c in columns if _says_year(c.head)}
    twice = [c.head for c in columns if _shows(c) in dated and c.kind + c.side and not _says_year(c.head)]
    if twice and not any(str(report_end.year) in head for head in heads):
        columns = _read_in_order(heads, report_end, carried=False)
    over = [_runs_over_years(column, columns) for column in columns]
    whole = [any(over) and _WHOLE_PROJECT.match(column.head.lower()) is not None for column in columns]
    return tuple(_of_all_years(c) if a or b else c for c, a, b in zip(columns, over, whole, strict=True))


def _says_year(head: str) -> bool:
    return _YEAR.search(head) is not None or _LAST_YEAR.search(head.lower()) is not None


def _shows(column: Column) -> tuple[object, ...]:
    return column.kind or "utfall", column.side or "netto", column.end, column.whose


def _read_in_order(heads: list[str], report_end: date, *, carried: bool) -> list[Column]:
    """The columns behind heads; ``carried``: one without a year is for the year printed before it, else for the report's."""
    columns: list[Column] = []
    year: int | None = None
    planned = any("budget" in head.lower() or "utfall" in head.lower() for head in heads)
    beside_group = any(is_group(head) for head in heads)
    for index, head in enumerate(heads):
        if is_note_column(head):
            columns.append(Column(index, head))
            continue
        column = _read_column(index, head, year, report_end, planned)
        if beside_group and column.end is None and (is_group(head) or _OWN.search(head.lower())):
            column = column._replace(start=date(report_end.year, 1, 1), end=date(report_end.year, 12, 31))
        if column.end is not None and carried:
            year = column.end.year
        columns.append(column._replace(whose="koncern") if is_group(head) else column)
    return columns


def year_before(day: date) -> date:
    """The same day a year before; of 29 February the 28th."""
    return day.replace(year=day.year - 1, day=28) if (day.month, day.day) == (2, 29) else day.replace(year=day.year - 1)


def _last_of_month(year: int, month: int) -> date:
    return (date(year, month, 28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


def _year_and_month(head: str, report_end: date) -> date | None:
    """The end of the period in a head that closes with year and month in four digits, where that month is the report's own."""
    found = _SHORT.search(head)
    if found is None or _YEAR.search(head) or int(found[2]) != report_end.month:
        return None
    end = _last_of_month(2000 + int(found[1]), report_end.month)
    return end if abs(end.year - report_end.year) <= _NEAR else None


def _own_month(words: str, kind: str, report_end: date) -> re.Match[str] | None:
    """The month among the words of a head, where it is the report's own: "Utfall april 2024". A forecast made then is no less
    one of the year.
    """
    found = _UP_TO_MONTH.search(words) if kind != "prognos" else None
    return found if found is not None and _MONTHS.index(found[1][:3]) + 1 == report_end.month else None


def _runs_over_years(column: Column, columns: list[Column]) -> bool:
    """Whether a column adds up more than the year that another column shows: "Ackumulerat utfall", "Utfall t.o.m. 2023"."""
    if _UP_TO_YEAR.match(column.head.lower()):
        return any(c.kind == column.kind and not _UP_TO_YEAR.match(c.head.lower()) for c in columns)
    return _ACCUMULATED.match(column.head.lower()) is not None and any(
        (c.kind, c.side, c.end) == (column.kind, column.side, column.end) and not _ACCUMULATED.match(c.head.lower())
        for c in columns
    )


def _of_all_years(column: Column) -> Column:
    return column._replace(kind="", side="", start=None, end=None)


def is_group(text: str) -> bool:
    """Whether a head, or the name of a table, speaks of the whole group ("Koncernen 2025", "Sammanställda räkenskaper")."""
    return _GROUP.search(text.lower()) is not None


def _read_column(index: int, head: str, year: int | None, report_end: date, planned: bool) -> Column:
    unit = None
    bracket = _UNIT.search(head)
    printed = head
    if bracket is not None:
        unit = find_unit(bracket[1])
        if unit is None:
            raise UnknownUnit(bracket[1])
        printed = head[: bracket.start()].strip()
    stock = _STOCK.fullmatch(printed)
    try:
        if stock is not None:
            day = _day(stock.groups())
            return Column(index, printed, end=day, unit=unit, nature="stock")
        inside = _PERIOD.search(_SHORT_PERIOD.sub(r"20\1-\2-\3 – 20\4-\5-\6", printed))  # "240101–241231"
        period = read_period(inside[0] if inside else printed)
    except ValueError as problem:
        raise type(problem)(head) from None
    words = printed.lower()
    kind = next((name for name, signs in _KINDS.items() if any(sign in words for sign in signs)), "")
    if planned and kind in ("", "utfall") and _ASSESSED.search(words):  # beside a budget; else it is a judgement
        kind = "prognos"
    if planned and _LEFT.match(words):
        kind = "avvikelse"
    side = next((name for name, signs in _SIDES.items() if any(sign in words for sign in signs)), "")
    if period is None:
        dated = re.search(_DATE, printed)
        if dated is not None:  # "Utfall 2025-06-30" is the period up to that day
            try:
                day = _day(dated.groups())
            except ValueError as problem:
                raise type(problem)(head) from None
            if not kind and not side:  # "Kommunen 2025-12-31" is that day
                return Column(index, printed, end=day, unit=unit, nature="stock")
            return Column(index, printed, kind, side, date(day.year, 1, 1), day, unit)
        short = _year_and_month(printed, report_end)
        if short is not None:  # "Utfall 2304" is up to April 2023
            return Column(index, printed, kind, side, date(short.year, 1, 1), short, unit)
        found = _YEAR.search(printed)
        said = int(found[1]) if found else None
        if said is None and (kind or side):
            said = report_end.year - 1 if _LAST_YEAR.search(words) else year or report_end.year
        if said is None:
            return Column(index, printed, unit=unit)
        months = _MONTH_RANGE.search(words) or _MONTH_YEAR.fullmatch(words) or _own_month(words, kind, report_end)
        if months is not None:
            month = _MONTHS.index(months[1][:3]) + 1
            period = date(said, 1, 1), _last_of_month(said, month)
        elif re.search(_HALF, words):
            period = date(said, 1, 1), date(said, 6, 30)
        elif not kind and not side and not re.fullmatch(r"(?:år\s*)?\d{4}", printed, re.IGNORECASE):
            # A year among other words ("Kvinnor 2021") is still that year.
            return Column(index, printed, unit=unit, start=date(said, 1, 1), end=date(said, 12, 31))
        else:
            period = date(said, 1, 1), date(said, 12, 31)
        nature = ""
    else:
        nature = "flow" if inside else ""
    return Column(index, printed, kind, side, period[0], period[1], unit, nature)
