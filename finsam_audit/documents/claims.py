"""Sentences that state a figure of the accounts, as claims with the formula that they should equal.

Conservative: a claim that is not sure is left out. A phrase names the concept and stands right before the figure (or right
after it); words of plans, limits, comparisons, other years and parts of the organisation in the same clause leave it out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from finsam_audit.documents.layout import PrintedTable
from finsam_audit.documents.prose import Sentence, folded
from finsam_audit.documents.said import Claim
from finsam_audit.page.printed import Unreadable, read_cell
from finsam_audit.page.units import find_unit

_NUMBER = r"(?<![\d,.])(?<!\d )(?:- ?)?(?:\d{1,3}(?: \d{3})+|\d+)(?:,\d+)?"
_MONEY = rf"(?P<value>{_NUMBER} ?(?:tkr|kkr|tsek|mnkr|mkr|msek|kronor|kr))\b"
_PERCENT = rf"(?P<value>{_NUMBER} ?(?:%|procent\b))"
_ABOUT = r"(?:(?:ca|cirka|omkring|drygt|knappt|totalt|endast|hela|sammanlagt|enbart)\.? )?"
_IS = r"(?:pa|om|till|ar|blev|var|utgor|utgjorde|motsvarar|motsvarade|visar|visade|redovisas till)"
_EQUITY = r"(?:eget|egna) kapital(?:et)?"
_GIVEN = (
    r"(?:(?:arets|de|forbundets|total[at]?|erh\w+|tilldelade|samlade) ){0,3}"
    r"(?:tilldelade medel|medlemsbidrag\w*|medelstilldelning\w*|medlemstilldelning\w*|anslagna medel|tilldelning(?:en)?)"
)
_LINK = (
    r"(?: (?:for|ar|aret|perioden|rakenskapsaret|verksamhetsaret|20\d\d|efter finansiella poster|uppgick|uppgar|uppgatt|har"
    r"|hade|forbundet|dock|darmed|darfor|saledes|blev|blir|redovisas|redovisades|slutade|landade|hamnade|ett|negativt|positivt"
    r"|underskott|[o6]verskott|per|den|31 december|20\d\d-\d\d-\d\d|vid|arets|slut|utgang|ligger|uppgaende|stannade|var))*"
)

_PLANNED = re.compile(
    r"\b(?:ska|skall|bor|far|maste|kan|skulle|vill|maximal\w*|max|hogst|minst|tak|mal|malet|ambition\w*|budget\w*|planera\w*|plan"
    r"|forvanta\w*|prognos\w*|berakna\w*|uppskatta\w*|rekommendera\w*|om det|utan)\b"
)
_PART = re.compile(
    r"\b(?:varav|darav|per deltagare|per person|ingaende|ingangen|foregaende|tidigare|forra|ackumulera\w*|projekt\w*|esf\w*"
    r"|koncern\w*|bolag\w*|insatsen|staten|regionen|kommunen|forsakringskassan|region \w+|\w+ kommun|balanskrav\w*|aska\w*"
    r"|utjamning\w*|fore|exklusive|exkl)\b"
)
_COMPARED = re.compile(
    r"^.{0,30}?\b(?:mer|mindre|hogre|lagre|battre|samre|over|under|for mycket|jamfor\w+|lagre|ingangen|i forhallande)\b"
)
_AIMED = re.compile(r"\b(?:ska|skall|bor|mal|malet|rekommendation\w*|tak|skulle)\b")  # anywhere before the figure
_CLAUSE = re.compile(r"[,;:.]\s|\b(?:och|samt|da|som|men|medan|varpa|vilket|eftersom)\b(?= )")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_NEGATIVE = re.compile(r"\b(?:negativ\w*|minus|minusresultat|underskott\w*|forlust\w*)\b")
_LONGEST = 500  # signs of a sentence that is a claim


class Given(NamedTuple):
    """What formulas name in this document: its year, and where the contributions stand."""

    year: str
    contributions: str


def given(year: str, tables: Sequence[PrintedTable]) -> Given:
    """What the tables offer. The contributions are those of a note, unless only the survey of contributions has them."""
    noted = any(t.kind == "not" and any("bidrag" in row.label.lower() for row in t.rows) for t in tables)
    surveyed = not noted and any(table.kind == "bidragsöversikt" for table in tables)
    return Given(year, "bidragsöversikt.medlemsbidrag" if surveyed else "not.medlemsbidrag")


def claims_of(sentences: Sequence[Sentence], known: Given) -> tuple[Claim, ...]:
    """The claims of the running text, each figure of a sentence once."""
    found: dict[tuple[int, int | None, str, str], Claim] = {}
    for sentence in sentences:
        if any(sign.isdigit() for sign in sentence.plain) and len(sentence.text) < _LONGEST:
            for claim in _claims(sentence, known):
                found.setdefault((claim.page, claim.line, claim.text, claim.value), claim)
    return tuple(found.values())


def _claims(sentence: Sentence, known: Given) -> Iterator[Claim]:
    for phrase in _PHRASES:
        for found in phrase.pattern.finditer(sentence.plain):
            start, end = found.span("value")
            before, after = _clause(sentence.plain, start, end)
            equals = phrase.formula(found, before, after, known)
            if equals:
                claim = _claim(sentence, start, end, equals)
                if claim is not None:
                    yield claim


def _claim(sentence: Sentence, start: int, end: int, equals: str) -> Claim | None:
    """The claim of the figure at a place in a sentence; None where the figure cannot be read as one."""
    value = sentence.text[start:end].strip()
    value = re.sub(r"\s?procent$", " %", value, flags=re.IGNORECASE)
    value = re.sub(r"\s?kronor$", " kr", value, flags=re.IGNORECASE)
    try:
        read_cell(value, find_unit("antal"))
    except Unreadable:
        return None
    return Claim(sentence.text, f"{value} [?]" if sentence.unsure else value, equals, "", sentence.page, sentence.line)


def _clause(text: str, start: int, end: int) -> tuple[str, str]:
    """The words of the same clause before and after a figure."""
    before = text[:start]
    cut = [found.end() for found in _CLAUSE.finditer(before)]
    after = text[end:]
    stop = _CLAUSE.search(after)
    return before[cut[-1] if cut else 0 :], after[: stop.start() if stop else len(after)]


def _own(words: str, known: Given) -> bool:
    """Whether words name no year but the report's own."""
    return all(year == known.year for year in _YEAR.findall(words))


