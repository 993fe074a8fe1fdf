"""Which faults behind warnings and notes are worth telling: those that say more than the findings they explain.

A sentence that says something else than the tables is a finding. That the sentence is to blame is more than that, and needs
figures on the other side that something confirms.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from finsam_audit.causes.found import UNKNOWN, Found
from finsam_audit.causes.search import Search

_TEXT = ("claims", "goals")


def says_the_norm(index: int, norms: Iterable[int], search: Search) -> bool:
    """Whether a sentence gives the share that the law asks for, where the amounts miss the law by just as much.

    Then the sentence is right as law, and no other percentage should stand there.
    """
    share, outcome = search.ground.system.shares.get(index), search.outcomes[index]
    if share is None or outcome.about != "claim":
        return False
    weight = abs(Fraction(share.above[0][1]))
    gap, slack = (amount / weight for amount in (share.gap(search.ground.variables), share.room(search.ground.variables)))
    names = set(share.names) - {share.stated}
    for norm in norms:
        law = search.outcomes[norm]
        figures = {used.figure.id: used for used in law.figures if used.figure is not None}
        scale = next((figure.unit.scale for figure in law.stated_figures), None)
        if scale is None or law.difference is None or law.tolerance is None or not names <= figures.keys():
            continue
        if abs(abs(gap) - abs(Fraction(law.difference * scale))) <= slack + Fraction(law.tolerance * scale):
            return True
    return False


def told(found: Found, search: Search) -> Found | None:
    """A fault behind warnings and notes as it is told; None where it says no more than they do.

    Several findings of one row stay together, without a list of corrections that are no better than any others.
    """
    if len(found.kinds) > found.mends:
        return None
    if found.sure:
        return found if _is_backed(found, search) else None
    if all(search.outcomes[index].severity == "note" for index in found.outcomes):
        return None
    if found.mends == 1 and search.outcomes[found.outcomes[0]].about == "claim":
        return None  # one sentence against several figures singles none of them out
    if found.cut or any(len(repair) < found.mends for repair in found.repairs) or _rules_some_out(found, search):
        return found
    return found._replace(bare=True) if found.mends > 1 and _in_one_row(found, search) else None


def _is_backed(found: Found, search: Search) -> bool:
    """Whether a correction of the text is more than a finding that says what the text says and what the tables give: more
    than one control speaks against what it says, or all else stands as it is, as the report that an auditor's text speaks
    of, and a slip explains the number. No text would print nothing."""
    if any(figure.table in _TEXT and figure.value and not value for figure, value in found.repairs[0]):
        return False
    if found.mends > len(found.repairs[0]) or any(figure.table not in _TEXT for figure, _ in found.repairs[0]):
        return True
    changed = {figure.id for figure, _ in found.repairs[0]}
    others = search.ground.figures_in(found.outcomes) - changed
    return UNKNOWN not in found.kinds and all(search.ground.variables[name].fixed for name in others)


def _rules_some_out(found: Found, search: Search) -> bool:
    """Whether a single finding has figures that a correction cannot be in."""
    names = search.ground.figures_in(found.outcomes)
    return found.mends == 1 and len(names) > len({figure.id for repair in found.repairs for figure, _ in repair})


def _in_one_row(found: Found, search: Search) -> bool:
    stated = [u.figure for i in found.outcomes for u in search.outcomes[i].figures if u.role == "stated" and u.figure]
    return len({(figure.table, figure.path, figure.row) for figure in stated}) == 1
