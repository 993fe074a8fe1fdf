"""The one door through which text leaves: lines to a stream, wrapped and coloured on a terminal.

What a file holds is shown and never obeyed: a character that steers a terminal, or turns the direction of a line, goes out
as a visible escape.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterable, Iterator
from typing import TextIO

Styled = list[tuple[str, str]]  # pieces of one line: text and style

AMOUNT = re.compile(r"(?<=\d) (?=\d{3}(?!\d))|(?<=\d) (?=(?:kr|tkr|mnkr|%|rader|rows)(?!\w))")
_CONTROLS = (*range(0x09), *range(0x0A, 0x20), *range(0x7F, 0xA0))
# Marks and overrides of direction, separators of lines, characters of no width, and tags: all that Unicode calls format, but
# for the soft hyphen that reports print.
_HIDDEN = (
    *range(0x0600, 0x0606),
    *(0x061C, 0x06DD, 0x070F, 0x0890, 0x0891, 0x08E2, 0x180E),
    *range(0x200B, 0x2010),
    *range(0x2028, 0x202F),
    *range(0x2060, 0x2070),
    0xFEFF,
    *range(0xFFF9, 0xFFFC),
    *(0xFFFE, 0xFFFF, 0x110BD, 0x110CD),
    *range(0x13430, 0x13440),
    *range(0x1BCA0, 0x1BCA4),
    *range(0x1D173, 0x1D17B),
    *range(0xE0000, 0xE0080),
)


def _escape(code: int) -> str:
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def _escape_in_json(code: int) -> str:
    """As JSON spells a character: one of the upper planes in two halves."""
    halves = chr(code).encode("utf-16-be").hex()
    return "".join(f"\\u{halves[at : at + 4]}" for at in range(0, len(halves), 4))


_SHOWN = {code: _escape(code) for code in (*_CONTROLS, *_HIDDEN)}
_IN_JSON = {code: _escape_in_json(code) for code in (*range(0x7F, 0xA0), *_HIDDEN)}

_PLAIN = {"–": "-", "—": "-", "−": "-", "→": "->", "·": "-", "…": "...", "”": '"', "’": "'", "≤": "<=", "≥": ">="}


def _plainer(error: UnicodeError) -> tuple[str, int]:
    """For what the encoding of a stream does not have, something near it, else a question mark."""
    assert isinstance(error, UnicodeEncodeError)
    return "".join(_PLAIN.get(sign, "?") for sign in error.object[error.start : error.end]), error.end


PLAINER = "finsam-audit.plainer"  # as a stream is told to treat what it cannot encode
codecs.register_error(PLAINER, _plainer)


def visible(text: str) -> str:
    """One line of text with every character that steers shown as an escape: ``\\x1b``, ``\\u202e``."""
    return text if text.isprintable() else text.translate(_SHOWN)


def in_json(text: str) -> str:
    """JSON of which what it does not escape by itself is escaped in its own way, so that it reads back the same."""
    return text if text.isascii() else text.translate(_IN_JSON)


def write_json(text: str, out: TextIO) -> None:
    """Write JSON."""
    out.write(in_json(text) + "\n")


def write_plain(lines: Iterable[str], out: TextIO) -> None:
    """Write lines as they are."""
    out.writelines(f"{visible(line)}\n" for line in lines)


def terminal_width(out: TextIO) -> int | None:
    """The width of the terminal that a stream writes to; None where it is none."""
    if not out.isatty():
        return None
    from shutil import get_terminal_size

    return max(20, get_terminal_size().columns)


def write_styled(make: Callable[[int | None], Iterable[Styled]], out: TextIO, terminal: bool) -> None:
    """Write the lines that ``make`` gives for a width (None: as long as they are); on a terminal in colour (rich)."""
    if not terminal:
        write_plain(("".join(text for text, _ in line) for line in make(None)), out)
        return
    from rich.console import Console
    from rich.text import Text

    console = Console(file=out, highlight=False)
    page = Text()
    for line in make(console.width):
        for text, style in line:
            page.append(visible(text), style)
        page.append("\n")
    console.print(page, soft_wrap=True, end="")


def wrapped(text: str, first: str, following: str, width: int | None, style: str = "") -> Iterator[Styled]:
    """A text as lines of at most ``width``, with their indents; one line where there is no width."""
    if width is None or len(first) + len(text) <= width:
        yield [(first + text, style)]
        return
    from textwrap import wrap

    kept = AMOUNT.sub("\u00a0", text)  # an amount is not broken between two lines, nor a command at its hyphens
    for line in wrap(
        kept, width, initial_indent=first, subsequent_indent=following, break_long_words=False, break_on_hyphens=False
    ):
        yield [(line.replace("\u00a0", " "), style)]
