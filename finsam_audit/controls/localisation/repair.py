"""Whether a set of moves mends what it touches, and what stands in the way if it does not."""

from collections.abc import Iterable
from typing import NamedTuple

from finsam_audit.controls.localisation.cover import Demand
from finsam_audit.controls.localisation.moves import Moves
from finsam_audit.controls.localisation.record import Figure, Form, within
from finsam_audit.controls.localisation.simplex import Column, Row, groups, solve


class Verdict(NamedTuple):
    """``conflict`` names relations that cannot hold together under the moves; empty where all that is touched can hold."""

    conflict: frozenset[int] = frozenset()
    sure: bool = True


class Setting:
    """A record under a set of moves: what is given a value, what is free, which form each relation has."""

    def __init__(self, moves: Moves, chosen: Iterable[int], loose: bool = False) -> None:
        """``loose`` frees the figures of slips and interchanges too."""
        self.moves, self.record = moves, moves.record
        self.chosen = frozenset(chosen)
        self.mover: dict[str, int] = {}
        self.at: dict[str, int] = {}
        self.free: set[str] = set()
        self.form: dict[int, int] = {}
        self.form_move: dict[int, int] = {}
        for number in sorted(self.chosen):
            move = moves.all[number]
            if move.kind == "form":
                self.form[move.relation] = move.form
                self.form_move[move.relation] = number
            for name in move.names:
                self.mover[name] = number
            if move.to and not loose:
                self.at.update(zip(move.names, move.to, strict=True))
            else:
                self.free.update(move.names)

    def shape(self, relation: int) -> Form:
        """The form a relation has under the moves."""
        return self.record.forms[relation][self.form.get(relation, 0)]

    def touched(self, extra: Iterable[int] = ()) -> set[int]:
        """The relations in which a move changes something, and those that missing figures tie to them."""
        found: set[int] = set()
        waiting = [*extra, *self.form]
        for name in self.mover:
            waiting += self._with(name)
        seen: set[str] = set()
        while waiting:
            relation = waiting.pop()
            if relation not in found:
                found.add(relation)
                for name in self.shape(relation).missing:
                    if name not in seen:
                        seen.add(name)
                        waiting += self._with(name)
        return found

    def _with(self, name: str) -> list[int]:
        own = [relation for relation in self.record.relations_of[name] if relation not in self.form]
        return own + [relation for relation in self.form if name in self.shape(relation).terms]

    def figure(self, name: str) -> Figure:
        """A figure as it is written."""
        return self.record.figures[name]

    def parted(self, relation: int) -> tuple[dict[str, int], int]:
        """The free terms of a relation, and the sum of the others."""
        form = self.shape(relation)
        rest = form.written
        free = set(form.missing)
        for name in self.mover.keys() & form.terms.keys():
            coefficient = form.terms[name]
            if name in self.at:
                rest += coefficient * self.at[name]
            else:
                free.add(name)
            rest -= coefficient * (self.record.figures[name].value or 0)
        if len(free) > 1:
            return {name: coefficient for name, coefficient in form.terms.items() if name in free}, rest
        return {name: form.terms[name] for name in free}, rest


def examine(setting: Setting, extra: Iterable[int] = ()) -> Verdict:
    """Whether every relation that the moves touch (and ``extra``) can hold within rounding."""
    open_ = []
    for relation in sorted(setting.touched(extra)):
        free, rest = setting.parted(relation)
        if free:
            open_.append((relation, free, rest))
        elif not within(rest, setting.shape(relation)):
            return Verdict(frozenset((relation,)))
    sure = True
    for system in systems(_binding(setting, open_)):
        verdict = _together(setting, system)
        if verdict.conflict:
            return verdict
        sure &= verdict.sure
    return Verdict(sure=sure)


Open = tuple[int, dict[str, int], int]


def _binding(setting: Setting, open_: list[Open]) -> list[Open]:
    """Without the relations on one free figure that ask for no more than others on it do: of many claims on it, two bind."""
    least: dict[tuple[str, int], tuple[int, int]] = {}
    most: dict[tuple[str, int], tuple[int, int]] = {}
    for number, (relation, free, rest) in enumerate(open_):
        if len(free) == 1:
            (key,) = free.items()
            low, high = setting.shape(relation)[1:3]
            if low is not None and (key not in least or low - rest > least[key][0]):
                least[key] = low - rest, number
            if high is not None and (key not in most or high - rest < most[key][0]):
                most[key] = high - rest, number
    kept = {number for bounds in (least, most) for _, number in bounds.values()}
    return [one for number, one in enumerate(open_) if number in kept or len(one[1]) > 1]


def systems(open_: list[Open]) -> list[list[Open]]:
    """Relations put together that share a free figure, directly or through others."""
    if len({name for _, free, _ in open_ for name in free}) == 1:
        return [open_]
    order = {name: place for place, name in enumerate(dict.fromkeys(n for _, free, _ in open_ for n in free))}
    linked = groups((number, [order[name] for name in free]) for number, (_, free, _) in enumerate(open_))
    return [[open_[number] for number in numbers] for numbers in linked]


def names_of(system: list[Open]) -> list[str]:
    """The free figures of a system."""
    return list(dict.fromkeys(name for _, free, _ in system for name in free))


def posed(setting: Setting, system: list[Open], exactly: bool = False) -> tuple[list[str], list[Column], list[Row]]:
    """A system of relations as rows and columns; figures on a grid are counted in its steps."""
    names = names_of(system)
    place = {name: number for number, name in enumerate(names)}
    columns = []
    for name in names:
        figure = setting.figure(name)
        unit = figure.grid or 1
        low = None if figure.low is None else -(-figure.low // unit)
        high = None if figure.high is None else figure.high // unit
        columns.append(Column(low, high, figure.grid is not None, (figure.value or 0) // unit))
    rows = []
    for relation, free, rest in system:
        form = setting.shape(relation)
        terms = {place[n]: k * (setting.figure(n).grid or 1) for n, k in free.items()}
        low, high = (None if bound is None else bound - rest for bound in (form.low, form.high))
        if exactly and form.target is not None:
            low = high = form.target - rest
        rows.append(Row(terms, low, high))
    return names, columns, rows


def _together(setting: Setting, system: list[Open]) -> Verdict:
    _, columns, rows = posed(setting, system)
    answer = solve(columns, rows)
    if answer.values is None:
        return Verdict(frozenset(system[row][0] for row in answer.rows), answer.sure)
    return Verdict(sure=answer.sure)


def demand(setting: Setting, conflict: frozenset[int]) -> Demand:
    """What every repair must contain, seen from relations that cannot hold together under some moves.

    Without any further move on these relations a repair would leave them as they are, or with less freedom. Free changes
    are no condition, for without them there is less freedom still; slips, interchanges and other forms are one.
    """
    moves = setting.moves
    given: set[int] = set()
    any_of: set[int] = set()
    about: set[int] = set()
    for relation in conflict:
        if relation in setting.form_move:
            given.add(setting.form_move[relation])
        else:
            any_of.update(moves.to.get(relation, ()))
        for name in setting.shape(relation).terms:
            mover = setting.mover.get(name)
            if mover is None:
                any_of.update(moves.on[name])
            elif name in setting.at:
                given.add(mover)
            else:
                about.add(mover)
    any_of -= setting.chosen
    for number in given:
        any_of -= moves.clash(number)
    return Demand(frozenset(given), frozenset(any_of), frozenset(about))
