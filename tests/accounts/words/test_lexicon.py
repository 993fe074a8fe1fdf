"""Labels to concepts: slips of text recognition forgiven, and no guessing between two."""

from __future__ import annotations

import pytest

from finsam_audit.accounts.words.folding import edit_distance, fold
from finsam_audit.accounts.words.labels import fits
from finsam_audit.accounts.words.lexicon import build_lexicon
from finsam_audit.controls.rules import RuleBook


@pytest.mark.parametrize(
    ("label", "folded"),
    [
        ("Årets resultat", "arets resultat"),
        ("ÅRETS  RESULTAT:", "arets resultat"),
        ("1.2. Översikt", "oversikt"),
        ("4 Kassaflödesanalys", "kassaflodesanalys"),
        ("Struktur- övergripande", "struktur overgripande"),
        ("6vrigt eget kapital", "ovrigt eget kapital"),
        ("F6rbundschef", "forbundschef"),
        ("% av totalkostnad", "% av totalkostnad"),
        ("– Arvoden", "arvoden"),
        ("!?", ""),
    ],
)
def test_a_label_is_folded(label: str, folded: str) -> None:
    assert folded == fold(label)


@pytest.mark.parametrize(
    ("label", "pattern", "expected"),
    [
        ("Summa tillgångar", "summa*", True),
        ("Summa", "summa*", True),
        ("Delsumma", "summa*", False),
        ("Ökning/minskning kortfristiga fordringar", "*okning/minskning*fordringar", True),
        ("Region Örebro län", "Region *", True),
        ("Regionen", "Region", False),
        ("Arbetsgivaravgifter", "* varav *", False),
        ("Lön, varav till styrelsen", "* varav *", True),
        ("Varav till styrelsen", "* varav *", True),
    ],
)
def test_a_star_stands_for_any_words(label: str, pattern: str, expected: bool) -> None:
    assert expected == fits(label, [pattern])


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Resultaträkning", "resultaträkning"),
        ("2.Resultaträkning", "resultaträkning"),
        ("BALANSRÄKNING", "balansräkning"),
        ("Kassaflödesanalys", "kassaflödesanalys"),
        ("Driftsredovisning", "driftredovisning"),
        ("Översikt över verksamhetens utveckling", "översikt"),
        ("Översikt över medlemsbidragets utveckling", "bidragsöversikt"),
        ("Balanskravsresultat", "balanskravsutredning"),
        ("Finansierad verksamhet", "finansierad verksamhet"),
        ("Not 4. Fordringar", "not"),
        ("Enkäter", "statistik"),
    ],
)
def test_the_name_tells_the_kind_of_table(book: RuleBook, name: str, kind: str) -> None:
    assert kind == book.lexicon.kind_of(name)


@pytest.mark.parametrize(
    ("kind", "label", "concept"),
    [
        ("balansräkning", "Kassa och bank", "kassa och bank"),
        ("balansräkning", "KASSA OCH BANK", "kassa och bank"),
        ("balansräkning", "Likvida medel", "kassa och bank"),
        ("balansräkning", "Summa omsättningstillgångar", "summa omsättningstillgångar"),
        ("balansräkning", "Summa omsättningstiligångar", "summa omsättningstillgångar"),
        ("balansräkning", "Summa ornsättningstillgångar", "summa omsättningstillgångar"),
        ("balansräkning", "6vrigt eget kapital", "övrigt eget kapital"),
        ("resultaträkning", "Verksamhetens intakter", "verksamhetens intäkter"),
        ("resultaträkning", "Arets resuItat", "årets resultat"),
        ("kassaflödesanalys", "Ökning/minskning kortfristiga skulder", "förändring av skulder"),
    ],
)
def test_a_label_finds_its_concept_in_spite_of_text_recognition(book: RuleBook, kind: str, label: str, concept: str) -> None:
    found = book.lexicon.concept_of(kind, label, kind)
    assert concept == (found.name if found else None)


@pytest.mark.parametrize(
    ("kind", "label"),
    [
        ("balansräkning", "Aktier"),
        ("balansräkning", ""),
        ("balansräkning", "Bonk"),
        ("statistik", "Summa tillgångar"),
        ("finns inte", "Summa"),
        ("resultaträkning", "Verksamhetens kostnader och intäkter"),
    ],
)
def test_a_label_that_fits_nothing_is_left_alone(book: RuleBook, kind: str, label: str) -> None:
    assert book.lexicon.concept_of(kind, label, kind) is None


def test_a_concept_within_some_tables_is_not_found_in_others(book: RuleBook) -> None:
    inside = book.lexicon.concept_of("not", "Region Örebro län", "Not 2. Verksamhetens intäkter")
    outside = book.lexicon.concept_of("not", "Region Örebro län", "Not 4. Fordringar")
    assert (inside.name if inside else None, outside) == ("bidrag från regioner", None)


def test_a_label_that_fits_two_concepts_is_never_guessed() -> None:
    lexicon = build_lexicon(
        {"tables": {"t": {"names": ["t"], "rows": {"ett": {"labels": ["Lika"]}, "två": {"labels": ["Lika"]}}}}}
    )
    assert lexicon.concept_of("t", "Lika", "t") is None


