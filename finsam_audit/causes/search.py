"""The search for the faults behind failing relations: the system of one report, cluster by cluster, repair by repair."""

from __future__ import annotations

from collections.abc import Collection, Container, Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from finsam_audit.causes.equations import System
from finsam_audit.causes.found import UNKNOWN, Changes, Found
from finsam_audit.controls.outcome import Outcome
from finsam_audit.localisation import Alternative, Change, Fault, Localisation, Relation, Repair, Variable, slips
from finsam_audit.localisation.moves import Moves
from finsam_audit.localisation.record import Record
from finsam_audit.localisation.search import located
from finsam_audit.localisation.simplex import groups
from finsam_audit.page.model import Figure

STEPS = 6_000
"""How long one cluster of findings is searched; beyond it the findings stay without a named cause."""

MOST = 24
"""Equally good repairs that are looked at."""

DEAREST = 2
"""So many changes more than there are findings may a repair cost: one that costs more is no answer."""

RINGS = (2, 3, 5)
"""How many relations away from a failing one are looked at, first and when a repair reaches further."""

OF_SOME_LENGTH = 100
"""A printed amount as long as this is not the same as another by chance."""

OF_A_LAST_DIGIT = 10
"""Steps: a wrong last digit is no more than what rounding makes."""

_HINTED = Fraction(6, 10)  # a total that took in a row too many, left one out or is last year's: as likely as a slip of a hand

_BROKEN_TIE = Fraction(3, 4)  # two tables that agree today and would not: dearer than to leave apart what is apart
_UNMENDED_TIE = Fraction(1, 2)
_OPEN = "open"

Values = Mapping[str, Fraction]


def is_hard(outcome: Outcome) -> bool:
    return outcome.severity == "error" and outcome.kind != "policy" and outcome.about != "claim"


