"""What a sentence without a formula is held against: its subject is a row, its words say how much that is, or how it moved.

Only where the words leave no doubt: the sentence begins with its subject, and nothing but a verb stands between that and the
number. It may still mean something else, so that nobody is accused but of a slip of the hand, and not where a table prints the
number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from finsam_audit.accounts.statement import Statement
from finsam_audit.controls.view import View
from finsam_audit.page.heads import year_before
from finsam_audit.page.model import Claim, Figure, Row
from finsam_audit.page.prose import is_turned, number_said
from finsam_audit.page.units import find_unit
from finsam_audit.patterns import pattern_of

RESULT, EQUITY = "resultaträkning.årets resultat", "balansräkning.summa eget kapital"
EXPECTED = f"{RESULT}[prognos {{year}}]"
_OWNER = r"(?:(?:förbundets|kommunens|regionens|samordningsförbundets|kommunalförbundets|bolagets) )?"
_SUBJECTS = tuple(
    (pattern_of(rf"{words}(?![\wåäö])"), formula)
    for words, formula in (
        (rf"{_OWNER}(?:(?:årets|periodens|det ekonomiska) )?resultat(?:et)?", RESULT),
        (
            r"(?:(?:samordnings|kommunal)?förbundet|kommunen|regionen|vi) (?:gör|redovisar|visar)(?= ett (?:över|under)skott)",
            RESULT,
        ),
        (
            r"(?:helårs)?prognosen(?: för (?:hel)?året)? (?:är|visar|pekar|tyder|innebär)(?: på)?"
            r"(?= ett (?:positivt |negativt )?(?:resultat|(?:över|under)skott))",
            EXPECTED,
        ),
        (rf"(?:det |{_OWNER})(?:egna kapitalet|eget kapital)", EQUITY),
        (rf"{_OWNER}soliditet(?:en)?", f"{EQUITY} / balansräkning.summa tillgångar"),
    )
)
_WHEN = (
    r"(?: för (?:kommunen|förbundet|regionen))?"
    r"(?: (?:för|under|vid|i) (?:år )?(?:(?P<year>\d{4})|året|perioden|årets slut|periodens slut|årsskiftet)| den \d{1,2} \w+)?"
)
_AMOUNT = (
    r"(?: (?:till|på))?(?: (?:ett|en))?(?: (?:positivt|negativt))?(?: (?:resultat|överskott|underskott))?(?: (?:på|om|med))?"
)
_IS = pattern_of(
    rf"{_WHEN}(?: (?:är|var|blev|blir|uppgår|uppgick|visar|landade|landar))?{_WHEN.replace('year', 'at')}{_AMOUNT}"
)
_MOVED = pattern_of(
    rf"{_WHEN}(?: har)? (?:öka|minska|förbättra|försämra|steg|stig|sjönk|sjunk)\w*{_WHEN.replace('year', 'at')} med"
)
_UNIT = r"\s?(?:kr|kronor|tkr|mnkr|mkr|mdkr|miljoner kronor|tusen kronor),?"
_THAN = rf"{_UNIT} (?:bättre|sämre|högre|lägre|mer|mindre) än "
_BUDGET = pattern_of(rf"{_THAN}(?:den )?budget\w*\b(?! för)")
_LAST_YEAR = pattern_of(
    rf"{_THAN}(?:under )?(?:samma period )?(?:föregående år|förra året|i fjol|(?:år )?(?P<last>\d{{4}}))(?!\w)"
)
_AND_SO = pattern_of(rf".*\d{_UNIT}(?: vilket (?:är|var|blev|innebär))?")
_NUMBER = pattern_of(
    r"(?<![\d,.])(?P<number>(?:\d{1,3}(?: \d{3})+|\d+)(?:,\d+)?) ?"
    r"(?P<unit>kronor|kr|tkr|mnkr|mkr|miljoner kronor|procent|%)(?![\wåäö])"
)
_UNIT_IN_LABEL = pattern_of(r",? \(?(?:%|procent|tkr|kr|mnkr)\)?$")
_OTHER_THINGS = pattern_of(
    r"koncern|(?<!^)(?<!^helårs)prognos|beräkn|vänta|efter balanskrav|före |exkl|inkl|justera", re.IGNORECASE
)

Rows = list[tuple[str, Statement, Row]]
"""Rows with their labels as a sentence about them begins."""


def claims_in_words(view: View, quality: str) -> Iterator[tuple[Claim, str]]:
    """Every number of a ``quality`` in a sentence, as a claim of its own, with the formula that the words say; none where the
    data file has one."""
    rows = _subject_rows(view)
    for claim in view.report.claims:
        plain = " ".join(claim.text.replace("\u00a0", " ").lower().split())
        numbers = [found for found in _NUMBER.finditer(plain) if (unit := find_unit(found["unit"])) and unit.quality == quality]
        if not numbers or claim.column or is_turned(claim.text) or _OTHER_THINGS.search(claim.text):
            continue
        for found in numbers:
            figure = _figure(claim, found)
            if figure and (formula := _formula(view, rows, figure, plain[: found.start()], plain[found.end("number") :])):
                yield claim._replace(figure=figure), formula


def _figure(claim: Claim, found: re.Match[str]) -> Figure | None:
    """A number of a sentence: the claim's own figure, or one like it; None where that has a formula of its own."""
    unit = find_unit(found["unit"])
    value = number_said(found["number"])
    own = claim.figure
    if unit is None or not value:
        return None
    if unit == own.unit and value == abs(own.value):
        return None if claim.equals or own.readings else own
    decimals = len(found["number"].partition(",")[2])
    return own._replace(id=f"{own.id}/{found.start()}", value=value, decimals=decimals, unit=unit, printed=found[0])


