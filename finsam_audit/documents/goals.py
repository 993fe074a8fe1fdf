"""Goals that print their target beside their outcome: in a fixed phrase, or in a table with a column for each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from finsam_audit.documents.layout import PrintedTable
from finsam_audit.documents.prose import Sentence, folded
from finsam_audit.documents.said import Goal
from finsam_audit.page.printed import Unreadable, read_cell
from finsam_audit.page.units import find_unit

_AMOUNT = r"(?<![\d,.])(?<!\d )(?:\d{1,3}(?: \d{3})+|\d+)(?:,\d+)? ?(?:%|procent\b|tkr\b|mnkr\b|kr\b)"
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


def goals_of(sentences: Sequence[Sentence], tables: Sequence[PrintedTable]) -> tuple[Goal, ...]:
    """The goals with target and outcome. One of which either cannot be read for certain is left out."""
    return (*_in_sentences(sentences), *(goal for table in tables for goal in _in_table(table)))


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
