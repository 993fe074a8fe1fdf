"""What a person got wrong where YAML stumbles, and where it began."""

from collections.abc import Sequence
from typing import Any

from yaml import error as yaml_error
from yaml.events import CollectionEndEvent

from finsam_audit.messages import Message, message
from finsam_audit.page.bounds import DEPTH

_LONGEST = 40
"""So many characters of what stands on a line are told."""
# What libyaml, and PyYAML's own parser, say of the commonest mistakes, and what a user can do about them.
_MISTAKES = {
    "did not find expected key": "yaml.expected-key",
    "expected <block end>": "yaml.expected-key",
    "could not find expected ':'": "yaml.no-colon",
    "mapping values are not allowed": "yaml.indent",
    "did not find expected '-'": "yaml.expected-dash",
    "found unexpected end of stream": "yaml.unclosed-quote",
    "found unexpected document indicator": "yaml.unclosed-quote",
    "found unknown escape character": "yaml.escape",
}


def mistake_in(lines: Sequence[str], error: yaml_error.MarkedYAMLError, last: Any) -> tuple[Any, Message]:
    """What is wrong with the YAML, and the mark of its place; ``last`` is the event before it."""
    at, began = error.problem_mark or error.context_mark, error.context_mark
    line = at.line + 1 if at else 1
    here = lines[line - 1] if 0 < line <= len(lines) else ""
    if "nesting depth" in str(error.problem):  # libyaml's own bound, far beyond ours
        return at, message("yaml.too-deep", limit=DEPTH)
    if at and getattr(last, "style", None) in ("'", '"'):  # a text in quotes
        first, end = last.start_mark, last.end_mark
        if first.line < end.line == at.line:  # it took in what stands on the lines between
            return first, message("yaml.unclosed-quote")
        if end.line == at.line and not here[end.column : at.column].strip():
            return at, message("yaml.quote-within")
    if ": |" in here and "|" in here:
        return at, message("yaml.leading-pipe")
    if "\t" in here[: len(here) - len(here.lstrip())]:
        return at, message("yaml.tab")
    context = str(error.context or "")
    if began and context.startswith("while scanning a quoted"):
        return began, message(_mistake(error))
    if at and began and context.startswith(("while parsing a flow sequence", "while parsing a flow mapping")):
        sign = lines[began.line][began.column : began.column + 1]
        if began.line != at.line or {"[": "]"}.get(sign, "}") not in here[at.column :]:
            return began, message("yaml.unclosed-bracket", sign=sign)
        return at, message("yaml.colon" if here[at.column] == ":" else "yaml.no-comma")
    if at and here[at.column : at.column + 1] in ("]", "}"):
        return at, message("yaml.bracket-too-many", sign=here[at.column])
    if at and (closed := _closed(last, at, here)):
        return at, message("yaml.after-bracket", sign=closed, found=here[at.column :].strip()[:_LONGEST])
    value = here.split(": ", 1)[1].lstrip() if ": " in here else here.strip()
    if at and str(error.problem).startswith("found character that cannot start"):
        value = here[at.column :]
    if value[:1] in ("%", "@", "[", "*", "&", "`", ">", "-", "?", "!", "{"):
        return at, message("yaml.leading-sign", sign=value[:1])
    if value.count(": ") and not value.startswith(('"', "'")):
        return at, message("yaml.colon")
    return at, message(_mistake(error))


def _closed(last: Any, at: Any, here: str) -> str:
    """The bracket that ended a list or group just before a place on the same line, or ""."""
    if not isinstance(last, CollectionEndEvent) or last.end_mark is None or last.end_mark.line != at.line:
        return ""
    sign = here[last.end_mark.column - 1 : last.end_mark.column]
    return sign if sign in ("]", "}") else ""


def _mistake(error: yaml_error.MarkedYAMLError) -> str:
    what = str(error.problem or error.context or "")
    return next((key for start, key in _MISTAKES.items() if what.startswith(start)), "yaml.syntax")
