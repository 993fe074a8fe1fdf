"""What a table is called, and which kind of table its name tells."""

from __future__ import annotations

import re

_KINDS = (
    ("not", r"not\s+\d"),
    ("resultaträkning", r"resultatr[äa]kning"),
    ("balansräkning", r"balansr[äa]kning"),
    ("kassaflödesanalys", r"kassafl[öo]de|finansieringsanalys"),
    ("driftredovisning", r"drifts?redovisning"),
    ("investeringsredovisning", r"investeringsredovisning"),
    ("balanskravsutredning", r"balanskrav"),
    ("bidragsöversikt", r"medlemsbidrag\w* utveckling"),
    ("finansierad verksamhet", r"finansierad verksamhet"),
    ("översikt", r"fler[åa]rs[öo]versikt|[öo]versikt.*(?:verksamhet|utveckling)|fem [åa]r i sammandrag|nyckeltal"),
)
_STATEMENT = re.compile(
    r"(?:(?:resultat|balans)räkning|kassaflödesanalys|driftredovisning)(?:en)?(?:,? [(\[]?(?:i )?(?:t?kr|mnkr)[)\]]?)?",
    re.IGNORECASE,
)
_NUMBERING = re.compile(r"^\d+(?:\.\d+)*(?:\.\s*|\s+)(?=\D)")


def kind_of(title: str) -> str:
    """The kind of table that a title names, as in ``kind`` of the data file; "" where it names none."""
    text = title.lower()
    return next((kind for kind, pattern in _KINDS if re.search(pattern, text)), "")


def is_statement(title: str) -> bool:
    """Whether a title is the name of a statement and nothing else but its unit."""
    return _STATEMENT.fullmatch(title) is not None


def without_numbering(title: str) -> str:
    """A heading without its own number ("3.1 Balansräkning"); the number of a note stays."""
    return _NUMBERING.sub("", title).strip()