def _plain_fact(found: re.Match[str], before: str, after: str, known: Given) -> bool:
    """Whether a clause tells what was, of the whole organisation and the report's own year, and compares nothing."""
    clause = f"{found.string[min(found.start(), found.start('value') - len(before)) : found.start('value')]} {after}"
    if _PLANNED.search(clause) or _PART.search(clause) or _COMPARED.search(after):
        return False
    sooner = found.string[: found.start("value")]
    return not _AIMED.search(sooner) and _own(f"{sooner} {after}", known)


def _liquid(found: re.Match[str], before: str, after: str, known: Given) -> str:
    return "balansräkning.kassa och bank" if _plain_fact(found, before, after, known) else ""


def _equity(found: re.Match[str], before: str, after: str, known: Given) -> str:
    return "balansräkning.summa eget kapital" if _plain_fact(found, before, after, known) else ""


def _equity_share(found: re.Match[str], before: str, after: str, known: Given) -> str:
    words = after.replace(folded(found.group("given")), "", 1)
    share = f"balansräkning.summa eget kapital / {known.contributions}"
    return share if _plain_fact(found, before, words, known) else ""


def _result(found: re.Match[str], before: str, after: str, known: Given) -> str:
    """The result of the year, or the budgeted one. A deficit is stated without its sign."""
    after = after.replace("tidigare ars", "")  # what a deficit is set off against
    words = f"{found.group(0)} {before}"
    whole = f"{words} {after}"
    printed_minus = found.group("value").startswith("-")
    sign = "- " if _NEGATIVE.search(found.group(0)) and not printed_minus else ""
    if _PART.search(whole) or not _own(f"{found.string[: found.start('value')]} {after}", known):
        return ""
    if re.search(r"\bi forhallande\w* till (?:\w+ )?budget", after):
        return f"{sign}({_operating(known, 'utfall')} - {_operating(known, 'budget')})"
    if re.search(r"\b(?:budget(?:en|erat|erade|erats)?|planera(?:ts|t|de)?)\b", words):
        tilted = re.search(r"\b(?:tillaggsbudget|reviderad|ny budget)", f"{whole} {found.string[found.end() :]}")
        return f"{sign}{_operating(known, 'budget')}" if not tilted else ""
    if _PLANNED.search(whole) or _COMPARED.search(after):
        return ""
    after_items = "efter finansiella poster" in found.group(0)
    return f"{sign}resultaträkning.{'resultat efter finansiella poster' if after_items else 'årets resultat'}"


