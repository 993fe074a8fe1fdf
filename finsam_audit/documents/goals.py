"""Goals that print their target beside their outcome: in a fixed phrase, or in a table with a column for each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from finsam_audit.documents.layout import Line, PrintedTable
from finsam_audit.documents.prose import Sentence, folded
from finsam_audit.documents.said import Goal
from finsam_audit.documents.worded import WordRow, word_tables
from finsam_audit.page.printed import Unreadable, read_cell
from finsam_audit.page.units import find_unit

_AMOUNT = r"(?<![\d,.])(?<!\d )(?:\d{1,3}(?: \d{3})+|\d+)(?:,\d+)? ?(?:%|procent\b|tkr\b|mnkr\b|kr\b)"
_BARE = r"(?:\d{1,3}(?: \d{3})+|\d+)(?:,\d+)?(?: (?:st|personer|deltagare))?"
_TARGET = re.compile(
    rf"\b(?:ska|skall|bor|mal|malet|ambition\w*)\b.*?\b(?P<way>inte (?:overstiga|overskrida)|hogst|max|maximalt|minst|lagst"
    rf"|mer an|fler an|inte understiga|under) (?:ca )?(?P<target>{_AMOUNT})"
)
_OUTCOME = re.compile(
    r"^(?:utfallet|resultatet)(?: for (?:aret|perioden|(?:ar )?20\d\d))? (?:blev|uppgick till|uppgar till|ar|var) "
    rf"(?P<outcome>{_AMOUNT})"
)
_JUDGED = re.compile(
    r"\bmal(?:et)? (?:ar|bedoms(?: vara)?|har|anses(?: vara)?)(?: darmed| saledes| dock)*"
    r" (?P<how>inte |ej |delvis )?(?:uppfyllt|uppnatt|natt)\b"
)
_WAYS = {
    **dict.fromkeys(("inte overstiga", "inte overskrida", "hogst", "max", "maximalt"), "<="),
    **dict.fromkeys(("inte understiga", "minst", "lagst"), ">="),
    **dict.fromkeys(("mer an", "fler an"), ">"),
    "under": "<",
}
_TARGET_HEAD = re.compile(r"mal(?:et|varde|niva|tal)?(?: (?:for )?20\d\d)?")
_OUTCOME_HEAD = re.compile(r"(?:utfall|resultat|uppnatt)(?: (?:for )?20\d\d)?")


_KINDS = {
    "goal": re.compile(r"(?:verksamhets|effekt|process|del|finansiel(?:la|lt) )?mal(?:formulering)?|indikator(?:er)?|matt"),
    "target": re.compile(r"(?:mal(?:varde|niva|tal)|mal (?:for )?20\d\d|mal(?:varde|niva|tal) (?:for )?20\d\d)"),
    "outcome": _OUTCOME_HEAD,
    "judgement": re.compile(r"bedomning|maluppfyllelse|uppfyllt|uppnatt|mal(?:et)? (?:uppfyllt|uppnatt)|uppfyllelse"),
}
_WAY = re.compile(
    r"(?:(?P<way>>=|<=|≥|≤|>|<|inte overstiga|inte overskrida|hogst|max|maximalt|minst|lagst|mer an|fler an|under) ?)?"
    rf"(?P<target>{_AMOUNT}|{_BARE})"
)
_LESS = re.compile(
    r"hogst|overstig|overskrid|understig|minsk|sank|max\b|maximal|mindre|farre|sjuk|kostnad|avbrott|avhopp|vantetid"
)
_HOW = {
    **dict.fromkeys(("uppfyllt", "uppnatt", "natt", "ja", "malet uppfyllt", "malet uppnatt", "malet ar uppfyllt"), "met"),
    **dict.fromkeys(("delvis uppfyllt", "delvis uppnatt", "delvis", "malet delvis uppfyllt"), "partly"),
    **dict.fromkeys(("ej uppfyllt", "inte uppfyllt", "ej uppnatt", "inte uppnatt", "nej", "malet ej uppfyllt",
                     "malet inte uppfyllt"), "not met"),
}  # fmt: skip


def goals_of(
    sentences: Sequence[Sentence], tables: Sequence[PrintedTable], pages: Sequence[Sequence[Line]] = ()
) -> tuple[Goal, ...]:
    """The goals with target and outcome. One of which either cannot be read for certain is left out."""
    words = [
        goal for page in pages for rows in word_tables(page, _KINDS, ("goal", "target", "outcome")) for goal in _in_words(rows)
    ]
    told = {(goal.page, goal.outcome) for goal in words}
    figures = (goal for table in tables for goal in _in_table(table) if (goal.page, goal.outcome) not in told)
    return (*_in_sentences(sentences), *words, *figures)


def without_goals(tables: Sequence[PrintedTable], goals: Sequence[Goal]) -> list[PrintedTable]:
    """The tables without those of goals that were read as words: their targets are no figures of the accounts."""
    pages = {goal.page for goal in goals}
    return [table for table in tables if table.page not in pages or not _is_worded(table)]


def _is_worded(table: PrintedTable) -> bool:
    heads = [folded(head) for head in table.heads]
    told = any(_TARGET_HEAD.fullmatch(head) for head in heads) and any(_OUTCOME_HEAD.fullmatch(head) for head in heads)
    return told and any(cell is not None and not _is_figure(cell.text) for row in table.rows for cell in row.cells)


def _in_words(rows: Sequence[WordRow]) -> Iterator[Goal]:
    """The goals of a table of words, those of which target, outcome and unit are plain figures.

    A target without its way is to be reached: not where the goal speaks of less, or was judged the other way.
    """
    for row in rows:
        label, outcome = row.cells["goal"], row.cells["outcome"]
        target = _WAY.fullmatch(folded(row.cells["target"]))
        judged = row.cells.get("judgement", "")
        how = _HOW.get(folded(judged).rstrip("."), "")
        if target is None or not _is_figure(outcome) or _unit(target["target"]) != _unit(outcome):
            continue
        start, end = target.span("target")
        amount = _told(row.cells["target"][start:end])
        if target["way"]:
            wanted = f"{_WAYS.get(target['way'], target['way'])} {amount}"
        elif _LESS.search(folded(label)) or (how and (how == "met") != _reaches(outcome, amount)):
            continue
        else:
            wanted = amount
        yield Goal(label, wanted, _told(outcome), how, row.line.page, row.line.source_line)


def _reaches(outcome: str, target: str) -> bool:
    one, other = (read_cell(text, find_unit("antal")).number for text in (outcome, target))
    return one is not None and other is not None and one.value >= other.value


def _in_sentences(sentences: Sequence[Sentence]) -> Iterator[Goal]:
    for at, sentence in enumerate(sentences):
        target = _TARGET.search(sentence.plain)
        if target is None or len(re.findall(_AMOUNT, sentence.plain)) != 1:
            continue
        after = sentences[at + 1 : at + 3]
        outcome = next(((one, found) for one in after[:1] if (found := _OUTCOME.search(one.plain)) is not None), None)
        if outcome is None or _unit(target["target"]) != _unit(outcome[1]["outcome"]):
            continue
        judged = next((found for one in after if (found := _JUDGED.search(one.plain)) is not None), None)
        how = {None: "met", "delvis ": "partly"}.get(judged["how"], "not met") if judged is not None else ""
        wanted = f"{_WAYS[target['way']]} {_told(target['target'])}"
        yield Goal(sentence.text, wanted, _told(outcome[1]["outcome"]), how, sentence.page, sentence.line)


def _told(amount: str) -> str:
    return re.sub(r" ?procent$", " %", amount)


def _unit(amount: str) -> str:
    return re.sub(r"[\d, ]", "", _told(amount))


def _in_table(table: PrintedTable) -> Iterator[Goal]:
    heads = [folded(head) for head in table.heads]
    targets = [n for n, head in enumerate(heads) if _TARGET_HEAD.fullmatch(head)]
    outcomes = [n for n, head in enumerate(heads) if _OUTCOME_HEAD.fullmatch(head)]
    if len(targets) != 1 or len(outcomes) != 1:
        return
    for row in table.rows:
        if not row.cells or not row.label:
            continue
        target, outcome = row.cells[targets[0]], row.cells[outcomes[0]]
        if target is None or outcome is None or target.why or outcome.why:
            continue
        if all(_is_figure(cell.text) for cell in (target, outcome)) and _unit(target.text) == _unit(outcome.text):
            yield Goal(row.label, target.text, outcome.text, "", row.page, row.line)


def _is_figure(text: str) -> bool:
    try:
        read_cell(text, find_unit("antal"))
    except Unreadable:
        return False
    return any(sign.isdigit() for sign in text)
