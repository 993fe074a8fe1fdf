"""Facts that the program does not hold yet: goals without a target, headings and follow-ups outside the annual report."""

from __future__ import annotations

from tests.whole.unseen.small import checked, data_file, table


def test_the_administration_of_a_follow_up_ties_at_the_half_year_too() -> None:
    head = "  document: interim report\n"
    follow_up = table(
        "Not 8. Uppföljning av budget",
        [("Administrativa kostnader", [("Lokaler", (62, 31)), ("Personal", (400, 195)), ("Summa", (462, 226))])],
        columns="Budget 2025 | Utfall 2025-01-01 – 2025-06-30",
        more="kind: budgetuppföljning",
    )
    note = table("Not 3. Kostnader", [("Insatser", 900), ("Administrativa kostnader", 241)], columns="2025-01-01 – 2025-06-30")
    file = data_file(follow_up, note, organisation="samordningsförbund", report=head)
    file = file.replace("period: 2025\n", "period: 2025-01-01 – 2025-06-30\n")
    assert "BU003" in [o.rule for o in checked(file).findings]
