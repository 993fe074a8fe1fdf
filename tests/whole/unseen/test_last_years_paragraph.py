"""A paragraph with this year's number and last year's is right."""

from __future__ import annotations

from tests.whole.unseen.small import checked, data_file

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
