"""A cause does not break the controls that hold beside it, and shows every term."""

from __future__ import annotations

from tests.whole.unseen.small import Rows, checked, data_file, proposed, sample, table


def test_the_printed_changes_are_wrong_where_the_shares_uphold_the_counts() -> None:
    """ST006 holds for the counts before and after; what ST007 proposes may not change them."""
    result = sample("lekeberg-orebro-2020")
    upheld = {
        u.figure.id for o in result.outcomes if o.rule == "ST006" and o.outcome == "passed" for u in o.figures if u.figure
    }
    changed = {
        figure.id
        for cause in result.causes
        if {result.outcomes[n].rule for n in cause.outcomes} & {"ST007"}
        for figure, _ in cause.corrections
    }
    assert changed & upheld == set()


def test_a_total_that_shares_uphold_is_not_to_be_changed() -> None:
    result = sample("lekeberg-orebro-2020")
    causes = [c for c in result.causes if {str(result.outcomes[n].stated) for n in c.outcomes} & {"160"}]
    assert ("160", "159") not in [(f.printed, str(value)) for c in causes for f, value in c.corrections]


def test_the_blank_cell_may_be_the_one_to_fill() -> None:
    """70 is the sum of all rows but the one left blank, whose outcome is 4 and whose budget is 0."""
    result = sample("lekeberg-orebro-2025")
    (told,) = [o for o in result.findings if o.rule == "DR002" and o.column == "Avvikelse 2025"]
    assert "Sjuklöneersättning" in {str(value) for hint in told.hints for value in hint.args.values()}


def test_a_small_table_names_its_blank_cell() -> None:
    rows: Rows = [("Avgifter", 66), ("Bidrag", None), ("Hyror", 12), ("Summa", 95)]
    (told,) = [o for o in checked(data_file(table("Not 2. Intäkter", rows))).findings if o.severity == "error"]
    assert "Bidrag" in {str(value) for hint in told.hints for value in hint.args.values()}


def test_findings_with_one_amount_behind_them_are_one() -> None:
    result = sample("vastmanland-2025")
    together = [o.cause for o in result.findings if o.rule in ("FI002", "FI003", "TX002")]
    assert len(together) == 4
    assert len(set(together)) == 1


def test_every_term_of_a_change_is_shown() -> None:
    """9 less 13 by 13 is −30,77 %: three figures, one of them twice."""
    (told,) = [o for o in sample("lekeberg-orebro-2021-h1").findings if o.rule == "ST007"]
    assert {"13", "9", "-30 %"} <= {u.figure.printed for u in told.figures if u.figure}


def test_a_change_in_per_cent_shows_before_and_after() -> None:
    heads = "Före [antal] | Efter [antal] | Förändring [antal] | Förändring i % [%]"
    rows: Rows = [("Sjukpenning", (20, 15, -5, "-30 %")), ("Försörjningsstöd", (10, 11, 1, "10 %"))]
    result = checked(data_file(table("Försörjningskälla", rows, unit="antal", columns=heads)))
    (told,) = [o for o in result.findings if o.rule == "ST007"]
    assert {"20", "15", "-30 %"} <= {u.figure.printed for u in told.figures if u.figure}
    assert ("20", 15) not in [(row, amount) for _, row, amount in proposed(result)]
