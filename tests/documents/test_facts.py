"""Who, when and what a document is of."""

from __future__ import annotations

import pytest

from finsam_audit.documents.facts import facts_of
from finsam_audit.documents.layout import Line, Piece


@pytest.mark.parametrize(
    ("text", "entity"),
    [
        ("Samordningsförbundet Testköping. Kassa och bank ökade", "Samordningsförbundet Testköping"),
        ("Samordningsförbundet S:t Olof", "Samordningsförbundet S:t Olof"),
        ("Samordningsförbundet Finsam Ekby/Alnäs Årsredovisning 2025", "Samordningsförbundet Finsam Ekby/Alnäs"),
    ],
)
def test_a_name_ends_with_its_sentence(text: str, entity: str) -> None:
    line = Line(1, 0, (Piece(text, "text", ()),))
    assert facts_of([line], (), ()).entity == entity
