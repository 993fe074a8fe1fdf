"""Whose report it is and for which period, from what the pages print."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from finsam_audit.accounts.words.entities import UNKNOWN
from finsam_audit.documents.layout import Facts, Line, PrintedTable
from finsam_audit.messages import Message, message

_DATE = r"(?:19|20)\d\d-\d\d-\d\d"
_PERIOD = re.compile(rf"({_DATE}) – ({_DATE})")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_NAME = r"(?:(?<!\w{3}\.) (?!Årsredovisning|Delårsrapport|Org)(?:[A-ZÅÄÖ][\wåäöé/.:-]*|och|i|av|för|på))*"
"""What goes on after the first word of a name; a full stop ends it."""
_ENTITY = re.compile(
    r"\b((?:Samordningsförbund(?:et)?|Kommunalförbund(?:et)?|FINSAM|Finsam|Bostadsrättsförening(?:en)?|Brf|BRF|HSB|Stiftelsen)"
    rf"{_NAME})"
)
_PUBLIC = re.compile(rf"^(Region{_NAME}|[A-ZÅÄÖ][\wåäöé-]+ (?:kommun|stad))\b")  # a name, but also that of a member
OTHER = "annan"  # a company, a housing association, a foundation: what is LKBR's own is not held against it
_LAW = re.compile(r"2018:597|lag(?:en)? om kommunal bokföring", re.IGNORECASE)
_FINSAM = re.compile(  # other associations have members and their contributions too
    r"samordningsförbund|finsam|försäkringskass|driftbidrag från staten|individ\w* ?insatser|strukturövergripande",
    re.IGNORECASE,
)
_COMMON = re.compile(
    r"(?:samordnings|kommunal)?förbund(?:et)?$|finsam$|brf$|hsb$|stiftelse|bostadsrätts|region$|kommun$|och$|i$|av$|för$|på$"
)
_NUMBER = re.compile(r"\b(\d{6}[-–]\d{4})\b")
_ORGANISATIONS = (("samordningsförbund", r"samordningsförbund|finsam"), ("kommunalförbund", r"kommunalförbund"),
                  ("region", r"^region "), ("kommun", r"kommun$|stad$"))  # fmt: skip


def facts_of(lines: Sequence[Line], furniture: Sequence[Line], tables: Sequence[PrintedTable]) -> Facts:
    """Who and when. What is not found is assumed, and told."""
    assumed: list[Message] = []
    texts = [line.text for line in (*furniture, *lines)]
    entity = _entity([p.text for line in (*furniture, *lines) for p in line.pieces])
    if not entity:
        entity = UNKNOWN
        assumed.append(message("document.no-entity"))
    interim = _is_interim(texts, tables)
    period = _period(tables, interim, texts)
    if not period:
        period = "2000"
        assumed.append(message("document.no-period", period=period))
    organisation = organisation_of(entity)
    if entity == UNKNOWN and any(_FINSAM.search(text) for text in texts):
        organisation = "samordningsförbund"
    elif organisation == OTHER and any(_LAW.search(text) for text in texts):
        organisation = "kommunalförbund"
    number = next((found[1].replace("–", "-") for text in texts if (found := _NUMBER.search(text))), "")
    return Facts(entity, period, organisation, number, "interim report" if interim else "annual report", tuple(assumed))


def organisation_of(entity: str) -> str:
    """What kind of organisation a name says that it is; ``annan`` where it does not say."""
    return next((name for name, pattern in _ORGANISATIONS if re.search(pattern, entity.lower())), OTHER)


def _entity(texts: Sequence[str]) -> str:
    """The name that the pages print most; of those alike the longest. A kommun or region is named at the start."""
    found = _most(found[1] for text in texts for found in _ENTITY.finditer(text) if " " in found[1]) or _most(
        found[1] for text in texts[:30] if (found := _PUBLIC.match(text)) is not None and len(text) < 60
    )
    own, base = found.split(), found.removesuffix("s")  # "Finsam Ekbys årsredovisning": where the pages know the place itself
    if own and own[-1].endswith("s") and any(re.search(rf"\b{re.escape(own[-1][:-1])}\b", text) for text in texts):
        return base
    return found


def _most(names: Iterable[str]) -> str:
    """The name printed most, or the longest that is printed half as often and shares a place with it; "" where two vie."""
    times = Counter(re.sub(r"(?: (?:och|i|av|för|på))+$", "", name).strip(" .:") for name in names)
    if not times:
        return ""
    best = max(times.values())
    first = [name for name in times if times[name] == best]
    if any(not _places(first[0]) & _places(name) for name in first):
        return ""
    return max(
        (name for name in times if 2 * times[name] >= best and _places(name) & _places(first[0])),
        key=lambda name: (len(name), times[name]),
    )


def _places(name: str) -> set[str]:
    """The words of a name besides those that many have; where it has no other, all of them."""
    words = [word.removesuffix("s").lower() for word in re.findall(r"[\w:]+", name)]
    return {word for word in words if not _COMMON.match(word)} or set(words)


def _is_interim(texts: Sequence[str], tables: Sequence[PrintedTable]) -> bool:
    periods = [found for table in tables for head in table.heads[:1] if (found := _PERIOD.search(head))]
    if periods:
        return not periods[0][2].endswith("12-31")
    return any(re.search(r"delårsrapport|halvårsrapport|delårsbokslut", text, re.IGNORECASE) for text in texts[:40])


def _period(tables: Sequence[PrintedTable], interim: bool, texts: Sequence[str]) -> str:
    """The report's own period: the latest year that heads of the statements show."""
    statements = [t for t in tables if t.kind in ("resultaträkning", "balansräkning", "kassaflödesanalys")] or list(tables)
    periods = [
        (found[2], found[1]) for t in statements for head in t.heads if (found := _PERIOD.search(head)) and found[1] < found[2]
    ]
    if periods:
        end, start = max(periods)
        return f"{start} – {end}"
    years = Counter(found[0] for t in statements for head in t.heads for found in [_YEAR.search(head)] if found)
    if years:
        year = max(years)
        days = [d for t in statements for head in t.heads for d in re.findall(_DATE, head) if d.startswith(year)]
        if interim and days:
            return f"{year}-01-01 – {max(days)}"
        return f"{year}-01-01 – {year}-12-31"
    said = [
        found[0]
        for text in texts[:60]
        for found in [re.search(r"årsredovisning\w*\s+(?:för\s+)?((?:19|20)\d\d)", text, re.I)]
        if found
    ]
    found = _YEAR.search(said[0]) if said else None
    return f"{found[0]}-01-01 – {found[0]}-12-31" if found else ""
