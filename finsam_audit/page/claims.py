"""The claims of a data file: sentences of the text that state a figure."""

from __future__ import annotations

from finsam_audit.page import bounds, keys
from finsam_audit.page.cells import loose_figure
from finsam_audit.page.datafile import DataFile
from finsam_audit.page.model import Claim, Place
from finsam_audit.page.prose import about_word
from finsam_audit.page.source import Node


def read_claims(file: DataFile, root: Node) -> tuple[Claim, ...]:
    """The claims, those that could be read."""
    return tuple(c for n, node in enumerate(file.entries(root, "claims", bounds.CLAIMS), 1) if (c := _claim(file, node, n)))


def _claim(file: DataFile, node: Node, number: int) -> Claim | None:
    if not file.keys(node, keys.CLAIM, keys.CLAIM_REQUIRED, "claims"):
        return None
    name = file.name(node, "claims", number)
    text = file.text(node.get("text"))
    value = node.get("value")
    if value is None:
        return None
    figure = loose_figure(file, value, "claims", name, text, file.place(node.get("at"), value))
    if figure is None:
        return None
    equals = node.get("equals")
    file.formula(equals)
    said = file.choice(node.get("about"), ("yes", "no", "true", "false"), "", "about")
    about = said in ("yes", "true") or (not said and bool(about_word(text, figure.printed)))
    place = Place(equals.line, equals.column) if equals is not None else Place()
    column = file.text(node.get("column"))
    return Claim(name, text, figure, file.text(equals), column, about, figure.place, place)
