"""Who gives what: the rows of a note on contributions whose giver the lexicon does not know.

"Örebro" is a kommun where the report lists Örebro kommun among its members. Where it does not, the amounts tell: by law the
state gives half, the region and the kommuner a quarter each (Lag 2003:1210, 5 §), and the rows that fill a quarter to the
krona are taken for it. That a report breaks the law is not said of one whose rows can be read so that it keeps it.
"""

from collections.abc import Iterable, Sequence
from itertools import combinations
from typing import NamedTuple

from finsam_audit.accounts.statement import Given, Statement
from finsam_audit.accounts.sums import gap, outermost
from finsam_audit.accounts.words.folding import fold
from finsam_audit.accounts.words.lexicon import Lexicon
from finsam_audit.page.model import Column, Row

STATE, REGIONS, KOMMUNER = "bidrag från staten", "bidrag från regioner", "bidrag från kommuner"
OTHER = "annat än medlemsbidrag"
AUTHORITIES = {"arbetsförmedlingen": "Arbetsförmedlingen", "försäkringskassan": "Försäkringskassan"}
MOST = 8
"""With more unknown rows than so, some of them fill a quarter by chance."""


class Member(NamedTuple):
    """A member as the report names it: its sort (staten, region, kommun) and what sets its name apart ("orebro").

    The state has two members, each with its own core: ``AUTHORITIES`` (Lag 2003:1210, 3 and 4 §§).
    """

    name: str
    sort: str
    core: str


def members(names: Iterable[str], lexicon: Lexicon) -> list[Member]:
    """The members that printed names tell of. "Staten", or both its authorities in one name, are two."""
    return [one for name in names for one in _members(name, lexicon)]


def authorities(text: str, lexicon: Lexicon) -> list[str]:
    """The authorities of the state that a text names; both where it speaks of the state and names neither."""
    if not lexicon.words["staten"].match(text):
        return []
    return [core for core in AUTHORITIES if lexicon.words[core].match(text)] or list(AUTHORITIES)


def _members(name: str, lexicon: Lexicon) -> list[Member]:
    found = authorities(name, lexicon)
    if found:
        return [Member(name if len(found) == 1 else AUTHORITIES[core], "staten", core) for core in found]
    sort = "region" if lexicon.words["region"].match(name) else "kommun"
    core = " ".join(word for word in fold(name).split() if not lexicon.words["medlemmens sort"].match(word))
    return [Member(name, sort, core[:-1] if core.endswith("s") and sort == "kommun" else core)]


def contributors(seen: Statement, given: Given) -> Statement:
    """A note on contributions with the rows named whose giver the lexicon does not know, where the state gives any in it."""
    if seen.kind != "not":
        return seen
    concepts = given.lexicon.kinds[seen.kind].concepts
    return seen.called((row, concepts[name]) for row, name in _unnamed(seen, given))


def _unnamed(seen: Statement, given: Given) -> list[tuple[Row, str]]:
    rows = [row for row in outermost(seen.table.rows) if seen.role(row) == "detail"]
    gifts = {name: [row for row in rows if seen.concept_name(row) == name] for name in (STATE, REGIONS, KOMMUNER)}
    others = given.lexicon.words[OTHER]
    unknown = [row for row in rows if seen.concept(row) is None and not others.match(row.label)] if gifts[STATE] else []
    if not unknown:
        return []
    found = _by_name(unknown, members(given.report.members, given.lexicon))
    for row, name in found:
        gifts[name].append(row)
    for name in (REGIONS, KOMMUNER):
        taken = {row.number for row, _ in found}
        rest = [row for row in unknown if row.number not in taken]
        found += [(row, name) for row in _that_fill(seen.columns, gifts[STATE], gifts[name], rest)]
    return found


def _by_name(rows: Sequence[Row], known: Sequence[Member]) -> list[tuple[Row, str]]:
    """The rows that name one member and no other."""
    found = []
    for row in rows:
        label = f" {fold(row.label)} "
        named = {one.sort for one in known if one.sort != "staten" and one.core and f" {one.core}" in label}
        if len(named) == 1:
            found.append((row, REGIONS if named == {"region"} else KOMMUNER))
    return found


def _that_fill(columns: Sequence[Column], state: Sequence[Row], given: Sequence[Row], rest: Sequence[Row]) -> list[Row]:
    """The rows that bring what is given up to half of what the state gives, in every column that has it."""
    if len(rest) > MOST or _fills(columns, state, given):
        return []
    choices = (list(rows) for count in range(1, len(rest) + 1) for rows in combinations(rest, count))
    return next((rows for rows in choices if _fills(columns, state, [*given, *rows])), [])


def _fills(columns: Sequence[Column], state: Sequence[Row], given: Sequence[Row]) -> bool:
    judged = False
    for column in columns:
        halves = [f for row in state if (f := row.figure(column)) is not None and f.unit.quality == "money"]
        parts = [f for row in given if (f := row.figure(column)) is not None]
        if not halves or column.kind == "avvikelse":
            continue
        judged = True
        if not parts or not gap([*((figure, 1) for figure in halves), *((figure, -2) for figure in parts)]).closes:
            return False
    return judged
