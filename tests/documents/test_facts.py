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


@pytest.mark.parametrize(
    ("texts", "entity"),
    [
        (["Finsam Ekby", "Finsam Ekbys årsredovisning 2025", "Resultat för Finsam Ekbys"], "Finsam Ekby"),
        (["FINSAM Alnäs och Ekbys årsredovisning", "Ekby kommun"], "FINSAM Alnäs och Ekby"),
        (["Finsam Degerfors", "Degerfors kommun"], "Finsam Degerfors"),
        (["ansökan med Samordningsförbundet i Stora Dalen", "utbyte med Finsam Ekby"], "okänd"),
        (["Finsam Ekby"] * 3 + ["tillsammans med Samordningsförbundet i Stora Dalen"] * 2, "Finsam Ekby"),
        (["Finsam Ekby"] * 3 + ["Samordningsförbundet Ekby med omnejd"] * 2, "Samordningsförbundet Ekby"),
    ],
)
def test_the_name_is_that_of_the_federation_itself_and_not_of_another(texts: list[str], entity: str) -> None:
    lines = [Line(1, at, (Piece(text, "text", ()),)) for at, text in enumerate(texts)]
    assert facts_of(lines, (), ()).entity == entity


@pytest.mark.parametrize(
    ("text", "organisation"),
    [("Medlemsbidrag från kommunerna", "annan"), ("Bidrag från Försäkringskassan", "samordningsförbund")],
)
def test_members_that_pay_do_not_make_a_coordination_association(text: str, organisation: str) -> None:
    assert facts_of([Line(1, 0, (Piece(text, "text", ()),))], (), ()).organisation == organisation
