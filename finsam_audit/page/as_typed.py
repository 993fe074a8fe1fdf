"""What is typed as on the page where YAML asks for quotes (a colon in a label, a dash for the first cell, ``unit: %``), and a
text as it is typed there by the program."""

import re

_ROW = r"(?m)^( *(?:- +)?[^\W\d_](?:(?!: +[{[])[^\n\"'#])*?)(: +)((?:[-–?_] +|[-–−+(]?[0-9]|[-–_%]$)[^\n:]*)$"
_STAND_IN = str.maketrans(":-?%", "\ue000\ue001\ue002\ue003")
MEANT: dict[int, int] = str.maketrans("\ue000\ue001\ue002\ue003", ":-?%")
"""What the signs of no meaning stand for."""
_WORDS = ("yes", "no", "true", "false", "null", "on", "off", "y", "n", "~")


def without_signs(text: str) -> str:
    """A file's text with signs of no meaning where YAML would stumble at a row, each in the place of one sign."""
    return re.sub(_ROW, _row, text)


def _row(row: re.Match[str]) -> str:
    label, colon, cells = row.groups()
    return re.sub(":(?= )", "\ue000", label) + colon + cells[0].translate(_STAND_IN) + cells[1:]


def quoted(text: str) -> str:
    """A text as a YAML scalar: in quotes where it would mean something else without, what cannot be seen as an escape."""
    text = " ".join(text.split())
    simple = re.fullmatch(r"[\w(–][^:#\"'\\|{}\[\],&*?!%@`<>=]*", text) and not re.fullmatch(r"[-+\d_.,]*", text)
    if simple and text.isprintable() and text.lower() not in _WORDS and not text.endswith(" "):
        return text
    text = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(sign if sign.isprintable() else f"\\U{ord(sign):08x}" for sign in text) + '"'