class Search:
    """The system of one report, cluster by cluster."""

    def __init__(
        self,
        outcomes: Sequence[Outcome],
        system: System,
        variables: dict[str, Variable],
        concepts: Mapping[str, str],
        mild: Collection[str],
    ) -> None:
        self.outcomes, self.system, self.variables, self.concepts = outcomes, system, variables, concepts
        self.mild = mild
        self.known: dict[object, Localisation] = {}  # what is left without a cause is asked for once more
        everything = {**system.relations, **system.inequalities}
        self.number = {index: number for number, index in enumerate(everything)}
        self.record = Record(tuple(everything.values()), variables)
        failing = set(self.record.failing())
        self.holding = {index: relation for number, (index, relation) in enumerate(everything.items()) if number not in failing}
        self.by_figure: dict[str, list[int]] = {name: [] for name in variables}
        for index, number in self.number.items():
            for name in self.record.forms[number][0].terms:
                self.by_figure[name].append(index)
        self.percentages = {share.stated for share in system.shares.values()}
        self.rows: dict[object, list[Figure]] = {}
        for figure in system.figures.values():
            self.rows.setdefault((figure.table, figure.path, figure.row), []).append(figure)

    def settled(self, values: Values) -> Search:
        """The search with the figures of sure repairs as they should be: no later repair may say otherwise."""
        if not values:
            return self
        held = {name: self.variables[name]._replace(value=value, fixed=True) for name, value in values.items()}
        return Search(self.outcomes, self.system, self.variables | held, self.concepts, self.mild)

    def swap(self, one: Found, other: Found) -> Changes | None:
        """The change of places that explains two faults of one figure each, where within rounding it does."""
        if len(one.repairs[0]) != 1 or len(other.repairs[0]) != 1:
            return None
        (first, to), (second, back) = one.repairs[0][0], other.repairs[0][0]
        room = 4 * Fraction(max(first.step, second.step))
        if abs(to - Fraction(second.base)) > room or abs(back - Fraction(first.base)) > room:
            return None
        values = {first.id: Fraction(second.base), second.id: Fraction(first.base)}
        beside = {index for name in values for index in self.by_figure[name] if index in self.holding}
        holds = all(self._holds_at(index, values) for index in {*beside, *one.outcomes, *other.outcomes})
        swapped = (first, values[first.id]), (second, values[second.id])
        return swapped if holds and self._side_by_side(first.id, second.id) else None

    def with_mended(self, found: Found, left: Sequence[int]) -> Found:
        """A sure fault with the findings that are gone when all sure repairs are made, and its own among them."""
        names = {figure.id for figure, _ in found.repairs[0]}
        gone = [i for i in left if found.sure and i in self.holding and any(n in names for n, _ in self.holding[i].terms)]
        outcomes = tuple(sorted({*found.outcomes, *gone}))
        return found._replace(outcomes=outcomes, mends=found.mends + len(gone)) if gone else found

    def tried(self, values: Values, failing: Sequence[int]) -> tuple[list[int], list[int], list[int]]:
        """What changed figures make of the relations they are in: which of the failing ones hold then, which still fail,
        and which of those that hold no longer do."""
        mine = sorted({index for name in values for index in self.by_figure.get(name, ())})
        mended = [index for index in mine if index in failing and self._holds_at(index, values)]
        left = [index for index in mine if index in failing and index not in mended]
        return mended, left, [index for index in mine if index in self.holding and not self._holds_at(index, values)]

    def cancelled_by(self, values: Values, among: Iterable[int]) -> tuple[int, ...]:
        """The relations in which the mistakes that changed figures mend cancel out, so that they hold all the same."""
        return tuple(index for index in sorted(among) if self._cancel_in(index, values))

    def clusters(self, failing: Sequence[int]) -> list[list[int]]:
        """The failing relations, those together that share a figure."""
        return sorted(
            map(sorted, groups((index, [name for name, _ in self.system.relations[index].terms]) for index in failing))
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
            known, near = near, self._near(cluster, rings)
            if near == known:
                break  # there is no further to look
            found = self._located([*near, *cluster], cluster, self._other_forms(cluster), DEAREST if hard else len(witnesses))
            fits = all(self._fits(repair) for fault in found.faults for repair in fault.repairs)
            if fits:
                break  # else a repair reaches further than was looked at
        lost = {name for index in map(int, found.irreparable) for name in self.record.forms[self.number[index]][0].terms}
        told = []
        for fault in found.faults:
            own = [int(name) for name in fault.relations if int(name) in cluster]
            spared = dict.fromkeys(self._spared(repair, own) for repair in fault.repairs)
            fault = fault._replace(repairs=tuple(repair for repair in spared if self._fits(repair)))
            if fault.repairs and own:
                told.append(self._told(fault, own, witnesses, found.proved and fits and lost.isdisjoint(fault.variables)))
        return told

    def _weighed_with_ties(self, cluster: list[int], witnesses: list[int]) -> list[Found]:
        """The faults where a tie may be broken, or stay so, at a price; none unless each has one sure repair."""
        names = {name for index in cluster for name, _ in self.system.relations[index].terms}
        near = self._near(cluster, RINGS[0])
        ties = {index: _BROKEN_TIE for index in near if self.outcomes[index].rule in self.mild}
        beside = [index for index in witnesses if any(name in names for name, _ in self.system.relations[index].terms)]
        ties |= dict.fromkeys(beside, _UNMENDED_TIE)
        if not ties:
            return []
        open_ = [Alternative(str(i), Relation(f"{i} open", ()), price, _OPEN) for i, price in ties.items()]
        found = self._located([*near, *cluster, *beside], cluster, open_, DEAREST, plain=True)
        told = []
        for fault in found.faults:
            own = [int(name) for name in fault.relations if int(name) in cluster]
            plain = (repair._replace(forms=()) for repair in fault.repairs)
            repairs = tuple(repair for repair in plain if self._fits(repair, ties))
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
        numbers = [self.number[index] for index in relations]
        slack = {self.number[index]: slack for index in relations if (slack := self._true_slack(index, relations)) is not None}
        record = self.record.narrowed(numbers, slack, self._weights(cluster), forms)
        return located(Moves(record, self._side_by_side, plain), most=MOST, steps=STEPS, dearest=dearest)

    def _true_slack(self, index: int, cluster: list[int]) -> Fraction | None:
        """How much a failing percentage hides where another failing relation asks for another whole."""
        share = self.system.shares.get(index)
        if share is None or len(share.below) > 1 or index in self.holding:
            return None
        (whole, weight), *_ = share.below
        for other in cluster:
            asked = self._asked(other, whole) if other != index and other not in self.holding else None
            if asked is not None and self._holds_at(index, {whole: asked}):
                value = Fraction(self.variables[share.stated].value or 0) / Fraction(share.factor)
                return share.slack(value, Fraction(weight) * asked, self.variables)
        return None

    def _asked(self, index: int, name: str) -> Fraction | None:
        """What a relation asks of one figure where all others stand as printed."""
        relation = self.system.relations[index]
        weights = dict(relation.terms)
        if name not in weights:
            return None
        rest = sum((Fraction(w) * Fraction(self.variables[n].value or 0) for n, w in relation.terms if n != name), Fraction(0))
        return (Fraction(relation.constant) - rest) / Fraction(weights[name])

    def _side_by_side(self, one: str, two: str) -> bool:
        """Whether two figures stand where a hand could have swapped them: in one row or one column of a table."""
        first, second = self.system.figures[one], self.system.figures[two]
        rows = (first.path, first.row) == (second.path, second.row)
        return first.table == second.table and (rows or first.column == second.column)

    def _near(self, cluster: list[int], rings: int) -> list[int]:
        """The relations that hold within a few steps of those that fail. Repairs seldom reach further."""
        near: dict[int, None] = {}
        names = {name for index in cluster for name, _ in self.system.relations[index].terms}
        for _ in range(rings):
            new = {i: None for name in names for i in self.by_figure[name] if i in self.holding and i not in near}
            near.update(new)
            names = {name for index in new for name, _ in self.holding[index].terms}
        return sorted(near)

    def _fits(self, repair: Repair, ties: Container[int] = ()) -> bool:
        """Whether every relation that holds in the report, but for some ties, still does after a repair."""
        values = self._values(repair)
        beside = {index for name in values for index in self.by_figure[name] if index in self.holding}
        return all(index in ties or self._holds_at(index, values) for index in beside)

    def _spared(self, repair: Repair, own: list[int]) -> Repair:
        """A repair without the percentages that are right once their amounts are: a straight line is far from both changed."""
        for change in repair.changes:
            without = repair._replace(changes=tuple(other for other in repair.changes if other is not change))
            if change.variable not in self.percentages or not without.changes:
                continue
            beside = {index for index in self.by_figure[change.variable] if index in self.holding}
            if all(self._holds_at(index, self._values(without)) for index in {*own, *beside}):
                repair = without
        return repair

    def _weights(self, cluster: list[int]) -> dict[str, Fraction]:
        """A figure that a finding points at (it took in a row too many) is easier to change, twice if two do."""
        weights: dict[str, Fraction] = {}
        for index in cluster:
            name = self.outcomes[index].suspect
            if name in self.variables:
                weights[name] = weights.get(name, Fraction(self.variables[name].weight)) * _HINTED
        return weights

    def _other_forms(self, cluster: list[int]) -> list[Alternative]:
        """In a cash-flow statement all changes of working capital may have been printed with their signs turned."""
        forms = []
        for index in cluster:
            relation = self.system.relations[index]
            moved = {
                name for name, _ in relation.terms if self.concepts.get(name, "").startswith("kassaflödesanalys.förändring av")
            }
            if len(moved) > 1:
                terms = tuple((name, -Fraction(weight) if name in moved else weight) for name, weight in relation.terms)
                turned = relation._replace(terms=terms, name=f"{relation.name} turned")
                forms.append(Alternative(relation.name, turned, Fraction(7, 10), "sign"))
        return forms

    def _told(self, fault: Fault, own: list[int], witnesses: list[int], proved: bool) -> Found:
        ranked = sorted(fault.repairs, key=lambda repair: (-self._witnessed(repair, witnesses), -self._derived(repair, own)))
        best = [r for r in ranked if self._witnessed(r, witnesses) == self._witnessed(ranked[0], witnesses)]
        chosen = self._values(best[0])
        mended = [index for index in witnesses if self._touched(index, chosen) and self._holds_at(index, chosen)]
        beside = {i for name in chosen for i in self.by_figure.get(name, ()) if i in self.holding}
        breaks = tuple(sorted(index for index in beside if not self._holds_at(index, chosen)))
        kinds = tuple(self._kind(change.variable, chosen[change.variable], change.kind, own) for change in best[0].changes)
        repairs = [chosen, *(self._values(repair) for repair in best[1:])]
        return Found(
            tuple(tuple((self.system.figures[name], value) for name, value in values.items()) for values in repairs),
            (*kinds, *(form.kind for form in best[0].forms)),
            tuple(sorted({*own, *mended})),
            len(own) + len(mended),
            len(beside) - len(breaks),
            all(self._is_determined(change) for change in best[0].changes),
            fault.cut or not proved,
            kinds.count(UNKNOWN),
            bool(best[0].forms),
            breaks,
            self.cancelled_by(chosen, beside - set(breaks)),
        )

    def _cancel_in(self, index: int, changed: Values) -> bool:
        """Whether a relation that holds would not, were one of the changed figures as it should be and the others not."""
        relation = self.system.relations.get(index)
        names = [name for name, _ in relation.terms if name in changed] if relation is not None else []
        return len(names) > 1 and all(not self._holds_at(index, {name: changed[name]}) for name in names)

    def _values(self, repair: Repair) -> dict[str, Fraction]:
        """What a repair makes of the figures; rows whose sign it turns come first, the totals that follow from them after."""
        values = {change.variable: change.to for change in repair.changes}
        if len(values) == 1:
            change = repair.changes[0]
            same = change._replace(to=self._same_fact(change.variable, change.to))
            if self._slip(same) == change.kind or not self._is_slip_that_fits(change):
                values = {change.variable: same.to}
        turned = {}
        for form in repair.forms:
            before = dict(self.system.relations[int(form.relation)].terms)
            for name, weight in form.replacement.terms:
                if before[name] != weight and name not in values:
                    turned[name] = -Fraction(self.variables[name].value or 0)
        return turned | values

    def _slip(self, change: Change) -> str | None:
        """The slip that leads from what a figure is changed to, counted in its last digit, to what is printed."""
        grid = Fraction(self.variables[change.variable].grid or 1)
        return slips(int(change.written / grid), int(change.to / grid)) if (change.to / grid).denominator == 1 else None

    def _is_slip_that_fits(self, change: Change) -> bool:
        """Whether a slip, of more than a last digit, came from a value that holds everywhere: then that value stands."""
        last = OF_A_LAST_DIGIT * Fraction(self.variables[change.variable].grid or 1)
        if change.kind is None or abs(change.to - change.written) < last:
            return False
        return all(self._holds_at(index, {change.variable: change.to}) for index in self.by_figure[change.variable])

    def _same_fact(self, name: str, value: Fraction) -> Fraction:
        """The value of the other place, where one fact is printed twice: there rounding explains nothing."""
        for index in self.by_figure[name]:
            relation = self.system.relations.get(index)
            if relation is None or len(relation.terms) != 2 or index in self.holding:
                continue
            (one, first), (two, second) = relation.terms
            other = two if one == name else one
            ours, theirs = self.variables[name], self.variables[other]
            if abs(Fraction(first)) == abs(Fraction(second)) and ours.step == theirs.step and ours.grid == theirs.grid:
                mine = Fraction(first if one == name else second)
                its = Fraction(second if one == name else first) * Fraction(theirs.value or 0)
                return (Fraction(relation.constant) - its) / mine
        return value

    def _is_determined(self, change: Change) -> bool:
        """Whether the relations leave no more than the few values that rounding allows."""
        low, high = change.low, change.high
        step = Fraction(self.variables[change.variable].grid or 1)
        return low is not None and high is not None and high - low <= 4 * step

    def _witnessed(self, repair: Repair, witnesses: list[int]) -> int:
        values = self._values(repair)
        return sum(self._touched(index, values) and self._holds_at(index, values) for index in witnesses)

    def _derived(self, repair: Repair, own: list[int]) -> int:
        """How many of the changes are of figures that the failing relations work out: an order to tell equals in."""
        stated = {u.figure.id for i in own for u in self.outcomes[i].figures if u.role == "stated" and u.figure is not None}
        return sum(change.variable in stated for change in repair.changes)

    def _touched(self, index: int, values: Values) -> bool:
        return any(name in values for name, _ in self.system.relations[index].terms)

    def _holds_at(self, index: int, values: Values) -> bool:
        """Whether a relation holds with some figures changed; of a percentage the true quotient, not the straight line."""
        share = self.system.shares.get(index)
        if share is None:
            return self.record.holds(self.number[index], values)
        return share.holds(
            {name: values.get(name, Fraction(self.variables[name].value or 0)) for name in share.names}, self.variables
        )

    def _of_other_column(self, figure: Figure, value: Fraction) -> bool:
        """Whether an amount of some length is printed that belongs to another column of its row."""
        if abs(figure.value.scaleb(figure.decimals)) < OF_SOME_LENGTH or Fraction(figure.base) == value:
            return False
        return any(
            other.base == figure.base and other.id != figure.id and other.column != figure.column
            for other in self.rows.get((figure.table, figure.path, figure.row), ())
        )

    def _kind(self, name: str, value: Fraction, slip: str | None, own: list[int]) -> str:
        """What made the figure wrong: another column's amount, a slip, or what a failing relation says of its total."""
        if slip == "interchanged":
            return slip
        figure, grid = self.system.figures[name], self.variables[name].grid
        if self._of_other_column(figure, value):
            return "wrong_column"
        steps = (figure.base / Decimal(str(grid)), value / Fraction(grid)) if grid else None
        if steps and steps[1].denominator == 1 and (hand := slips(int(steps[0]), int(steps[1]))):
            return hand
        for index in own:
            if self.outcomes[index].suspect == name:
                return self.outcomes[index].kind or UNKNOWN
        return UNKNOWN
