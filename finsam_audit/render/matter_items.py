"""What a matter is told with: its findings one by one, the amounts that should stand, the places."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from itertools import groupby
from typing import NamedTuple

from finsam_audit.controls.outcome import Matter, Outcome
from finsam_audit.messages import Message, message
from finsam_audit.page.model import Figure, Place
from finsam_audit.render.arithmetic import is_lined, worked_out
from finsam_audit.render.language import amount, say
from finsam_audit.render.quotes import has_several, in_quotes, quote_of, short_quote
from finsam_audit.render.sentence import either, sentence
from finsam_audit.render.shown import (
    OWN_WORDS,
    amount_of,
    as_shown,
    decimals_of,
    held_against,
    lead_of,
    row_name,
)
from finsam_audit.render.where import beside, lines_words

MOST = 4
"""So many findings of a matter are told; the rest are counted."""
_DOUBTED = 3
"""So many doubted amounts are told."""
_OF_COLUMN = 30
BULLET = "· "
"""Before each of several things, on a line of its own."""
_ONE_LINE = 160
"""So long a matter is told in one sentence; a longer one with each of its things on a line of its own."""
_OF_TWO_PLACES = ("tie", "note", "claim")
CUT_MANY = "rounding.cut-many"
"""A finding of several amounts."""


class Told(NamedTuple):
    """A matter in words: what it is, its things one by one, and, a sentence a line, what is said of them all.

    A ``lead`` that is a sentence by itself is followed by sentences; one that is not, by pieces that make it one. Things
    that stand ``apart``, on other lines of the report than the matter, are not told in one line.
    """

    lead: str
    items: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    apart: bool = False

    def each(self, change: Callable[[str], str]) -> Told:
        """The same with all its words changed so."""
        return Told(change(self.lead), tuple(map(change, self.items)), tuple(map(change, self.after)), self.apart)

    @property
    def sentence(self) -> str:
        """All of it in running words."""
        whole = self.lead.endswith(".")
        listed = " ".join(self.items) if whole else "; ".join(self.items).replace("; …", " …") + "."
        after = [
            part
            for in_list, run in groupby(self.after, key=lambda part: part.startswith(BULLET))
            for part in _run(run, in_list)
        ]
        return " ".join(part for part in (self.lead, listed if self.items else "", *after) if part)

    @property
    def lines(self) -> tuple[str, ...]:
        """What a reader takes in at one look: one sentence, or each thing on its own line."""
        if not self.items or (len(self.sentence) <= _ONE_LINE and not self.apart):
            return (self.sentence,)
        if self.lead.endswith("."):
            return (self.lead, *self.items, *self.after)
        if len(self.items) == 1:
            return (self._replace(after=()).sentence, *self.after)
        return (
            self.lead if self.lead.endswith(":") else f"{self.lead}:",
            *(f"{BULLET}{item}" for item in self.items),
            *self.after,
        )


def _run(parts: Iterable[str], listed: bool) -> list[str]:
    """Sentences as they are, things of a list as one piece of running text."""
    return [f"{'; '.join(part.removeprefix(BULLET) for part in parts)}."] if listed else list(parts)


class Thing(NamedTuple):
    """One of the things of a matter: what it says, and where it stands."""

    text: str
    place: Place | None = None


def list_of(
    told: Message, things: Sequence[Thing], language: str, most: int = MOST, after: str = "", at: Place | None = None
) -> Told:
    """Things under what is common to them, each with its line where not all stand on that of the matter (``at``), and how
    many more there are."""
    lines = [lines_words([thing.place], language) for thing in things]
    apart = any(line and line != lines_words([at], language) for line in lines)
    items = [f"{line}: {thing.text}" if apart and line else thing.text for line, thing in zip(lines, things, strict=True)]
    shown = items if len(items) <= most + 1 else items[:most]
    if len(shown) < len(items):
        more = say(message("matter.and-more", count=len(items) - len(shown)), language)
        where = lines_words((thing.place for thing in things[most:]), language) if apart else ""
        shown = [*shown, f"… {more}{f' ({where})' if where else ''}"]
    return Told(say(told, language), tuple(shown), (after,) if after else (), apart)


def pair(outcome: Outcome, language: str) -> str:
    """A finding as one of several: what it is of, and the two amounts."""
    figure = lead_of(outcome)
    if figure is None or outcome.told.key == CUT_MANY:
        return sentence(outcome, language).rstrip(".")
    if outcome.about == "misprint":
        return _misprint(figure, language)
    if outcome.computed is None or outcome.stated is None:
        return sentence(outcome, language).rstrip(".")
    row = _quoted(figure, language)
    if figure.table not in OWN_WORDS:
        row = _in_column(row, outcome.column or figure.column, language)
    if (told := two_places(outcome, language)) is not None:
        return told
    if "answers" in outcome.told.args:
        stated, args = _shown("stated", outcome, language), outcome.told.args
        fewer = message("matter.impossible-fewer", count=args["answered"]) if "answered" in args else ""
        return say(message("matter.impossible", row=row, stated=stated, answers=args["answers"], fewer=fewer), language)
    said = figure.table == "claims" and amount(figure.value, "", language, figure.decimals) in row
    key = "matter.pair-said" if said else "matter.pair"
    row = f"{_shown('stated', outcome, language)} ({row})" if said and has_several(row) else row
    held = _shown("computed", outcome, language) if said else against(outcome, language)
    each = said and is_lined(outcome, language)
    summed = "" if outcome.about != "claim" else worked_out(outcome, language, each)
    if said and summed:
        held = f"{summed} = {held}"
        if each and " (" in summed:
            return say(message(key, row=row, against=held), language)
    others, in_table = held_against(outcome), figure.table not in OWN_WORDS
    if in_table and any(other.table == figure.table for other in others):  # worked out beside it
        held = _worked_out(outcome, language) if outcome.habit == "cut" else held
        return say(message(key, row=row, against=held), language)
    return say(message(key, row=row, against=held), language) + beside(others, language, table=in_table)


def _worked_out(outcome: Outcome, language: str) -> str:
    """ "-5 %, uträknat -5,88 %"."""
    stated, computed = (_shown(name, outcome, language) for name in ("stated", "computed"))
    return say(message("matter.worked-out", stated=stated, computed=computed), language)


def _in_column(row: str, column: str, language: str) -> str:
    """A row with its column: a date or a year after it, a heading of many words in a parenthesis; a year after a question."""
    if len(column) <= _OF_COLUMN:
        return f"{row} {column}".rstrip()
    return f"{in_quotes(short_quote(column), language)} {row}" if row.isdecimal() else f"{row} ({short_quote(column)})"


def two_places(outcome: Outcome, language: str) -> str | None:
    """A figure of one table held against those of one other: what stands in either; None for any other finding."""
    figure = lead_of(outcome)
    tables = {figure.table for figure in outcome.printed} - {figure.table if figure else ""}
    stated, computed = (_shown(name, outcome, language) for name in ("stated", "computed"))
    if figure is None or len(tables) != 1 or not computed or {figure.table, *tables} & OWN_WORDS.keys():
        return None
    if not outcome.is_one_fact and outcome.about != "note":
        return None
    row = _in_column(_quoted(figure, language), outcome.column or figure.column, language)
    told = message("matter.two-places", row=row, stated=stated, table=figure.table, computed=computed, other=tables.pop())
    return say(told, language) + beside(held_against(outcome), language, table=False)


def _misprint(figure: Figure, language: str) -> str:
    """A number as it is printed, where, and how it is read."""
    every = tuple(dict.fromkeys((figure.value, *figure.readings)))
    ways = tuple(amount(value, figure.unit.name, language, figure.decimals) for value in every)
    read = message("matter.misprint-either" if len(ways) > 1 else "matter.misprint-read", read=either(ways, language))
    return say(message("matter.misprint", printed=figure.printed, read=read), language)


def elsewhere(lead: Outcome, others: Sequence[Outcome], language: str) -> list[Thing]:
    """The other columns or rows of the same thing: what stands, and what it is held against."""
    first = lead_of(lead)
    items: list[Thing] = []

    def elsewhere_in(outcome: Outcome) -> tuple[bool, bool]:
        figure = lead_of(outcome)
        column = outcome.column or (figure.column if figure is not None else "")
        return column != (lead.column or (first.column if first is not None else "")), _row_of(outcome) != _row_of(lead)

    named = any(elsewhere_in(outcome)[1] for outcome in others)
    for outcome in sorted(others, key=elsewhere_in):
        figure = lead_of(outcome)
        if figure is None or first is None:
            continue
        row, column = _quoted(figure, language), outcome.column or figure.column
        if elsewhere_in(outcome)[0] or not named:
            row = _in_column(row, column, language) if named else column
        row = f"{row}, {figure.table}" if figure.table != first.table and figure.table not in OWN_WORDS else row
        held = against(outcome, language)
        held += beside(held_against(outcome), language, table=False) if held and outcome.about in _OF_TWO_PLACES else ""
        text = say(message("matter.pair", row=row, against=held), language) if held else row
        items.append(Thing(text, figure.place))
    return items


def _row_of(outcome: Outcome) -> tuple[object, ...]:
    figure = lead_of(outcome)
    return (figure.table, figure.path, figure.row) if figure is not None else ()


def against(outcome: Outcome, language: str) -> str:
    """ "18 % mot 16 %"."""
    stated, computed = (_shown(name, outcome, language) for name in ("stated", "computed"))
    return say(message("matter.against", stated=stated, computed=computed), language) if computed else stated


def _shown(name: str, outcome: Outcome, language: str) -> str:
    """An amount of an outcome, or ""."""
    value, stated = as_shown(name, outcome), name == "stated"
    return "" if value is None else amount_of(value, outcome, language, decimals_of(outcome) if stated else 0, stated)


def changes_told(changes: Iterable[tuple[Figure, Decimal]], columns: bool, language: str, key: str = "change") -> list[Thing]:
    """The figures with what they are and should be (``change``), what they must (``change-to``) or what they become."""
    items: dict[str, Thing] = {}
    changes = list(changes)
    tables = {figure.table for figure, _ in changes}
    for figure, value in changes:
        row = row_name(figure, language)
        row = in_quotes(row, language) if figure.table in OWN_WORDS else row
        wanted = amount(value, figure.unit.name, language, figure.decimals)
        place = f" ({figure.column})" if columns and figure.column else ""
        row = row + place
        if len(tables) > 1 and figure.table not in OWN_WORDS:
            row = f"{say(message('tie.other', row=row, table=figure.table), language)}:"
        text = say(message(f"matter.{key}", row=row, amount=figure, wanted=wanted), language)
        items.setdefault(text, Thing(text, figure.place))
    return list(items.values())


def amounts_told(values: Sequence[tuple[Figure, Decimal]], language: str) -> tuple[str, ...]:
    """ "2 521 010 och 4 663 585 kr": the unit once, and the amount where it is the same."""
    values = values[:1] if len({(value, figure.unit) for figure, value in values}) == 1 else values
    last = len(values) - 1
    return tuple(
        amount(value, figure.unit.name if at == last else "", language, figure.decimals)
        for at, (figure, value) in enumerate(values)
    )


def _quoted(figure: Figure, language: str) -> str:
    """The row of a figure, short; a sentence of the text in quotes, with the number that it is quoted for."""
    if figure.table in OWN_WORDS:
        return in_quotes(quote_of(figure), language)
    asked = figure.row.endswith("?")
    return in_quotes(short_quote(figure.row), language) if asked else short_quote(row_name(figure, language))


def doubted(matter: Matter, found: Iterable[Outcome], language: str) -> str:
    """That figures on which a matter is as serious as it is may be misread, before all else; "" where they are not doubted."""
    weighty = [outcome for outcome in found if outcome.severity == matter.severity and outcome.arithmetic]
    figures = [used.figure for outcome in weighty if outcome.about != "misprint" for used in outcome.figures]
    misread = [figure for figure in figures if figure is not None and figure.doubtful]
    read = tuple(dict.fromkeys(amount(figure.value, figure.unit.name, language, figure.decimals) for figure in misread))
    items = read if len(read) <= _DOUBTED else message("matter.many-figures")
    return say(message("matter.doubtful", items=items), language) if read else ""
