"""What ``explain`` and ``prove`` show, as lines of text and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any, TextIO

from finsam_audit.causes.protection import Explained, Protected, Protection
from finsam_audit.controls.outcome import Outcome, Result
from finsam_audit.messages import message
from finsam_audit.page.model import Figure
from finsam_audit.render.cause_text import alternative_sentences, cause_sentences, change_sentences, goes_on
from finsam_audit.render.entries import figure_placed
from finsam_audit.render.figure_names import full_name
from finsam_audit.render.json import decimal_text
from finsam_audit.render.language import amount, number, say
from finsam_audit.render.paper import doubt_sentence
from finsam_audit.render.places import entity_of, place_sentence
from finsam_audit.render.sentence import sentence
from finsam_audit.render.shown import share_of
from finsam_audit.render.writing import wrapped, write_styled


def write_lines(lines: Iterable[tuple[str, str, str, str]], out: TextIO, terminal: bool) -> None:
    """Write lines given as first indent, following indent, text and style; wrapped and coloured on a terminal."""
    write_styled(
        lambda width: (
            piece for first, following, text, style in lines for piece in wrapped(text, first, following, width, style)
        ),
        out,
        terminal,
    )


def explained_lines(explained: Sequence[Explained], language: str) -> Iterator[tuple[str, str, str, str]]:
    """One figure after another: what it is, its controls, the room they leave, its cause."""
    for index, one in enumerate(explained):
        if index:
            yield "", "", "", ""
        yield from _one(one, language)


def _one(one: Explained, language: str) -> Iterator[tuple[str, str, str, str]]:
    figure = one.figure
    yield "", "  ", f"{full_name(figure)}: {_amount(figure, Fraction(figure.base), language)}", "bold"
    printed = say(message("figure.printed", printed=figure.printed), language)
    yield "  ", "  ", ", ".join(filter(None, (printed, place_sentence(figure, language)))), "dim"
    if figure.rests_on_doubt:
        yield "  → ", "    ", doubt_sentence(figure, language), "italic"
    if one.why is not None:
        yield "  ", "  ", say(message("figure.no-control", why=one.why), language), ""
        return
    for outcome in one.controls:
        mark, style = ("✗", "red") if outcome.outcome == "finding" else ("✓", "green")
        within = f" ({say(message('figure.within'), language)})" if outcome.rounding == "within" else ""
        yield f"  {mark} ", "    ", f"{outcome.rule} {sentence(outcome, language)}{within}", style
    yield "  → ", "    ", _left(one, language), "italic"
    for wanted in one.wanted:
        yield "    · ", "      ", f"{wanted.outcome.rule}: {_interval(figure, wanted.low, wanted.high, language)}", "italic"
    for cause in one.causes:
        head = say(message("cause.head", confidence=say(message(f"cause.confidence.{cause.confidence}"), language)), language)
        yield "  → ", "    ", f"{head}: {' '.join(cause_sentences(cause, language))}", "italic"
        changes = change_sentences(cause, language, figure.table)
        for line in (*changes, *alternative_sentences(cause, language, figure.table)):
            yield "      " if goes_on(line, language) else "    · ", "      ", line, "italic"


def _left(one: Explained, language: str) -> str:
    """What the other figures leave for this one."""
    room = one.room
    if room is None or (room.possible and room.low is None and room.high is None):
        return say(message("figure.undecided"), language)
    if not room.possible:
        return say(message("figure.contradicted"), language)
    left = _interval(one.figure, room.low, room.high, language)
    rules = tuple(dict.fromkeys(outcome.rule for outcome in one.binding))
    key = "figure.room-by" if rules else "figure.room"
    return say(message(key, left=left, rules=rules), language)


def _amount(figure: Figure, value: Fraction, language: str) -> str:
    quantum = figure.unit.scale.scaleb(-figure.decimals)
    printed = Decimal(round(value / Fraction(quantum))) * quantum / figure.unit.scale
    return amount(printed, figure.unit.name, language, figure.decimals)


def _interval(figure: Figure, low: Fraction | None, high: Fraction | None, language: str) -> str:
    least, most = (None if bound is None else _amount(figure, bound, language) for bound in (low, high))
    if least is None and most is None:
        return say(message("figure.any"), language)
    if least is None or most is None:
        return say(message("figure.at-most" if least is None else "figure.at-least", bound=most or least), language)
    return least if least == most else say(message("figure.between", low=least, high=most), language)


def protection_lines(
    result: Result, found: Protection, language: str, every: bool, width: int | None = None
) -> Iterator[tuple[str, str, str, str]]:
    """A table of tables, where ``every`` is asked for each figure, and the closing sentence.

    A table too wide for a terminal is told as lines: each name, and under it what is counted.
    """
    heads = [say(message(f"prove.{key}"), language) for key in ("table", *_COUNTS)]
    rows = [[_table(table, language), *_counted(ones)] for table, ones in found.tables().items()]
    rows.append([say(message("prove.all"), language), *_counted(found.figures)])
    labels = max(len(row[0]) for row in [heads, *rows])
    yield "", "", entity_of(result.report, language), "bold"
    narrow = width is not None and labels + sum(len(head) + 2 for head in heads[1:]) > width
    for row in rows if narrow else ():
        yield "", "  ", row[0], "bold"
        counts = (f"{head} {cell}" for head, cell in zip(heads[1:], row[1:], strict=True) if cell != "0")
        yield "  ", "  ", ", ".join(counts), ""
    for index, row in enumerate([heads, *rows] if not narrow else ()):
        cells = "".join(f"  {cell:>{len(head)}}" for cell, head in zip(row[1:], heads[1:], strict=True))
        yield "", "", f"{row[0]:<{labels}}{cells}", "bold" if index in (0, len(rows)) else ""
    if every:
        yield "", "", "", ""
        for one in found.figures:
            yield (
                "  ",
                "    ",
                f"{_line(one, result, language)}{full_name(one.figure)} {one.figure.printed}: {_level(one, language)}",
                "",
            )
    yield "", "", "", ""
    seen, told = (sum(one.relations > 0 for one in found.figures), sum(one.singled_out for one in found.figures))
    shares = {key: number(share_of(count, len(found.figures)), language) for key, count in (("seen", seen), ("told", told))}
    read = "" if result.report.reading is None else "-read"
    yield "", "", say(message("prove.legend"), language), "dim"
    yield "", "", say(message(f"prove.closing{read}", **shares), language), "bold"


_COUNTS = ("figures", "none", "one", "several", "single", "exact")


def _counted(ones: Sequence[Protected]) -> list[str]:
    return [str(count) for count in _counts(ones).values()]


def _counts(ones: Sequence[Protected]) -> dict[str, int]:
    return {
        "figures": len(ones),
        "none": sum(one.relations == 0 for one in ones),
        "one": sum(one.relations == 1 for one in ones),
        "several": sum(one.relations > 1 for one in ones),
        "single": sum(one.singled_out for one in ones),
        "exact": sum(one.exact for one in ones),
    }


def _table(name: str, language: str) -> str:
    return say(message(f"word.{name}"), language) if name in ("claims", "goals") else name


def _line(one: Protected, result: Result, language: str) -> str:
    if result.report.reading is not None:
        place = place_sentence(figure_placed(one.figure, result.report), language)
    else:
        place = say(message("paper.line", line=one.figure.place.line), language)
    return f"{place}: " if place else ""


def _level(one: Protected, language: str) -> str:
    key = "unprotected" if not one.relations else "singled-out" if one.singled_out else "seen"
    return say(message(f"prove.{key}", relations=one.relations), language)


def explained_json(explained: Sequence[Explained], language: str) -> str:
    """``explain --format json``; described in docs/causes.md."""

    def control(outcome: Outcome) -> dict[str, Any]:
        return {
            "rule": outcome.rule,
            "outcome": outcome.outcome,
            "rounding": outcome.rounding,
            "message": sentence(outcome, language),
            "fingerprint": outcome.fingerprint,
        }

    def bounds(figure: Figure, low: Fraction | None, high: Fraction | None) -> dict[str, Any]:
        return {"low": _plain(figure, low), "high": _plain(figure, high)}

    document = [
        {
            **_figure(one.figure),
            "unit": one.figure.unit.name,
            "doubtful": one.figure.rests_on_doubt,
            "controls": [control(outcome) for outcome in one.controls],
            "possible": None if one.room is None else one.room.possible,
            **bounds(one.figure, one.room and one.room.low, one.room and one.room.high),
            "binding": [outcome.rule for outcome in one.binding],
            "wanted": [{"rule": w.outcome.rule, **bounds(one.figure, w.low, w.high)} for w in one.wanted],
            "causes": [cause.id for cause in one.causes],
            "why": None if one.why is None else say(one.why, language),
        }
        for one in explained
    ]
    return json.dumps({"schema_version": 1, "figures": document}, ensure_ascii=False, indent=2)


def protection_json(found: Protection) -> str:
    """``prove --format json``; described in docs/causes.md."""
    document = {
        "schema_version": 1,
        "all": _counts(found.figures),
        "tables": [{"table": table, **_counts(ones)} for table, ones in found.tables().items()],
        "figures": [
            {**_figure(one.figure), "relations": one.relations, "singled_out": one.singled_out, "exact": one.exact}
            for one in found.figures
        ],
    }
    return json.dumps(document, ensure_ascii=False, indent=2)


def _figure(figure: Figure) -> dict[str, Any]:
    return {
        "figure": figure.id,
        "table": figure.table,
        "path": list(figure.path),
        "row": figure.row,
        "column": figure.column,
        "printed": figure.printed,
        "value": decimal_text(figure.value),
        "line": figure.place.line,
    }


def _plain(figure: Figure, value: Fraction | None) -> str | None:
    if value is None:
        return None
    quantum = figure.unit.scale.scaleb(-figure.decimals)
    return decimal_text(Decimal(round(value / Fraction(quantum))) * quantum / figure.unit.scale)
