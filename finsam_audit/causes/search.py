"""The search for the faults behind failing relations: the system of one report, cluster by cluster, repair by repair."""

from __future__ import annotations

from collections.abc import Collection, Container, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from operator import itemgetter

from finsam_audit.causes.believable import Signs, of_odd_sign
from finsam_audit.causes.found import UNKNOWN, Changes, Found
from finsam_audit.causes.ground import Ground, Values
from finsam_audit.controls.localisation import Alternative, Change, Fault, Localisation, Relation, Repair, slips
from finsam_audit.controls.localisation.moves import Moves
from finsam_audit.controls.localisation.search import located
from finsam_audit.controls.localisation.simplex import groups
from finsam_audit.controls.outcome import Outcome

STEPS = 6_000
"""How long one cluster of findings is searched; beyond it the findings stay without a named cause."""

MOST = 24
"""Equally good repairs that are looked at."""

DEAREST = 2
"""So many changes more than there are findings may a repair cost: one that costs more is no answer."""

RINGS = (2, 3, 5)
"""How many relations away from a failing one are looked at, first and when a repair reaches further."""

OF_A_LAST_DIGIT = 10
"""Steps: a wrong last digit is no more than what rounding makes."""

_HINTED = Fraction(6, 10)  # a total that took in a row too many, left one out or is last year's: as likely as a slip of a hand

_BROKEN_TIE = Fraction(3, 4)  # two tables that agree today and would not: dearer than to leave apart what is apart
_UNMENDED_TIE = Fraction(1, 2)
_OPEN = "open"
_OF_ROWS = ("omitted_term", "extra_term", "double_counted")
_BY_HAND = ("digit_transposition", "digit_error", "digit_lost")


def is_hard(outcome: Outcome) -> bool:
    return outcome.severity == "error" and outcome.kind != "policy" and outcome.about != "claim"


