"""The amounts of a matter that stand, and those that should: one row in several columns, or several figures together."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from finsam_audit.controls.outcome import EXPLAINED, STRUCTURAL, TWO_TABLES, Cause, Outcome
from finsam_audit.messages import Message, message
from finsam_audit.page.model import Figure, Place, Report
from finsam_audit.render.language import catalogue, say, sentence_case
from finsam_audit.render.matter_items import BULLET, Thing, Told, against, amounts_told, changes_told, elsewhere, list_of
from finsam_audit.render.matter_said import in_running, placed, reason
from finsam_audit.render.sentence import hint_sentences, sentence
from finsam_audit.render.shown import OWN_WORDS, held_against, is_along, is_turned, lead_of, row_name, side_of, single_of
from finsam_audit.render.where import beside, lines_words

_MOST_CHANGES = 6
_MOST_WAYS = 3
"""So many sets of amounts that would each be right are told."""
_OF_A_ROW = {
    "hint.extra": "extra_term",
    "hint.omitted": "omitted_term",
    "hint.twice": "double_counted",
    "hint.copied": "copied",
}
"""Slips of a total, by the hint that names the row."""


def corrected(found: Sequence[Outcome], causes: Sequence[Cause], report: Report, language: str, at: Place | None) -> Told:
    """The amounts that stand, and those that should: one row in several columns, or several figures together."""
    lead, others = found[0], found[1:]
    if causes[0].kind == "mislabelled" and lead.hints:
        also, why = elsewhere(lead, others, language), reason(found, (), language)
        if not also:
            return Told(f"{placed(lead, language)} {why}".rstrip())
        return list_of(message("matter.elsewhere", lead=placed(lead, language)), also, language, after=why, at=at)
    changes = [change for cause in causes for change in cause.corrections]
    rows = {(figure.table, figure.path, figure.row) for figure, _ in changes}
    sure = all(cause.confidence == "high" for cause in causes)
    if any(figure.doubtful for figure, _ in changes):
        told = message("matter.reading", lead=placed(lead, language))
        return _changed(told, changes_told(changes, True, language), language, at=at)
    own = next((one for one in found if _says_against_what(one, changes[0][0], causes[0].kind)), None)
    if len(changes) == 1 and own is not None and (own is lead or causes[0].kind == "unknown"):
        shown = [(figure, value * side_of(own) if is_turned(own) else value) for figure, value in changes]
        return Told(f"{placed(own, language)} {_wanted(shown, causes[0].kind, sure, report, language)}")
    if causes[0].kind == TWO_TABLES:
        told = Message("matter.two-tables", causes[0].told.args)
        within = [outcome for outcome in (lead, *others) if outcome.about == "row" and outcome.severity == "error"]
        besides = [say(message("matter.besides", said=sentence(outcome, language)), language) for outcome in within]
        besides += _apart(others, changes, told, language)
        return _changed(told, changes_told(changes, False, language, "change-becomes"), language, at=at)._replace(
            after=tuple(besides)
        )
    alike = len({(figure.table, figure.column, figure.value, value) for figure, value in changes}) == 1
    if len(rows) == 1 or alike:
        return Told(_row_corrected(changes, causes[0].kind, lead, sure, report, language))
    turned = [change for change in changes if change[0].value and change[1] == -change[0].value]
    tables = {figure.table for figure, _ in changes}
    columns = {figure.column for figure, _ in changes}
    key = "swapped" if causes[0].kind == "interchanged" else "turned" if 2 * len(turned) > len(changes) else "several"
    if len(tables) > 1 or tables & OWN_WORDS.keys():
        together = message("matter.together", lead=placed(lead, language))
        return _changed(together, changes_told(changes, True, language), language, at=at)
    rest = [change for change in changes if change not in turned] if key == "turned" else []
    then = "; ".join(thing.text for thing in changes_told(rest, len(columns) > 1, language, "change-becomes"))
    told = message(f"matter.{key}", table=next(iter(tables)), columns=tuple(columns) if len(columns) == 1 else "")
    shown, word = (turned, "change-to") if key == "turned" else (changes, "change")
    after = say(message("matter.turned-then", rest=then), language) if rest else ""
    return _changed(told, changes_told(shown, len(columns) > 1, language, word), language, after, at=at)


def ways_told(lead: Outcome, causes: Sequence[Cause], language: str) -> Told | None:
    """The few sets of amounts that would each be right, where a set is several amounts; None for anything else."""
    ways = causes[0].alternatives if len(causes) == 1 and not lead.is_one_fact else ()
    if not 1 < len(ways) == causes[0].alternatives_count <= _MOST_WAYS or all(len(way) < 2 for way in ways):
        return None
    items = []
    for way in ways:
        columns = {figure.column for figure, _ in way}
        changes = "; ".join(thing.text for thing in changes_told(way, len(columns) > 1, language))
        items.append(f"{way[0][0].column}: {changes}" if len(columns) == 1 else changes)
    after = say(message("matter.compare-ways"), language)
    return Told(say(message("matter.ways", count=len(ways)), language), tuple(items), (after,), apart=True)


def _apart(others: Sequence[Outcome], changes: Sequence[tuple[Figure, Decimal]], told: Message, language: str) -> list[str]:
    """That two other tables, of which one should be followed, differ themselves, row by row; nothing where they do not."""
    tables = {figure.table for figure, _ in changes}
    items = []
    for outcome in others:
        lead = lead_of(outcome)
        if outcome.about == "tie" and lead is not None and lead.table not in tables:
            row = f"{lines_words([lead.place], language)} {row_name(lead, language)} {outcome.column or lead.column}".lstrip()
            there = beside(held_against(outcome), language, table=False)
            named = next((hint for hint in outcome.hints if hint.key == "hint.difference-is-row"), None)
            why = f" – {in_running(hint_sentences(outcome, language)[0])}" if named is not None else ""
            items.append(f"{BULLET}{row}: {against(outcome, language)}{there}{why}")
    args = {name: told.args[name] for name in ("other", "of")}
    return [sentence_case(say(message("matter.tables-apart", **args), language)), *items] if items else []


def _changed(told: Message, changes: Sequence[Thing], language: str, after: str = "", at: Place | None = None) -> Told:
    """Amounts that should be changed, one by one."""
    listed = list_of(told, changes, language, _MOST_CHANGES, after, at)
    return listed._replace(lead=sentence_case(listed.lead).replace(" :", ":").replace("  ", " "))


def _says_against_what(lead: Outcome, blamed: Figure, kind: str) -> bool:
    """Whether the sentence of a finding tells why its figure is wrong: what it is worked out of, or where it stands otherwise,
    and no slip says it in short."""
    stated = lead_of(lead)
    said = lead.about in ("share", "claim") or (lead.about == "tie" and single_of(lead) is not None)
    said = said or (kind == "unknown" and not any(hint.key in _OF_A_ROW for hint in lead.hints))
    return stated is blamed and said and lead.computed is not None


def _wanted(changes: Sequence[tuple[Figure, Decimal]], kind: str, sure: bool, report: Report, language: str) -> str:
    """What should stand, after a sentence that says what does."""
    slip = _slip(kind, changes[0][0], report, language)
    wanted, should = amounts_told(changes, language), message(f"matter.{'shall' if sure else 'should'}-stand")
    return say(message("matter.wanted", wanted=wanted, should=should, why=slip), language)


def _row_corrected(
    changes: Sequence[tuple[Figure, Decimal]], kind: str, lead: Outcome, sure: bool, report: Report, language: str
) -> str:
    figure = changes[0][0]
    rows = tuple(dict.fromkeys(row_name(one, language) for one, _ in changes))
    changes = changes[:1] if len(rows) > 1 else changes
    struck = kind == "copied" and not any(value for _, value in changes)
    suffix = OWN_WORDS.get(figure.table, "-struck" if struck else "")
    part, kind = next(((hint.args, _OF_A_ROW[hint.key]) for hint in lead.hints if hint.key in _OF_A_ROW), ({}, kind))
    row = str(part.get("row", ""))
    column = _column_of(part.get("amount"), figure)
    row, kind = (column, f"{kind}-column") if column and f"word.{kind}-column" in catalogue(language) else (row, kind)
    why, other = "", figure.table in OWN_WORDS or kind in EXPLAINED[len(STRUCTURAL) :]
    copied = next((hint.args["other"] for hint in lead.hints if hint.key == "hint.copied"), None) if struck else None
    if copied is not None:
        why = f". {say(message('matter.copied', other=copied), language)}"
    elif other and lead.hints and not lead.hints[0].key.startswith("hint.typing"):
        why = f". {reason([lead], (), language)}".removesuffix(".")
    elif row and row != figure.row:
        why = say(message("matter.slip-row", slip=kind, row=row), language)
    else:
        why = _slip(kind, figure, report, language)
    told = message(
        f"matter.row{suffix}",
        row=rows,
        table=figure.table,
        columns=tuple(figure.column for figure, _ in changes),
        stated=amounts_told([(figure, figure.value) for figure, _ in changes], language),
        wanted=amounts_told(changes, language),
        should=message("matter.shall" if sure else "matter.should"),
        why=why,
    )
    return sentence_case(say(told, language))


def _slip(kind: str, figure: Figure, report: Report, language: str) -> str:
    """The slip that made a figure wrong, in brackets; of another column's amount which column; "" where none is known."""
    same = _same_elsewhere(figure, report) if kind == "wrong_column" else ""
    if same:
        return say(message("matter.same-elsewhere", column=same), language)
    return say(message("matter.slip", slip=kind), language) if f"word.{kind}" in catalogue(language) else ""


def _column_of(part: object, total: Figure) -> str:
    """The column of what a row adds up along its columns, where that is what is missing; else ""."""
    return part.column if isinstance(part, Figure) and is_along(part, total) else ""


def _same_elsewhere(figure: Figure, report: Report) -> str:
    """The other column of its row that a figure has the amount of, or ""."""
    rows = (row.figures for table in report.tables if table.name == figure.table for row in table.walk())
    own = next((figures for figures in rows if any(one.id == figure.id for one in figures)), [])
    return next((one.column for one in own if one.base == figure.base and one.column != figure.column), "")