def test_a_label_equally_near_two_concepts_is_never_guessed() -> None:
    rows = {"ett": {"labels": ["Personalkostnad a"]}, "två": {"labels": ["Personalkostnad b"]}}
    lexicon = build_lexicon({"tables": {"t": {"names": ["t"], "rows": rows}}})
    found = lexicon.concept_of("t", "Personalkostnad a", "t")
    assert (found.name if found else None, lexicon.concept_of("t", "Personalkostnad c", "t")) == ("ett", None)


def test_a_label_that_fits_two_patterns_is_never_guessed() -> None:
    rows = {"ett": {"labels": ["Bidrag*"]}, "två": {"labels": ["*staten"]}}
    lexicon = build_lexicon({"tables": {"t": {"names": ["t"], "rows": rows}}})
    found = lexicon.concept_of("t", "Bidrag från regionen", "t")
    assert (found.name if found else None, lexicon.concept_of("t", "Bidrag från staten", "t")) == ("ett", None)


@pytest.mark.parametrize(
    ("inner", "outer", "expected"),
    [
        ("omsättningstillgångar", "tillgångar", True),
        ("kortfristiga skulder", "eget kapital och skulder", True),
        ("tillgångar", "tillgångar", True),
        ("tillgångar", "omsättningstillgångar", False),
        ("", "tillgångar", False),
    ],
)
def test_classes_lie_within_each_other(book: RuleBook, inner: str, outer: str, expected: bool) -> None:
    assert expected == book.lexicon.is_within(inner, outer)


@pytest.mark.parametrize(
    ("left", "right", "distance"), [("summa", "summa", 0), ("summa", "sumna", 1), ("summa", "suma", 1), ("summa", "resa", 3)]
)
def test_distance_counts_letters_apart_up_to_its_limit(left: str, right: str, distance: int) -> None:
    assert distance == edit_distance(left, right, 2)


@pytest.mark.parametrize(
    ("kind", "label"), [("kassaflödesanalys", "Ökning av långfristiga fordringar"), ("kassaflödesanalys", "Utgående kassa")]
)
def test_no_slip_of_text_recognition_turns_a_word_into_its_opposite(book: RuleBook, kind: str, label: str) -> None:
    concept = book.lexicon.concept_of(kind, label, "")
    assert concept is None or concept.name not in ("förändring av fordringar", "likvida medel vid årets början")


@pytest.mark.parametrize(
    ("kind", "label", "concept"),
    [
        ("balansräkning", "Kortfr. skulder", "kortfristiga skulder"),
        ("balansräkning", "Ing. eget kap.", "övrigt eget kapital"),
        ("balansräkning", "Förutbet. kostn. o uppl. int.", "fordringar"),
        ("balansräkning", "Uppl. kostn. & förutbet. int.", "kortfristiga skulder"),
        ("balansräkning", "Övr. fordr.", "fordringar"),
        ("balansräkning", "Lev.skulder", "kortfristiga skulder"),
        ("balansräkning", "Leverantörsskulder m.m.", "kortfristiga skulder"),
        ("balansräkning", "Mask. o. inv.", "anläggningstillgångar"),
        ("balansräkning", "S:a tillg.", "summa tillgångar"),
        ("resultaträkning", "Res. e. fin. poster", "resultat efter finansiella poster"),
        ("balansräkning", "Skatte.", None),  # fordringar, or skulder
        ("balansräkning", "Skuld.", None),
        ("balansräkning", "F.d. skuld", None),
        ("balansräkning", "S. f. d.", None),
    ],
)
def test_words_cut_short_are_read_where_only_one_concept_begins_so(
    book: RuleBook, kind: str, label: str, concept: str | None
) -> None:
    found = book.lexicon.concept_of(kind, label, kind)
    assert concept == (found.name if found else None)


def test_a_heading_cut_short_opens_its_class(book: RuleBook) -> None:
    labels = ["Oms.tillg.", "A. Kortfr. skulder", "Eget kap. o skulder", "Sk. o."]
    assert [book.lexicon.heading_class("balansräkning", label) for label in labels] == [
        "omsättningstillgångar",
        "kortfristiga skulder",
        "eget kapital och skulder",
        "",
    ]


@pytest.mark.parametrize(
    ("label", "balance"),
    [
        ("Ingående låneskuld", ("ingående", "laneskuld")),
        ("Patientskador, utgående", ("utgående", "patientskador")),
        ("IB", ("ingående", "")),
        ("Avsatt UB", ("utgående", "avsatt")),
        ("Lån vid årets ingång", ("ingående", "lan")),
        ("Kapital 31/12", ("utgående", "kapital")),
        ("Ingående moms", ("", "")),
        ("Ibruktagna lokaler", ("", "")),
    ],
)
def test_a_label_says_which_balance_it_is_and_of_what(book: RuleBook, label: str, balance: tuple[str, str]) -> None:
    assert book.lexicon.balance(label) == balance