def is_printed(view: View, figure: Figure) -> bool:
    """Whether some table prints an amount that is one of the text, as it is rounded there."""
    return any(
        other.unit.quality == figure.unit.quality and 2 * abs(abs(other.base) - abs(figure.base)) <= figure.step + other.step
        for other in view.report.figures()
        if other.table not in ("claims", "goals")
    )


def _formula(view: View, rows: Rows, figure: Figure, before: str, after: str) -> str:
    """What the words before and after a number say that it is, as a formula; "" where they leave a doubt."""
    before = re.sub(r" (?:minus |plus |[-−–+])$", "", before).rstrip()
    then = year_before(view.report.end)
    this, last = str(view.report.end.year), str(then.year)
    for subject, row in _subjects(rows, before):
        between = before[len(subject) :]
        of_year = f" {this}" if row == EXPECTED else ""
        says, moved = _IS.fullmatch(between), _MOVED.fullmatch(between)
        if row in (RESULT, EXPECTED) and (says or _AND_SO.fullmatch(between)):
            year = _LAST_YEAR.match(after)
            if _BUDGET.match(after):
                return f"{row.format(year=this)} - {RESULT}[budget{of_year}]"
            if year is not None and row == RESULT:
                return f"{row} - {row}[{then}]" if year["last"] in (None, last) else ""
        if (
            says
            and {*says.groups()} <= {None, this}
            and not re.match(rf"(?:{_UNIT})? (?:bättre|sämre|högre|lägre|mer|mindre|av)\b", after)
        ):
            return row.format(year=this)
        if moved and " / " not in row and {*moved.groups()} <= {None, this}:
            return f"{row} / {row}[{then}] - 1" if figure.unit.quality == "percent" else f"{row} - {row}[{then}]"
    return ""


def _subjects(rows: Rows, before: str) -> Iterator[tuple[str, str]]:
    """What a sentence may begin with, and the formula of that: the result, equity, or the one row of such a label."""
    for pattern, formula in _SUBJECTS:
        found = pattern.match(before)
        if found is not None:
            yield found[0], formula
    begun = [(s, row, said) for label, s, row in rows if before.startswith(label) and (said := _begins(before, label))]
    if len(begun) == 1:
        ((statement, row, subject),) = begun
        yield subject, _named(statement, row)


def _subject_rows(view: View) -> Rows:
    """The rows that a sentence may begin with."""
    rows = ((statement, row) for statement in view.accounts.statements for row in statement.table.walk() if row.slots)
    labels = ((_UNIT_IN_LABEL.sub("", row.label.lower()), statement, row) for statement, row in rows)
    return [(label, statement, row) for label, statement, row in labels if len(label) > 7]


def _begins(before: str, label: str) -> str:
    """The words that a sentence begins with, where they are the label of a row, perhaps in its definite form."""
    found = re.match(rf"{re.escape(label)}(?:e?[nt]|na)?(?= )", before)
    return found[0] if found else ""


def _named(statement: Statement, row: Row) -> str:
    return f"«{statement.name}».«{row.label}»"
