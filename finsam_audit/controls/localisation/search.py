"""Which figures of a record to distrust when its relations cannot all hold: error localisation after Fellegi and Holt.

Fellegi and Holt (1976, JASA 71:17-35): change the smallest weighted set of figures so that every relation can hold. Here
with the wider moves of Scholtus (2016, Survey Methodology 42:1-18): a slip of a hand, two figures interchanged, another
form of a relation, each at its price. See ``slip`` for the prices and docs/causes.md for the method.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from fractions import Fraction
from math import prod

from finsam_audit.controls.localisation.answer import Change, Correction, Fault, Localisation, Repair
from finsam_audit.controls.localisation.cover import Cover, Demand, Effort, Impossible, Part
from finsam_audit.controls.localisation.model import Alternative, Number, Relation, Variable
from finsam_audit.controls.localisation.moves import Moves
from finsam_audit.controls.localisation.record import Record
from finsam_audit.controls.localisation.repair import Setting, Verdict, demand, examine
from finsam_audit.controls.localisation.settle import settle
from finsam_audit.controls.localisation.simplex import groups

STEPS = 60_000
MOST = 100

REACH = 4
"""Bounds rise by this share of an arbitrary change at once: below it a search costs more than it finds out."""


def locate(
    relations: Sequence[Relation],
    values: Mapping[str, Variable | Number | None],
    alternatives: Iterable[Alternative] = (),
    *,
    interchangeable: Callable[[str, str], bool] | None = None,
    plain: bool = False,
    most: int = MOST,
    steps: int = STEPS,
    dearest: int | None = None,
) -> Localisation:
    """The cheapest changes of a record that let all its relations hold within rounding.

    ``values`` gives a ``Variable``, a bare number (exact, whole, free to change) or None (missing) for every name.
    ``alternatives`` are other forms that relations may take. ``interchangeable`` says which two figures may have changed
    places (None: any two in failing relations). ``plain`` leaves out slips and interchanges: Fellegi and Holt as published,
    where every change costs its weight. ``most`` repairs are listed for a fault. ``steps`` bounds the search. With ``dearest``,
    repairs that cost more than the number of failing relations they mend and that much are not looked for.

    >>> from finsam_audit.controls.localisation import locate, relation
    >>> found = locate([relation("a + b = t"), relation("t + c = s")], {"a": 700, "b": 161, "t": 816, "c": 4, "s": 820})
    >>> [(change.variable, int(change.to), change.kind) for change in found.faults[0].certain.changes]
    [('b', 116, 'digit_transposition')]
    """
    record = Record(relations, values, alternatives)
    return located(Moves(record, interchangeable, plain), most=most, steps=steps, dearest=dearest)


def located(moves: Moves, *, most: int, steps: int, dearest: int | None = None) -> Localisation:
    """As ``locate``, of a record that is made ready already and its moves."""
    return _Search(moves, most, Effort(steps), dearest).run()


def correct(
    relations: Sequence[Relation],
    values: Mapping[str, Variable | Number | None],
    alternatives: Iterable[Alternative] = (),
    *,
    interchangeable: Callable[[str, str], bool] | None = None,
    plain: bool = False,
    most: int = MOST,
    steps: int = STEPS,
) -> Correction:
    """The record with the changes that all cheapest repairs share, and what stays open. Arguments as for ``locate``.

    Where a fault has several repairs, only what they have in common is applied. Nothing is changed where the search could
    not prove its answer, nor any figure of relations that cannot all hold: what is wrong there may be wrong here.
    """
    found = locate(relations, values, alternatives, interchangeable=interchangeable, plain=plain, most=most, steps=steps)
    written = {name: value.value if isinstance(value, Variable) else value for name, value in values.items()}
    after = {name: None if value is None else Fraction(value) for name, value in written.items()}
    lost = {name for shape in relations if shape.name in found.irreparable for name, _ in shape.terms}
    sure = [fault for fault in found.faults if found.proved and not fault.cut and lost.isdisjoint(fault.variables)]
    certain = tuple(change for fault in sure for change in fault.certain.changes)
    after.update((change.variable, change.to) for change in certain)
    forms = tuple(form for fault in sure for form in fault.certain.forms)
    left = tuple(fault for fault in found.faults if fault not in sure or not fault.unique)
    return Correction(certain, forms, left, after)


class _Search:
    """Implicit hitting sets: guess the cheapest set that meets every demand known; where it fails, learn a demand."""

    def __init__(self, moves: Moves, most: int, effort: Effort, dearest: int | None) -> None:
        self.moves, self.record, self.most, self.effort, self.dearest = moves, moves.record, most, effort, dearest
        self.reasons: dict[Demand, set[frozenset[int]]] = {}
        self.verdicts: dict[frozenset[int], Verdict] = {}
        self.starts: list[frozenset[int]] = []
        self.dropped: set[int] = set()

    def run(self) -> Localisation:
        failing = self.record.failing()
        for relation in failing:
            self._start(frozenset((relation,)))
        self._missing()
        parts = self._close()
        faults = sorted((fault for part in parts for fault in self._faults(part)), key=lambda f: f.relations)
        names = self.record.relations
        sure = all(verdict.sure for verdict in self.verdicts.values())
        return Localisation(
            tuple(names[relation].name for relation in failing),
            tuple(faults),
            Fraction(sum(part.cost for part in parts), self.moves.unit),
            sure and not any(part.stopped for part in parts),
            tuple(names[relation].name for relation in sorted(self.dropped)),
        )

    def _cover(self) -> Cover:
        cover = Cover(
            self.moves.costs.__getitem__,
            self.moves.clash,
            self._judge,
            self.most,
            self.effort,
            self._dearest,
            self.moves.unit // REACH,
        )
        for known in self.reasons:
            cover.learn(known)
        return cover

    def _dearest(self, demands: tuple[Demand, ...]) -> int | None:
        """What it may cost to meet some demands: so much for each relation that fails, and is one of their reasons."""
        if self.dearest is None:
            return None
        starts = {conflict for one in demands for conflict in self.reasons[one]}.intersection(self.starts)
        return (len(starts) + self.dearest) * self.moves.unit

    def _missing(self) -> None:
        """Relations that missing figures tie together can fail together though none can be judged alone."""
        record = self.record
        tied = [index for index, forms in enumerate(record.forms) if forms[0].missing]
        names = {name: number for number, name in enumerate(record.figures)}
        for numbers in groups((index, [names[n] for n in record.forms[index][0].missing]) for index in tied):
            verdict = examine(Setting(self.moves, ()), numbers)
            if verdict.conflict:
                self._start(verdict.conflict)

    def _start(self, conflict: frozenset[int]) -> None:
        """Relations that cannot hold together in the record as it is written."""
        self.starts.append(conflict)
        self._learn(Setting(self.moves, ()), conflict)

    def _learn(self, setting: Setting, conflict: frozenset[int]) -> Demand:
        learned = demand(setting, conflict)
        self.reasons.setdefault(learned, set()).add(conflict)
        return learned

    def _judge(self, chosen: frozenset[int]) -> Demand | None:
        """What a set of moves fails by, None where all that it touches can hold."""
        conflict = self._examine(chosen).conflict
        return self._learn(Setting(self.moves, chosen), conflict) if conflict else None

    def _examine(self, chosen: frozenset[int]) -> Verdict:
        if chosen not in self.verdicts:
            self.verdicts[chosen] = examine(Setting(self.moves, chosen))
        return self.verdicts[chosen]

    def _close(self) -> list[Part]:
        cover = self._cover()
        while True:
            try:
                parts = cover.parts()
            except Impossible as found:
                self._give_up(found.demands)
                cover = self._cover()
                continue
            failed = self._side_by_side(parts)
            if not failed:
                return parts
            new = [cover.learn(learned) for learned in failed]
            if not any(new):
                return [part._replace(sets=(), cut=True, stopped=True) for part in parts]

    def _give_up(self, hopeless: Iterable[Demand]) -> None:
        """Leave relations aside that no move can mend."""
        lost = frozenset().union(*(conflict for one in hopeless for conflict in self.reasons[one]))
        self.dropped |= lost
        self.record.drop(lost)
        self.starts = [start for start in self.starts if not start & lost]
        kept = {one: {c for c in conflicts if not c & lost} for one, conflicts in self.reasons.items()}
        self.reasons = {one: conflicts for one, conflicts in kept.items() if conflicts}
        self.verdicts.clear()
        self._missing()

    def _side_by_side(self, parts: list[Part]) -> list[Demand]:
        """What repairs of different parts fail by that each mend what they touch, but not next to each other."""
        touched = {n: Setting(self.moves, (n,)).touched() for part in parts for sets in part.sets[:1] for n in sets}
        failed = []
        for part in parts:
            for chosen in part.sets:
                near = self._near(chosen, {n: relations for n, relations in touched.items() if n not in part.sets[0]})
                if near and (learned := self._judge(chosen | near)) is not None:
                    failed.append(learned)
        return failed

    def _near(self, chosen: frozenset[int], others: dict[int, set[int]]) -> frozenset[int]:
        """Those of the other moves that share relations with the chosen ones, directly or through each other."""
        reached = Setting(self.moves, chosen).touched()
        near: set[int] = set()
        while found := [number for number, relations in others.items() if number not in near and relations & reached]:
            near.update(found)
            reached.update(*(others[number] for number in found))
        return frozenset(near)

    def _faults(self, part: Part) -> list[Fault]:
        """A part as faults: where its repairs are every combination of smaller ones, the smaller ones are told apart."""
        if not part.sets:
            moves = frozenset().union(*(demand.any_of for demand in part.demands))
            starts = [start for start in self.starts if self.moves.on_relations(start) & moves]
            lost = sorted({self.record.relations[relation].name for start in starts for relation in start})
            return [Fault(tuple(lost), (), True)]
        faults = []
        for sets in self._pieces(part):
            touched = set().union(*(Setting(self.moves, chosen).touched() for chosen in sets))
            relations = sorted({relation for start in self.starts if start & touched for relation in start})
            repairs: dict[tuple[object, ...], Repair] = {}
            for chosen in sets:
                repair = self._repair(chosen)
                key = (*(change.variable for change in repair.changes), *repair.forms)
                repairs.setdefault(key, repair)
            names = tuple(self.record.relations[relation].name for relation in relations)
            faults.append(Fault(names, tuple(repairs.values()), part.cut))
        return faults

    def _pieces(self, part: Part) -> list[list[frozenset[int]]]:
        starts = {relation for start in self.starts for relation in start}
        moves = sorted(set().union(*part.sets))
        touched = {move: Setting(self.moves, (move,)).touched() for move in moves}
        marks: list[tuple[int, list[Hashable]]] = []
        for number, chosen in enumerate(part.sets):
            for move in chosen:
                shared = touched[move] & set().union(*(touched[other] for other in chosen - {move}))
                joints = [(number, relation) for relation in shared]
                marks.append((move, [("move", move), *(("start", start) for start in touched[move] & starts), *joints]))
        linked = [frozenset(numbers) for numbers in groups(marks)]
        pieces = [list(dict.fromkeys(chosen & link for chosen in part.sets)) for link in linked]
        if part.cut or any(not chosen for piece in pieces for chosen in piece):
            return [list(part.sets)]
        return pieces if prod(map(len, pieces)) == len(part.sets) else [list(part.sets)]

    def _repair(self, chosen: frozenset[int]) -> Repair:
        record, moves = self.record, self.moves
        values = settle(moves, chosen)
        changes = []
        for name, settled in values.items():
            figure = record.figures[name]
            assert figure.value is not None
            move = next(moves.all[number] for number in chosen if name in moves.all[number].names)
            to = settled.value
            kind = move.kind if move.to else record.slip(name, int(to)) if to.denominator == 1 else None
            low, high = (None if bound is None else record.fraction(bound) for bound in (settled.low, settled.high))
            changes.append(Change(name, record.fraction(figure.value), record.fraction(to), low, high, kind))
        forms = [moves.all[number] for number in sorted(chosen) if moves.all[number].kind == "form"]
        cost = sum((moves.all[number].cost for number in chosen), Fraction(0))
        return Repair(tuple(changes), tuple(record.alternatives[move.relation, move.form] for move in forms), cost)