class Search:
    """The system of one report, cluster by cluster."""

    def __init__(self, outcomes: Sequence[Outcome], ground: Ground, concepts: Mapping[str, str], mild: Collection[str]) -> None:
        self.outcomes, self.ground, self.concepts, self.mild = outcomes, ground, concepts, mild
        self.known: dict[object, Localisation] = {}  # what is left without a cause is asked for once more
        self.signs = Signs(outcomes, ground)
        self.odd = [figure.id for outcome in outcomes if (figure := of_odd_sign(outcome)) is not None]
        self.percentages = {share.stated for share in ground.system.shares.values()}

    def settled(self, values: Values) -> Search:
        """The search with the figures of sure repairs as they should be: no later repair may say otherwise."""
        return Search(self.outcomes, self.ground.settled(values), self.concepts, self.mild) if values else self

    def swap(self, one: Found, other: Found) -> Changes | None:
        """The change of places that explains two faults of one figure each, where within rounding it does."""
        if len(one.repairs[0]) != 1 or len(other.repairs[0]) != 1:
            return None
        (first, to), (second, back) = one.repairs[0][0], other.repairs[0][0]
        room = 4 * Fraction(max(first.step, second.step))
        if abs(to - Fraction(second.base)) > room or abs(back - Fraction(first.base)) > room:
            return None
        values = {first.id: Fraction(second.base), second.id: Fraction(first.base)}
        beside = self.ground.beside(values)
        holds = all(self.ground.holds_at(index, values) for index in {*beside, *one.outcomes, *other.outcomes})
        swapped = (first, values[first.id]), (second, values[second.id])
        return swapped if holds and self.ground.side_by_side(first.id, second.id) else None

    def with_mended(self, found: Found, left: Sequence[int]) -> Found:
        """A sure fault with the findings that are gone when all sure repairs are made, and its own among them."""
        beside = self.ground.beside(figure.id for figure, _ in found.repairs[0]) if found.sure else set()
        gone = [index for index in left if index in beside]
        outcomes = tuple(sorted({*found.outcomes, *gone}))
        return found._replace(outcomes=outcomes, mends=found.mends + len(gone)) if gone else found

    def clusters(self, failing: Sequence[int]) -> list[list[int]]:
        """The failing relations, those together that share a figure."""
        return sorted(
            map(sorted, groups((index, [name for name, _ in self.ground.system.relations[index].terms]) for index in failing))
        )

    def explain(self, cluster: list[int], witnesses: list[int]) -> list[Found]:
        """The faults behind a cluster of failing relations."""
        found = self._explained(cluster, witnesses)
        if any(is_hard(self.outcomes[index]) for index in cluster) and not (found and all(one.sure for one in found)):
            return self._weighed_with_ties(cluster, witnesses) or found
        return found

    def _explained(self, cluster: list[int], witnesses: list[int]) -> list[Found]:
        """The faults where every relation that holds is to hold still."""
        hard = any(is_hard(self.outcomes[index]) for index in cluster)
        near: list[int] | None = None
        for rings in RINGS if hard else RINGS[:1]:
            known, near = near, self.ground.near(cluster, rings)
            if near == known:
                break  # there is no further to look
            found = self._located([*near, *cluster], cluster, self._other_forms(cluster), DEAREST if hard else len(witnesses))
            fits = all(self._fits(repair) for fault in found.faults for repair in fault.repairs)
            if fits:
                break  # else a repair reaches further than was looked at
        lost = {
            name
            for index in map(int, found.irreparable)
            for name in self.ground.record.forms[self.ground.number[index]][0].terms
        }
        told = []
        for fault in found.faults:
            own = [int(name) for name in fault.relations if int(name) in cluster]
            spared = dict.fromkeys(self._spared(repair, own) for repair in fault.repairs)
            fault = fault._replace(repairs=tuple(one for one in spared if self._fits(one) and self._is_believed(one)))
            if fault.repairs and own:
                told.append(self._told(fault, own, witnesses, found.proved and fits and lost.isdisjoint(fault.variables)))
        return told

    def _weighed_with_ties(self, cluster: list[int], witnesses: list[int]) -> list[Found]:
        """The faults where a tie may be broken, or stay so, at a price; none unless each has one sure repair."""
        names = self.ground.figures_in(cluster)
        near = self.ground.near(cluster, RINGS[0])
        ties = {index: _BROKEN_TIE for index in near if self.outcomes[index].rule in self.mild}
        beside = [index for index in witnesses if not names.isdisjoint(self.ground.figures_in([index]))]
        ties |= dict.fromkeys(beside, _UNMENDED_TIE)
        if not ties:
            return []
        open_ = [Alternative(str(i), Relation(f"{i} open", ()), price, _OPEN) for i, price in ties.items()]
        found = self._located([*near, *cluster, *beside], cluster, open_, DEAREST, plain=True)
        told = []
        for fault in found.faults:
            own = [int(name) for name in fault.relations if int(name) in cluster]
            plain = (repair._replace(forms=()) for repair in fault.repairs)
            repairs = tuple(repair for repair in plain if self._fits(repair, ties) and self._is_believed(repair))
            if own:
                told += [self._told(fault._replace(repairs=repairs), own, witnesses, found.proved)] if repairs else []
        explained = {index for one in told for index in one.outcomes}
        return told if explained.issuperset(cluster) and all(one.sure for one in told) else []

    def _located(
        self,
        relations: list[int],
        cluster: list[int],
        forms: list[Alternative],
        dearest: int,
        plain: bool = False,
    ) -> Localisation:
        """What the search finds in some of the relations, those of the cluster among them."""
        key = tuple(relations), tuple(cluster), tuple(forms), dearest, plain
        if key not in self.known:
            self.known[key] = self._searched(relations, cluster, forms, dearest, plain)
        return self.known[key]

    def _searched(
        self, relations: list[int], cluster: list[int], forms: list[Alternative], dearest: int, plain: bool
    ) -> Localisation:
        numbers = [self.ground.number[index] for index in relations]
        slack = {
            self.ground.number[index]: slack
            for index in relations
            if (slack := self.ground.true_slack(index, relations)) is not None
        }
        record = self.ground.record.narrowed(numbers, slack, self._weights(cluster), forms)
        return located(Moves(record, self.ground.side_by_side, plain), most=MOST, steps=STEPS, dearest=dearest)

    def _fits(self, repair: Repair, ties: Container[int] = ()) -> bool:
        """Whether every relation that holds in the report, but for some ties, still does after a repair."""
        values = self._values(repair)
        beside = self.ground.beside(values)
        return all(index in ties or self.ground.holds_at(index, values) for index in beside)

    def _is_believed(self, repair: Repair) -> bool:
        return bool(repair.forms) or self.signs.believes(self._values(repair))

    def _spared(self, repair: Repair, own: list[int]) -> Repair:
        """A repair without the percentages that are right once their amounts are: a straight line is far from both changed."""
        for change in repair.changes:
            without = repair._replace(changes=tuple(other for other in repair.changes if other is not change))
            if change.variable not in self.percentages or not without.changes:
                continue
            beside = self.ground.beside([change.variable])
            if all(self.ground.holds_at(index, self._values(without)) for index in {*own, *beside}):
                repair = without
        return repair

    def _weights(self, cluster: list[int]) -> dict[str, Fraction]:
        """A figure that a finding points at (it took in a row too many, its sign is odd) changes more easily; twice for two.

        Not where another finding has one of its other figures, and so speaks for that.
        """
        weights: dict[str, Fraction] = {}
        relations = self.ground.system.relations
        others = (i for i in relations if i not in self.ground.holding and i not in cluster)
        doubted = self.ground.figures_in([i for i in others if self.outcomes[i].kind != "policy"])
        pointed = [
            name
            for index in cluster
            if (name := self.outcomes[index].suspect) in doubted or doubted.isdisjoint(self.ground.figures_in([index]))
        ]
        within = self.ground.figures_in(cluster)
        for name in (*pointed, *(name for name in self.odd if name in within)):
            if name in self.ground.variables:
                weights[name] = weights.get(name, Fraction(self.ground.variables[name].weight)) * _HINTED
        return weights

    def _other_forms(self, cluster: list[int]) -> list[Alternative]:
        """In a cash-flow statement all changes of working capital may have been printed with their signs turned."""
        forms = []
        for index in cluster:
            relation = self.ground.system.relations[index]
            moved = {
                name for name, _ in relation.terms if self.concepts.get(name, "").startswith("kassaflödesanalys.förändring av")
            }
            if len(moved) > 1:
                terms = tuple((name, -Fraction(weight) if name in moved else weight) for name, weight in relation.terms)
                turned = relation._replace(terms=terms, name=f"{relation.name} turned")
                forms.append(Alternative(relation.name, turned, Fraction(7, 10), "sign"))
        return forms

    def _told(self, fault: Fault, own: list[int], witnesses: list[int], proved: bool) -> Found:
        ranked = [(self._rank(repair, witnesses), -self._derived(repair, own), repair) for repair in fault.repairs]
        ranked.sort(key=itemgetter(0, 1))
        best = [repair for rank, _, repair in ranked if rank == ranked[0][0]]
        chosen = self._values(best[0])
        mended = self._mended(witnesses, chosen)
        beside = self.ground.beside(chosen)
        breaks = tuple(sorted(index for index in beside if not self.ground.holds_at(index, chosen)))
        kinds = tuple(self._kind(change.variable, chosen, change.kind, own) for change in best[0].changes)
        repairs = [chosen, *(self._values(repair) for repair in best[1:])]
        return Found(
            tuple(tuple((self.ground.system.figures[name], value) for name, value in values.items()) for values in repairs),
            (*kinds, *(form.kind for form in best[0].forms)),
            tuple(sorted({*own, *mended})),
            len(own) + len(mended),
            len(beside) - len(breaks),
            all(self._is_determined(change) for change in best[0].changes),
            fault.cut or not proved,
            kinds.count(UNKNOWN),
            bool(best[0].forms),
            breaks,
            self.ground.cancelled_by(chosen, beside - set(breaks)),
        )

    def _values(self, repair: Repair) -> dict[str, Fraction]:
        """What a repair makes of the figures; rows whose sign it turns come first, the totals that follow from them after."""
        values = {change.variable: change.to for change in repair.changes}
        if len(values) == 1:
            change = self._as_the_total_lacks(repair.changes[0])
            values = {change.variable: change.to}
            same = change._replace(to=self.ground.same_fact(change.variable, change.to))
            told = self._slip(same) == change.kind or not self._is_slip_that_fits(change)
            if told and self._mends_no_less(same, change):
                values = {change.variable: same.to}
        turned = {}
        for form in repair.forms:
            before = dict(self.ground.system.relations[int(form.relation)].terms)
            for name, weight in form.replacement.terms:
                if before[name] != weight and name not in values:
                    turned[name] = -Fraction(self.ground.variables[name].value or 0)
        return turned | values

    def _as_the_total_lacks(self, change: Change) -> Change:
        """A change of a total that took in a row too many or too few to what its rows come to: of the values that rounding
        allows, that one explains the slip to the last digit."""
        for index in self.ground.by_figure[change.variable]:
            outcome = self.outcomes[index]
            if outcome.suspect == change.variable and outcome.kind in _OF_ROWS and outcome.computed is not None:
                grid = Fraction(self.ground.variables[change.variable].grid or 1)
                rows = self.ground.asked(index, change.variable)
                exact = change._replace(to=rows) if rows is not None and (rows / grid).denominator == 1 else change
                return exact if self._mends_no_less(exact, change) else change
        return change

    def _slip(self, change: Change) -> str | None:
        """The slip that leads from what a figure is changed to, counted in its last digit, to what is printed."""
        grid = Fraction(self.ground.variables[change.variable].grid or 1)
        return slips(int(change.written / grid), int(change.to / grid)) if (change.to / grid).denominator == 1 else None

    def _mends_no_less(self, same: Change, change: Change) -> bool:
        """Whether every relation that holds after a change holds with the value of the other place as well."""
        touched = self.ground.by_figure[change.variable]
        held = (index for index in touched if self.ground.holds_at(index, {change.variable: change.to}))
        return all(self.ground.holds_at(index, {change.variable: same.to}) for index in held)

    def _is_slip_that_fits(self, change: Change) -> bool:
        """Whether a slip, of more than a last digit, came from a value that holds everywhere: then that value stands."""
        last = OF_A_LAST_DIGIT * Fraction(self.ground.variables[change.variable].grid or 1)
        if change.kind is None or abs(change.to - change.written) < last:
            return False
        return all(
            self.ground.holds_at(index, {change.variable: change.to}) for index in self.ground.by_figure[change.variable]
        )

    def _is_determined(self, change: Change) -> bool:
        """Whether the relations leave no more than the few values that rounding allows."""
        low, high = change.low, change.high
        step = Fraction(self.ground.variables[change.variable].grid or 1)
        return low is not None and high is not None and high - low <= 4 * step

    def _rank(self, repair: Repair, witnesses: list[int]) -> tuple[int, int]:
        """How likely a repair is beside others of its price, the likeliest first: how many witnesses it mends, and how many
        relations that hold to the last digit it would leave to rounding."""
        values = self._values(repair)
        mended = self._mended(witnesses, values)
        touched = self.ground.touched(values)
        exact = (index for index in touched if self.ground.is_exact(index, {}))
        upheld = sum(index in touched and index not in mended and self._is_mistyped(index) for index in witnesses)
        return -len(mended), upheld + sum(not self.ground.is_exact(index, values) for index in exact)

    def _is_mistyped(self, index: int) -> bool:
        """Whether a sentence says another number than the figures beside it give by one slip of the hand: it upholds them."""
        outcome = self.outcomes[index]
        return (
            outcome.about == "claim"
            and outcome.kind in _BY_HAND
            and any(
                used.role == "stated" and used.figure is not None and used.figure.id == outcome.suspect
                for used in outcome.figures
            )
        )

    def _derived(self, repair: Repair, own: list[int]) -> int:
        """How many of the changes are of figures that the failing relations work out: an order to tell equals in."""
        stated = {u.figure.id for i in own for u in self.outcomes[i].figures if u.role == "stated" and u.figure is not None}
        return sum(change.variable in stated for change in repair.changes)

    def _mended(self, witnesses: list[int], values: Values) -> list[int]:
        touched = self.ground.touched(values)
        return [index for index in witnesses if index in touched and self.ground.holds_at(index, values)]

    def _kind(self, name: str, values: Values, slip: str | None, own: list[int]) -> str:
        """What made the figure wrong: another column's amount, a slip, or what a failing relation says of its total."""
        if slip == "interchanged":
            return slip
        figure, grid, value = self.ground.system.figures[name], self.ground.variables[name].grid, values[name]
        if self.ground.of_other_column(figure, values):
            return "wrong_column"
        steps = (figure.base / Decimal(str(grid)), value / Fraction(grid)) if grid else None
        if steps and steps[1].denominator == 1 and (hand := slips(int(steps[0]), int(steps[1]))):
            return hand
        for index in own:
            if self.outcomes[index].suspect == name:
                return self.outcomes[index].kind or UNKNOWN
        return UNKNOWN
