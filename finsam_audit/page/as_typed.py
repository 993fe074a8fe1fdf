"""What is typed as on the page where YAML asks for quotes: a colon in a label, a dash for the first cell, ``unit: %``."""

import re

_ROW = re.compile(r"(?m)^( *(?:- +)?[^\W\d_][^\n\"'#]*?)(: +)((?:[-?] +|[-+(]?[0-9]|%$)[^\n:]*)$")
_STAND_IN = str.maketrans(":-?%", "\ue000\ue001\ue002\ue003")
MEANT: dict[int, int] = str.maketrans("\ue000\ue001\ue002\ue003", ":-?%")
"""What the signs of no meaning stand for."""


def without_signs(text: str) -> str:
    """A file's text with signs of no meaning where YAML would stumble at a row, each in the place of one sign."""
    return _ROW.sub(_row, text)


def _row(row: re.Match[str]) -> str:
    label, colon, cells = row.groups()
    return re.sub(":(?= )", "\ue000", label) + colon + cells[0].translate(_STAND_IN) + cells[1:]