def _operating(known: Given, kind: str) -> str:
    return f"driftredovisning.resultat[{kind} {known.year} netto]"


def _given(found: re.Match[str], before: str, after: str, known: Given) -> str:
    return known.contributions if _plain_fact(found, before, after, known) else ""


def _costs(found: re.Match[str], before: str, after: str, known: Given) -> str:
    sign = "- " if found.group("what") == "kostnader" else ""
    return f"{sign}resultaträkning.verksamhetens {found.group('what')}" if _plain_fact(found, before, after, known) else ""


def _administration(found: re.Match[str], before: str, after: str, known: Given) -> str:
    words = after.replace(found.string[found.end("value") : found.end()], "", 1)
    share = "finansierad verksamhet.administration / finansierad verksamhet.totala kostnader"
    return share if _plain_fact(found, before, words, known) else ""


def _solidity(found: re.Match[str], before: str, after: str, known: Given) -> str:
    share = "balansräkning.summa eget kapital / balansräkning.summa eget kapital och skulder"
    return share if _plain_fact(found, "", after, known) and _own(before, known) else ""


class Phrase(NamedTuple):
    """Words that state a figure, and what makes the formula of it: match, clause before, clause after, what is given."""

    pattern: re.Pattern[str]
    formula: Callable[[re.Match[str], str, str, Given], str]


_COSTS_OF = r"(?:(?:verksamhetens|f[oe]rbundets|de|totala|samlade) ){0,3}kostnader(?:na)?"
_RESULT = r"(?:negativ[at] |positiv[at] )?(?:minus)?(?:resultat|underskott|[o6]verskott)(?:et)?"
_FLOW = r"(?:f[oe]rbundets|verksamhetens|totala|samlade) (?P<what>kostnader|intakter)(?:na)?"
_TOLD = rf"{_LINK} {_IS} {_ABOUT}"
_THEN = rf"{_NUMBER} ?t?kr\b[^;]{{0,50}}?\bvilket (?:motsvarar|utgor|ar) {_ABOUT}"  # an amount, and its share
_PHRASES = tuple(
    Phrase(re.compile(pattern), formula)
    for pattern, formula in (
        (rf"\b{_EQUITY}\b{_TOLD}{_MONEY}", _equity),
        (rf"\b{_EQUITY}\b{_TOLD}{_PERCENT} av (?P<given>{_GIVEN})", _equity_share),
        (rf"\b{_EQUITY}\b{_TOLD}{_THEN}{_PERCENT} av (?P<given>{_GIVEN})", _equity_share),
        (rf"\b{_RESULT}\b{_TOLD}{_MONEY}", _result),
        (rf"\bblev (?:[o6]ver|under)skottet {_ABOUT}{_MONEY}", _result),
        (rf"\b(?:medlemsbidrag(?:et|en)?|medelstilldelning(?:en)?)\b{_TOLD}{_MONEY}", _given),
        (rf"\b{_FLOW}\b{_TOLD}{_MONEY}", _costs),
        (rf"{_PERCENT} av {_COSTS_OF} (?:utgors av|avser|ar|gar till|utgor) administra\w+", _administration),
        (
            rf"\badministra(?:tion(?:en)?|tionskostnaderna|tiva kostnader(?:na)?){_TOLD}{_PERCENT} av {_COSTS_OF}",
            _administration,
        ),
        (rf"\bsoliditet(?:en)?\b{_TOLD}{_PERCENT}", _solidity),
        (rf"\b(?:likvida medel|kassa och bank|kassan)\b{_TOLD}{_MONEY}", _liquid),
    )
)
