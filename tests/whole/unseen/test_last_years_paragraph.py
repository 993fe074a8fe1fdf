"""A paragraph with this year's number and last year's is right."""

from __future__ import annotations

from finsam_audit.page.model import Figure
from tests.whole.unseen.small import checked, data_file, hinted, sample

CLAIMS = """claims:
  - id: deltagare
    text: "Under 2025 har totalt 198 deltagare varit en del av insatsen"
    value: 198
  - id: deltagare_2024
    text: "jämfört med 2024 (187 deltagare)"
    value: 187
    column: 2024
  - id: avslutade
    text: "Under året avslutades {ended} deltagare"
    value: {ended}
  - text: "andelen avslutade är högre 2025 (42 %)"
    value: 42 %
    equals: claims.avslutade / claims.deltagare
  - text: "än 2024 (36 %)"
    value: 36 %
    column: 2024
"""


def _file(ended: int) -> str:
    return data_file(organisation="samordningsförbund", rest=CLAIMS.format(ended=ended))


def test_this_years_number_is_right() -> None:
    assert [o.rule for o in checked(_file(83)).findings if o.rule.startswith("TX")] == []


def test_a_number_that_fits_last_years_share_is_told_as_last_years() -> None:
    assert {"187", "36 %"} <= hinted(checked(_file(68)), "TX002")


def test_another_number_that_is_wrong_is_not() -> None:
    assert {"187", "36 %"} & hinted(checked(_file(71)), "TX002") == set()


def test_the_paragraph_of_degerfors_is_told_once() -> None:
    result = sample("degerfors-karlskoga-2025")
    told = [
        o
        for o in result.findings
        if o.rule in ("TX002", "TX003") and {"68", "36 %"} & {u.figure.printed for u in o.figures if u.figure}
    ]
    (cause,) = (cause for cause in result.causes if cause.id in {o.cause for o in told})
    assert {o.cause for o in told} == {cause.id}
    assert {"68", "187", "36%"} <= {value.printed for value in cause.told.args.values() if isinstance(value, Figure)}
