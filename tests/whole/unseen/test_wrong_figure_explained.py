"""A wrong figure of the text is another cell, another base, the column beside it or two digits changed; that is said."""

from __future__ import annotations

import pytest

from tests.whole.unseen.small import audited, checked, data_file, hinted, sample, table


def _kinds(name: str, printed: str) -> set[str | None]:
    return {o.kind for o in sample(name).findings if printed in {u.figure.printed for u in o.figures if u.figure}}


def test_the_cost_per_participant_was_reckoned_on_the_budget() -> None:
    """22 550 kr is the budget's 1 804 000 kr by 80, not the outcome's 1 803 259."""
    assert "1 804 000" in {printed.removesuffix(" kr") for printed in hinted(sample("lekeberg-orebro-2020"), "TX001")}


def test_the_deviation_that_the_auditors_tell_is_that_of_another_row() -> None:
    assert {"342 371", "342"} & hinted(audited("lekeberg-orebro-2020-revisionsrapport"), "TX001") != set()


def test_two_digits_changed_places() -> None:
    assert _kinds("vastmanland-2025", "1743") | _kinds("vastmanland-2025", "1 743") == {"digit_transposition"}


def test_a_share_of_the_budget_is_the_outcomes_and_no_number_cut_short() -> None:
    (told,) = [o for o in sample("lekeberg-orebro-2020").findings if o.rule == "TX002" and str(o.stated) == "14"]
    assert told.told.key != "rounding.truncated"
    assert told.kind != "rounding"
    assert told.hints != ()


def test_what_the_region_paid_too_much_is_a_quarter_of_what_the_municipalities_pay() -> None:
    result = sample("vastmanland-2025")
    assert len({o.cause for o in result.findings if o.rule in ("FI002", "FI003")}) == 1
    assert {"1 184 875", "1184875"} & (hinted(result, "FI002") | hinted(result, "FI003")) != set()


CLAIM = """claims:
  - text: "Kostnaden för {what} uppgick till {value}"
    value: {value}
    equals: «Not 3. Kostnader».Personal
"""
NOTE = table("Not 3. Kostnader", [("Personal", (48_170, 46_220)), ("Lokaler", (9_310, 9_125)), ("Summa", (57_480, 55_345))])


@pytest.mark.parametrize(
    ("value", "kind", "names"),
    [
        ("46 220 kr", "wrong_column", "46 220"),
        ("57 480 kr", None, "57 480"),
        ("9 310 kr", None, "9 310"),
        ("48 710 kr", "digit_transposition", ""),
        ("48 110 kr", "digit_error", ""),
    ],
)
def test_the_exact_explanation_comes_first(value: str, kind: str | None, names: str) -> None:
    result = checked(data_file(NOTE, rest=CLAIM.format(what="personal", value=value)))
    (told,) = [o for o in result.findings if o.rule == "TX001"]
    assert kind is None or told.kind == kind
    assert not names or names in {printed.removesuffix(" kr") for printed in hinted(result, "TX001")}
