"""What the pages show, as plain values: the doubted spots of a document, each beside the page that it stands on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import NamedTuple

from finsam_audit.cli.web.corrections import BLANK, CONFIRMED, Spot, Typed, corrected
from finsam_audit.cli.web.dropped import Dropped, has_pictures
from finsam_audit.documents.layout import Extract
from finsam_audit.documents.overlay import cut, sheet
from finsam_audit.messages import Message


class Asked(NamedTuple):
    """A spot with its field: what stands in it, whether a person has said so, and what is wrong with it.

    ``ticked``: that it is right as it was read. ``picture`` is the piece of the page as markup.
    """

    spot: Spot
    text: str
    settled: bool
    ticked: bool
    wrong: Message | None
    picture: str


class Group(NamedTuple):
    """The spots of one table on one page: those to look at, and the others."""

    title: str
    doubted: tuple[Asked, ...]
    others: tuple[Asked, ...]


class Sheet(NamedTuple):
    """A page of the document: its drawing as markup, and its spots."""

    number: int
    drawing: str
    groups: tuple[Group, ...]


class Tally(NamedTuple):
    """How far a person has come: spots to look at, those settled and those left, and corrections in all."""

    doubted: int
    left: int
    corrected: int
    pages: tuple[int, ...]


def tally(dropped: Dropped) -> Tally:
    """How far a person has come with a report."""
    doubted = [spot for spot in dropped.spots if spot.doubted]
    left = sum(spot.name not in dropped.typed for spot in doubted)
    return Tally(len(doubted), left, len(dropped.typed), tuple(sorted({spot.page for spot in dropped.spots if spot.page})))


def asked_of(dropped: Dropped, form: Typed, wrong: Mapping[str, Message]) -> dict[int, list[Asked]]:
    """The fields of a report by their pages; page 0 has those of no page: whose report it is, all of a data file.

    ``form`` is what was sent and not taken, with what is ``wrong`` with it.
    """
    by_page: dict[int, list[Asked]] = {}
    drawn = has_pictures(dropped)
    for spot in dropped.spots:
        by_page.setdefault(spot.page, []).append(_asked(spot, dropped, form, wrong, drawn))
    return by_page


def sheets(dropped: Dropped, by_page: Mapping[int, list[Asked]], one: int | None, link: str) -> Iterator[Sheet]:
    """The pages with doubted spots, or ``one`` page; ``link`` is the address of a picture without its number."""
    extract = dropped.extract
    if extract is None:
        return
    drawn = has_pictures(dropped)
    now = corrected(extract, dropped.typed)
    for page in dropped.pages:
        asked = by_page.get(page.number, [])
        if page.number == one or (one is None and any(each.spot.doubted for each in asked)):
            href = f"{link}{page.number}.png" if drawn else None
            yield Sheet(page.number, "".join(sheet(page, href, now.tables)), tuple(_groups(extract, asked)))


def _asked(spot: Spot, dropped: Dropped, form: Typed, wrong: Mapping[str, Message], drawn: bool) -> Asked:
    typed = dropped.typed.get(spot.name, spot.text)
    text = form.get(spot.name, "" if typed == BLANK else typed)
    shown = drawn and spot.box is not None and (spot.kind == "figure" or spot.doubted)
    picture = cut(spot.box, spot.page, spot.text) if shown and spot.box is not None else ""
    settled = spot.name in dropped.typed
    ticked = spot.name + CONFIRMED in form if form else settled and text == spot.text
    return Asked(spot, text, settled, ticked, wrong.get(spot.name), picture)


def _groups(extract: Extract, asked: list[Asked]) -> Iterator[Group]:
    for at, own in groupby(asked, key=lambda one: one.spot.table):
        each = list(own)
        doubted = tuple(one for one in each if one.spot.doubted or one.wrong)
        yield Group(extract.tables[at].title, doubted, tuple(one for one in each if one not in doubted))
