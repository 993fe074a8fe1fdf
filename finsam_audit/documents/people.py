"""Who signs, who sits on the board and who audits, and the dates of it, where the pages show them plainly."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from finsam_audit.documents.layout import Line, Piece
from finsam_audit.documents.prose import folded
from finsam_audit.documents.said import Told
from finsam_audit.documents.worded import word_tables

_NAME = re.compile(r"[A-ZÅÄÖÉ][\w’'.-]*(?: (?:von|af|de|[A-ZÅÄÖÉ][\w’'.-]*)){1,3}")
_FUNCTION = re.compile(
    r"(?:vice ?)?ordf\w{1,3}rande|ledamot|ersattare|suppleant|forbundschef|(?:1|2|forste|andre):?e? vice ordforande"
)
_APPOINTED = re.compile(r"^(?:(?P<who>[^,]+), )?utsedd av (?P<whom>[^,()]+)$")
_SIGNING = re.compile(r"(?:\d+\.? ?)?styrelsens (?:underskrift(?:er)?|undertecknande)|\d+\.? ?underskrift(?:er)?")
_AUDITORS_SIGN = re.compile(r"(?:\d+\.? ?)?revis(?:ionens|orernas|orers) (?:underskrift|undertecknande)\w*")
_SECTION = re.compile(r"\d{1,2}\.? [A-ZÅÄÖ]|(?:not|bilaga) \d")
_NO_NAME = re.compile(r"namn|fortydligande|datum|ordforande|ledamot|revisor|styrelse|kommun\b|region\b", re.IGNORECASE)

_MONTHS = ("januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september", "oktober", "november",
           "december")  # fmt: skip
_DAY = rf"(?:(?P<iso>(?:19|20)\d\d-\d\d-\d\d)|(?P<day>\d{{1,2}}) (?P<month>{'|'.join(_MONTHS)}) (?P<year>(?:19|20)\d\d))"
_DECIDED = re.compile(
    rf"\b(?:beslutad|faststalld|godkand|antagen|beslutades|faststalldes|godkandes) (?:av|vid) styrelse\w*(?: den)?:? {_DAY}$"
    r"|\bstyrelsen (?:beslutade om|faststallde|godkande|antog) (?:denna )?arsredovisning\w*(?: for 20\d\d)?(?: den)? "
    + _DAY.replace("P<", "P<x")
)
_OTHER_DECISION = re.compile(r"budget|plan\b|protokoll|riktlinje|policy|arbetsordning")
_BUDGET = re.compile(rf"\bbudget\w*(?: for(?: ar)? 20\d\d)? (?:beslutades|faststalldes|antogs) av styrelsen(?: den)? {_DAY}")
_SIGNED = re.compile(rf"(?:[a-z]+(?: och [a-z]+)?,?|datum:|ort och datum:) (?:den )?{_DAY}\.?")


_MEMBERS = {
    "name": re.compile(r"namn|ledamot|person"),
    "whom": re.compile(r"organisation|representerar|huvudman|medlem|part|uppdragsgivare|utsedd av|kommun/organisation"),
    "function": re.compile(r"roll|funktion|uppdrag|befattning|post"),
}


class People(NamedTuple):
    """The lines of the data file's lists, and its dates."""

    board: tuple[Told, ...] = ()
    auditors: tuple[Told, ...] = ()
    signatures: tuple[Told, ...] = ()
    dates: tuple[tuple[str, Told], ...] = ()


def people_of(pages: Sequence[Sequence[Line]]) -> People:
    """Who and when. A list of which one line is not understood is left out whole."""
    lines = [line for page in pages for line in page]
    signing = list(_section(lines, _SIGNING))
    auditing = list(_section(lines, _AUDITORS_SIGN))
    signatures, auditors = _signed(signing), _auditors(auditing)
    both = tuple(_with_function(one) for one in auditors) if signatures else ()
    return People(
        _board_table(pages) or _board(lines), auditors, (*signatures, *both), tuple(_dates(lines, [*signing, *auditing]))
    )


def _with_function(auditor: Told) -> Told:
    return auditor._replace(text=f"{auditor.text} | Revisor") if auditor.text.count("|") == 1 else auditor


def _section(lines: Sequence[Line], heading: re.Pattern[str]) -> Iterator[Line]:
    """The lines under the last heading of a kind, to the next numbered one."""
    starts = [n for n, line in enumerate(lines) if heading.fullmatch(folded(line.text))]
    for line in lines[starts[-1] + 1 :] if starts else ():
        if _SECTION.match(line.text) or _AUDITORS_SIGN.match(folded(line.text)) or re.match(r"revisorerna", folded(line.text)):
            return
        yield line


def is_name(text: str) -> bool:
    """Whether a text is the name of a person: two to four words with capitals."""
    return _NAME.fullmatch(text) is not None and not _NO_NAME.search(folded(text))


