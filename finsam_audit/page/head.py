"""The head of a data file: the period, the dates, the people."""

from __future__ import annotations

import re
from datetime import date

from finsam_audit.page import keys
from finsam_audit.page.bounds import PEOPLE
from finsam_audit.page.cells import read_amount
from finsam_audit.page.datafile import DataFile, place_of
from finsam_audit.page.heads import date_mistake, read_date, read_period
from finsam_audit.page.model import Limit, Person, Place
from finsam_audit.page.source import Node


def set_period(file: DataFile, node: Node | None) -> None:
    """Tell the file its own period, which the heads of its tables are read by."""
    if node is None:
        return
    text = file.text(node)
    try:
        period = read_period(text)
    except ValueError as problem:
        days = re.findall(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text)
        reversed_days = len(days) == 2 and days[1] < days[0]
        file.wrong(node, "data.reversed-period" if reversed_days else date_mistake(problem), found=text)
        return
    if period is None:
        file.wrong(node, "data.not-period", found=text)
        return
    file.start, file.end = period


def read_dates(file: DataFile, head: Node) -> tuple[dict[str, date], dict[str, tuple[str, Place]]]:
    """The dates of the report by their key, and the same as printed with their place."""
    dates: dict[str, date] = {}
    printed: dict[str, tuple[str, Place]] = {}
    for key in keys.REPORT_DATES:
        node = head.get(key)
        text, place = file.placed(node) if node is not None else ("", Place())
        if node is None or not text:
            continue
        try:
            day = read_date(text)
        except ValueError as problem:
            file.wrong(node, date_mistake(problem), found=text)
            continue
        if day is None:
            file.wrong(node, "data.not-date", found=text)
            continue
        dates[key] = day
        printed[key] = text, place
    return dates, printed


def read_people(file: DataFile, node: Node | None) -> tuple[Person, ...]:
    """A list of people: ``Name | whom they represent | function``."""
    people = []
    for text, place in file.texts(node):
        parts = [part.strip() for part in text.split("|")] + ["", ""]
        people.append(Person(parts[0], parts[1], parts[2], place))
    return tuple(people)


def read_limits(file: DataFile, node: Node | None) -> dict[str, Limit]:
    """The organisation's own limits: ``equity ceiling: 15 % @p4``."""
    if node is None or node.is_null:
        return {}
    if node.kind != "mapping":
        file.wrong(node, "data.not-mapping", where="limits")
        return {}
    file.bound(node, "list", len(node.items), PEOPLE)
    limits = {}
    for key, value in node.items:
        text = file.text(value)
        text, place = file.split_place(value, text) if "@" in text else (text, "")
        number = read_amount(file, value, text, None)
        if key is not None:
            limits[key.text] = Limit(number.value, number.unit, place_of(value, place))
    return limits
