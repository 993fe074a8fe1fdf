"""Error localisation against brute force, planted slips, large amounts, rounding, missing figures, other forms."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finsam_audit.controls.localisation import (
    Alternative,
    Mistaken,
    Relation,
    Variable,
    correct,
    leeway,
    locate,
    price,
    relation,
    rounding_conflict,
    slips,
)
from finsam_audit.controls.localisation.model import Number, Sense
from finsam_audit.controls.localisation.record import Record
from tests.properties import examples

NAMES = ("a", "b", "c", "d")
RANGE = range(-3, 4)
SENSES: tuple[Sense, ...] = ("=", "=", "=", "<=", ">=")


@st.composite
def systems(draw: st.DrawFn) -> tuple[list[Relation], dict[str, Variable]]:
    relations = []
    for number in range(draw(st.integers(1, 4))):
        chosen = draw(st.lists(st.sampled_from(NAMES), min_size=1, max_size=3, unique=True))
        terms = tuple((name, draw(st.sampled_from((1, 1, -1, -1, 2)))) for name in chosen)
        sense: Sense = draw(st.sampled_from(SENSES))
        relations.append(Relation(f"r{number}", terms, sense, draw(st.sampled_from((0, 0, 0, 1, 3)))))
    values = {
        name: Variable(
            draw(st.integers(-3, 3)),
            step=draw(st.sampled_from((0, 0, 1))),
            low=-3,
            high=3,
            fixed=draw(st.integers(0, 5)) == 0,
            weight=draw(st.sampled_from((1, 1, 1, 2))),
        )
        for name in NAMES
    }
    return relations, values


def holds(one: Relation, at: Mapping[str, Fraction | int], values: dict[str, Variable]) -> bool:
    twice = 2 * (sum(int(k) * at[name] for name, k in one.terms) - int(one.constant))  # that is, whole numbers are drawn
    slack = sum(abs(int(k)) * int(values[name].step) for name, k in one.terms)
    return (one.sense == "<=" or -twice <= slack) and (one.sense == ">=" or twice <= slack)


def every_way(relations: list[Relation], values: dict[str, Variable]) -> tuple[Fraction | None, set[frozenset[str]]]:
    """The least weight of figures to change and all sets that have it, by trying every record there is."""
    best: Fraction | None = None
    sets: set[frozenset[str]] = set()
    for assigned in product(RANGE, repeat=len(NAMES)):
        at = dict(zip(NAMES, assigned, strict=True))
        changed = frozenset(name for name in NAMES if at[name] != values[name].value)
        if any(values[name].fixed for name in changed) or not all(holds(one, at, values) for one in relations):
            continue
        weight = sum((Fraction(values[name].weight) for name in changed), Fraction(0))
        if best is None or weight < best:
            best, sets = weight, set()
        if weight == best:
            sets.add(changed)
    return best, sets


@examples(4)
@given(systems())
def test_the_optimum_and_all_its_sets_are_those_of_brute_force(system: tuple[list[Relation], dict[str, Variable]]) -> None:
    relations, values = system
    best, sets = every_way(relations, values)
    found = locate(relations, values, plain=True, most=1000)
    if best is None:
        assert found.irreparable
        return
    assert (found.cost, found.proved, found.cut, found.irreparable) == (best, True, False, ())
    mine = set()
    for repairs in product(*(fault.repairs for fault in found.faults)):
        mine.add(frozenset(change.variable for repair in repairs for change in repair.changes))
    assert mine == sets


@given(systems(), st.sampled_from(NAMES), st.sampled_from((0, 2, Fraction(1, 2))))
def test_a_record_with_a_figure_settled_is_the_one_made_anew(
    system: tuple[list[Relation], dict[str, Variable]], name: str, value: Number
) -> None:
    relations, values = system
    held = {name: values[name]._replace(value=value, fixed=True)}
    anew = Record(relations, values | held)
    settled = Record(relations, values).settled(held)
    if settled is None:  # the half is finer than a record of whole numbers that are not rounded
        assert anew.scale > Record(relations, values).scale
    elif settled.scale == anew.scale:
        assert vars(anew) == {**vars(settled), "relations": tuple(relations)}


@examples(16)
@given(systems())
def test_every_priced_repair_lets_all_relations_hold(system: tuple[list[Relation], dict[str, Variable]]) -> None:
    relations, values = system
    found = locate(relations, values)
    for repairs in product(*(fault.repairs for fault in found.faults)):
        at = {name: Fraction(variable.value or 0) for name, variable in values.items()}
        for change in (change for repair in repairs for change in repair.changes):
            assert change.written == at[change.variable] != change.to
            assert not values[change.variable].fixed
            at[change.variable] = change.to
        for one in relations:
            assert one.name in found.irreparable or holds(one, at, values)
    plainly = locate(relations, values, plain=True)
    if not found.irreparable and not plainly.irreparable:
        assert found.cost <= plainly.cost


SHEET = [
    relation(r) for r in ("cash + claims = current", "fixed + current = assets", "equity + debt = funds", "assets = funds")
]
TRUE = {"cash": 109_579, "claims": 142_521, "current": 252_100, "fixed": 24_785, "assets": 276_885, "equity": 95_218}
TRUE |= {"debt": 181_667, "funds": 276_885}


@examples(10)
@given(st.sampled_from(("current", "assets", "funds")), st.integers(0, 10**6), st.integers(0, 13))
def test_one_wrong_figure_in_two_relations_is_found_whatever_it_says(name: str, wrong: int, power: int) -> None:
    right = {n: v * 10**power for n, v in TRUE.items()}
    wrong *= 10**power
    if wrong == right[name]:
        return
    (change,) = correct(SHEET, right | {name: wrong}).certain
    assert (change.variable, change.to, change.determined) == (name, right[name], True)
    assert change.kind == slips(wrong, right[name])


@pytest.mark.parametrize(
    ("name", "written", "kind"),
    [
        ("cash", 190_579, "digit_transposition"),
        ("claims", 182_521, "digit_error"),
        ("equity", 9_518, "digit_lost"),
        ("debt", -181_667, "sign"),
        ("fixed", 25, "unit"),
    ],
)
def test_a_slip_in_a_figure_of_one_relation_is_told_from_its_neighbours(name: str, written: int, kind: str) -> None:
    (change,) = correct(SHEET, TRUE | {name: written}).certain
    assert (change.variable, change.to, change.kind) == (name, TRUE[name], kind)


def test_an_arbitrary_change_in_one_relation_stays_open() -> None:
    after = correct(SHEET, TRUE | {"cash": 83_044})
    assert (after.certain, after.values["cash"]) == ((), 83_044)
    assert [{r.changes[0].variable for r in fault.repairs} for fault in after.open] == [{"cash", "claims"}]


def test_two_figures_that_changed_places_are_one_mistake() -> None:
    found = locate(SHEET, TRUE | {"fixed": TRUE["current"], "current": TRUE["fixed"]})
    (fault,) = found.faults
    assert {(c.variable, c.to, c.kind) for c in fault.certain.changes} == {
        ("fixed", TRUE["fixed"], "interchanged"),
        ("current", TRUE["current"], "interchanged"),
    }
    assert found.cost == price("interchanged")


def test_two_slips_do_not_undercut_one_arbitrary_change() -> None:
    assert all(2 * price(kind) > price(None) for kind in ("sign", "digit_error", "digit_lost", "digit_transposition", "unit"))


def test_amounts_beyond_thirty_two_and_fifty_three_bits_are_exact() -> None:
    values = {"a": 10**12 + 1, "b": 9_007_199_254_740_993, "t": 9_008_199_254_740_995}
    found = locate([relation("a + b = t"), relation("t + c = s")], values | {"c": 1, "s": 9_008_199_254_740_995})
    assert {(c.variable, c.to) for r in found.faults[0].repairs for c in r.changes} >= {("t", 9_008_199_254_740_994)}


def test_rounded_figures_leave_an_interval_and_the_exact_sum_is_proposed() -> None:
    tkr = {n: Variable(v, step=1) for n, v in {"a": 100, "b": 200, "t": 700, "u": 700, "s": 1000}.items()}
    found = locate([relation("a + b = t"), relation("t + u = s")], tkr)
    (change,) = found.faults[0].certain.changes
    assert (change.variable, change.low, change.to, change.high) == ("t", 299, 300, 301)


def test_a_digit_that_fits_exactly_is_rather_wrong_than_two_that_changed_places_and_fit_within_rounding() -> None:
    tkr = {n: Variable(v, step=1) for n, v in {"a": 300, "x": 189, "t": 499, "b": 400, "s": 599}.items()}
    (change,) = locate([relation("a + x = t"), relation("b + x = s")], tkr).faults[0].certain.changes
    assert (change.variable, change.to, change.kind) == ("x", 199, "digit_error")


def test_figures_in_different_units_bring_their_own_rounding() -> None:
    values = {"kr": Variable(1_089_122, step=1), "tkr": Variable(1_089_000, step=1000, grid=1000)}
    assert not locate([relation("kr = tkr")], values).failing
    found = locate([relation("kr = tkr")], values | {"tkr": Variable(1_098_000, step=1000, grid=1000)})
    assert [(c.variable, c.to, c.kind) for c in found.faults[0].certain.changes] == [("tkr", 1_089_000, "digit_transposition")]


def test_a_grid_of_whole_numbers_can_rule_a_figure_out() -> None:
    """2 a = t with an odd t: no whole a will do."""
    found = locate([relation("2 a = t"), relation("b >= 0")], {"a": 4, "t": 7, "b": 1}, plain=True)
    assert [{c.variable for c in r.changes} for f in found.faults for r in f.repairs] == [{"t"}]


def test_relations_tied_by_a_missing_figure_are_judged_together() -> None:
    found = locate([relation("a + b = t"), relation("t = s")], {"a": 700, "b": 161, "t": None, "s": 816})
    assert found.faults[0].relations == ("a + b = t", "t = s")
    assert {c.variable for r in found.faults[0].repairs for c in r.changes} == {"a", "b", "s"}


def test_what_may_not_be_changed_is_reported_as_beyond_repair_and_the_rest_is_mended() -> None:
    values = {n: Variable(v, fixed=n in "ab") for n, v in {"a": 1, "b": 2, "c": 100, "d": 161, "t": 216, "u": 216}.items()}
    found = locate([relation("a = b"), relation("c + d = t"), relation("t = u")], values)
    assert found.irreparable == ("a = b",)
    assert [(c.variable, c.to) for f in found.faults for c in f.certain.changes] == [("d", 116)]


def test_another_form_of_a_relation_competes_with_changes_of_figures() -> None:
    """A total that took in the row above its group: changing it would break the relation in which it stands right."""
    held = [relation("a + b = t", "sum"), relation("t + f = s", "assets"), relation("s = l", "balance")]
    values = {"a": 1_425_219, "b": 1_095_791, "t": 2_545_795, "f": 24_785, "s": 2_570_580, "l": 2_570_580}
    extra = Alternative("sum", relation("a + b + f = t"), Decimal("0.6"), "extra_term")
    found = locate(held, values, [extra])
    assert found.faults[0].certain.forms == (extra,)
    assert (found.faults[0].unique, found.cost) == (True, Fraction(6, 10))
    dear = extra._replace(cost=5)
    assert locate(held, values, [dear]).faults[0].certain.forms == ()


def test_more_repairs_than_asked_for_are_told_of() -> None:
    names = [f"x{number}" for number in range(12)]
    total = Relation("sum", (*((name, 1) for name in names), ("t", -1)))
    found = locate([total], dict.fromkeys(names, 7) | {"t": 999}, plain=True, most=5)
    assert (len(found.faults[0].repairs), found.cut, found.faults[0].unique) == (5, True, False)
    assert locate([total], dict.fromkeys(names, 7) | {"t": 999}, plain=True).solutions == 13


def test_a_search_that_is_stopped_says_so_and_corrects_nothing() -> None:
    values = TRUE | {"current": 1, "assets": 2, "funds": 3, "equity": 5}
    assert not locate(SHEET, values, steps=1).proved
    assert correct(SHEET, values, steps=1).certain == ()


def test_leeway_of_a_figure_and_how_often_it_is_proved() -> None:
    left = leeway(SHEET, TRUE, "assets")
    assert (left.low, left.high, left.relations, left.determined) == (276_885, 276_885, 2, True)
    assert left.binding == ("fixed + current = assets", "assets = funds")
    assert not leeway(SHEET, TRUE | {"funds": 0}, "assets").possible
    rounded = {n: Variable(v, step=1) for n, v in TRUE.items()}
    assert (leeway(SHEET, rounded, "debt").low, leeway(SHEET, rounded, "debt").high) == (181_666, 181_668)


def test_relations_within_rounding_that_cannot_all_be_true() -> None:
    tkr = {n: Variable(v, step=1) for n, v in {"a": 1, "b": 1, "c": 3, "d": 4, "x": 5, "y": 6}.items()}
    held = [relation("a + b = c"), relation("c = d"), relation("x = y"), relation("c + x <= 99")]
    (conflict,) = rounding_conflict(held, tkr)
    assert (conflict.relations, conflict.least) == (("a + b = c", "c = d"), True)
    assert rounding_conflict([relation("a + b = c"), relation("x = y")], tkr) == []


@examples(8)
@given(st.lists(st.integers(-4000, 4000), min_size=3, max_size=6), st.integers(0, 99))
def test_figures_rounded_from_true_amounts_are_never_in_conflict(parts: list[int], seed: int) -> None:
    true = {f"p{number}": part for number, part in enumerate(parts)} | {"t": sum(parts), "u": sum(parts) - parts[0]}
    rounded = {name: Variable(round(Fraction(value, 1000)), step=1) for name, value in true.items()}
    held = [
        Relation("all", (*((f"p{n}", 1) for n in range(len(parts))), ("t", -1))),
        Relation("but one", (*((f"p{n}", 1) for n in range(1, len(parts))), ("u", -1))),
        Relation("difference", (("t", 1), ("u", -1), ("p0", -1))),
    ]
    assert rounding_conflict(held, rounded) == []
    assert not locate(held, rounded).failing


@pytest.mark.parametrize(
    ("written", "meant", "kind"),
    [
        (161, 116, "digit_transposition"),
        (12, 21, "digit_transposition"),
        (12, 13, None),
        (123, 193, "digit_error"),
        (123, 1234, "digit_lost"),
        (1234, 124, "digit_lost"),
        (-5, 5, "sign"),
        (1234, 1_233_912, "unit"),
        (1_233_912, 1234, "unit"),
        (123, -132, None),
        (123, 456, None),
        (0, 7, None),
        (7, 7, None),
    ],
)
def test_slips_of_a_hand(written: int, meant: int, kind: str | None) -> None:
    assert slips(written, meant) == kind


@pytest.mark.parametrize("value", [1.5, True, "12"])
def test_only_exact_numbers_are_taken(value: object) -> None:
    with pytest.raises(Mistaken):
        locate([relation("a = b")], {"a": value, "b": 1})  # type: ignore[dict-item]


@pytest.mark.parametrize("text", ["a + b", "a b = c", "a + = c", "a = ?"])
def test_a_relation_that_cannot_be_read_is_refused(text: str) -> None:
    with pytest.raises(Mistaken):
        relation(text)


def test_names_that_nothing_stands_for_are_refused() -> None:
    with pytest.raises(Mistaken):
        locate([relation("a = b")], {"a": 1})
    with pytest.raises(Mistaken):
        locate([relation("a = b")], {"a": 1, "b": 1}, [Alternative("other", relation("a = b"), 1, "x")])


def test_figures_of_relations_that_cannot_all_hold_are_not_corrected() -> None:
    """x is both 1 and 2, whatever is changed; y = z would be mended by z, were z not in what cannot hold."""
    relations = [relation("x + z = 10"), relation("x + z = 20"), relation("z + y = w")]
    values = {"x": Variable(1, fixed=True), "z": Variable(9, fixed=True), "y": Variable(700), "w": Variable(907, fixed=True)}
    after = correct(relations, values)
    assert [change.variable for change in after.certain] == ["y"]
    after = correct(relations, values | {"z": Variable(9), "y": Variable(700, fixed=True)})
    assert after.certain == ()