def _above(lines: Sequence[Line], at: int, piece: Piece, index: int) -> str:
    """The name printed on the line above a piece, at the same place; "" where none is."""
    if at == 0:
        return ""
    pieces = lines[at - 1].pieces
    near = [one for one in pieces if abs(one.left - piece.left) < 2.5 * piece.size]
    same = near or ([pieces[index]] if len(pieces) == len(lines[at].pieces) else [])
    return same[0].text if len(same) == 1 and is_name(same[0].text) else ""


def _signed(lines: Sequence[Line]) -> tuple[Told, ...]:
    """Names with the function under each; none where a name is left without one."""
    found: list[Told] = []
    names = [piece.text for line in lines for piece in line.pieces if is_name(piece.text)]
    for at, line in enumerate(lines):
        for index, piece in enumerate(line.pieces):
            if _FUNCTION.fullmatch(folded(piece.text)):
                name = _above(lines, at, piece, index)
                if not name:
                    return ()
                found.append(_told(f"{name} | | {_function(piece.text)}", lines[at - 1]))
    return tuple(found) if len(found) == len(names) else ()


def _auditors(lines: Sequence[Line]) -> tuple[Told, ...]:
    found: list[Told] = []
    for at, line in enumerate(lines):
        for index, piece in enumerate(line.pieces):
            if not re.search(r"\butsedd av\b", folded(piece.text)):
                continue
            appointed = _APPOINTED.match(folded(piece.text))
            name = _above(lines, at, piece, index)
            if not name or appointed is None:
                return ()
            start, end = appointed.span("whom")
            whom = piece.text[start:end].strip()
            who = piece.text[: appointed.end("who")].strip() if appointed["who"] else ""
            found.append(_told(" | ".join(part for part in (name, _small(whom), who) if part), lines[at - 1]))
    return tuple(found)


def _told(text: str, line: Line) -> Told:
    return Told(text, line.page, line.source_line)


def _function(text: str) -> str:
    """A function as the data file spells it, however text recognition saw its letters."""
    words = folded(text)
    if "ordf" in words:
        return "Ordförande" if words.startswith("ordf") else "Vice ordförande"
    return "Ersättare" if words == "ersattare" else text.capitalize()


def _small(whom: str) -> str:
    return whom.lower() if whom.lower() in ("staten", "regionen", "kommunerna") else whom


def _board(lines: Sequence[Line]) -> tuple[Told, ...]:
    """The list of the board: lines of name, whom they represent, and function."""
    rows = [
        line
        for line in lines
        if len(line.pieces) == 3 and is_name(line.pieces[0].text) and _FUNCTION.fullmatch(folded(line.pieces[2].text))
    ]
    chaired = any(folded(row.pieces[2].text).startswith("ordf") for row in rows)
    told = tuple(
        _told(f"{name.text} | {whom.text} | {_function(what.text)}", row) for row in rows for name, whom, what in [row.pieces]
    )
    return told if chaired and len(rows) > 2 else ()


def _board_table(pages: Sequence[Sequence[Line]]) -> tuple[Told, ...]:
    """The list of the board where it is set as a table with heads; none where a row is no name with a function."""
    found: list[Told] = []
    for rows in (rows for page in pages for rows in word_tables(page, _MEMBERS, tuple(_MEMBERS))):
        for cells, line in rows:
            if not is_name(cells["name"]) or not _FUNCTION.fullmatch(folded(cells["function"])):
                return ()
            found.append(_told(f"{cells['name']} | {cells['whom']} | {_function(cells['function'])}", line))
    return tuple(found) if len(found) > 2 and any("| Ordförande" in one.text for one in found) else ()


def _dates(lines: Sequence[Line], signing: Sequence[Line]) -> Iterator[tuple[str, Told]]:
    texts = [(line, folded(line.text)) for line in lines]
    for key, pattern in (("decided", _DECIDED), ("budget decided", _BUDGET)):
        about = texts if key != "decided" else [(line, text) for line, text in texts if not _OTHER_DECISION.search(text)]
        days = [_told(_date(found), line) for line, text in about for found in [pattern.search(text)] if found]
        if len({day.text for day in days}) == 1 and days[0].text:
            yield key, days[0]
    signed = [_told(_date(found), line) for line in signing for found in [_SIGNED.fullmatch(folded(line.text))] if found]
    if signed and all(day.text for day in signed):
        yield "signed", max(signed, key=lambda day: day.text)


def _date(found: re.Match[str]) -> str:
    """The date that a pattern found, as a data file holds it; "" for one that is none."""
    from datetime import date

    groups = {name.removeprefix("x"): value for name, value in found.groupdict().items() if value}
    try:
        if "iso" in groups:
            return date.fromisoformat(groups["iso"]).isoformat()
        return date(int(groups["year"]), _MONTHS.index(groups["month"]) + 1, int(groups["day"])).isoformat()
    except (KeyError, ValueError):
        return ""
