"""The name that was probably meant: one look-up for files of data and of rules, for formulas and for the command line."""

from collections.abc import Iterable


def near_name(found: str, known: Iterable[str]) -> str:
    """The known name that is nearest to one that is not known, whatever its capitals; "" where none is near.

    What compares them is loaded only when something is wrong.
    """
    from difflib import get_close_matches

    names: dict[str, str] = {}
    for name in known:
        names.setdefault(name.lower(), name)
    close = get_close_matches(found.lower(), names, 1)
    return names[close[0]] if close else ""
