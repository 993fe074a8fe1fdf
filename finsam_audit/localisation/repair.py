"""Whether a set of moves mends what it touches, what stands in the way if it does not, and the values it leaves open."""

from collections.abc import Callable, Iterable
from fractions import Fraction
from math import ceil, floor
from typing import NamedTuple

from finsam_audit.localisation.cover import Demand
from finsam_audit.localisation.record import Form, Record, shared, within
from finsam_audit.localisation.simplex import Answer, Column, Row, extremes, groups, solve


class Verdict(NamedTuple):
    """``conflict`` names relations that cannot hold together under the moves; empty where all that is touched can hold."""

    conflict: frozenset[int] = frozenset()
    sure: bool = True


class Settled(NamedTuple):
    """A figure under a set of moves: the value to write, and the least and greatest that would do (None: no limit)."""

    value: Fraction
    low: Fraction | None
    high: Fraction | None


class Setting:
    """A record under a set of moves: what is given a value, what is free, which form each relation has."""

    def __init__(self, record: Record, chosen: Iterable[int], loose: bool = False) -> None:
        """``loose`` frees the figures of slips and interchanges too."""
        self.record = record
        self.chosen = frozenset(chosen)
        self.mover: dict[str, int] = {}
        self.at: dict[str, int] = {}
        self.free: set[str] = set()
        self.form: dict[int, int] = {}
        self.form_move: dict[int, int] = {}
        for number in sorted(self.chosen):
            move = record.moves[number]
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
                for name in self.record.missing(self.shape(relation)):
                    if name not in seen:
                        seen.add(name)
                        waiting += self._with(name)
        return found

    def _with(self, name: str) -> list[int]:
        own = [relation for relation in self.record.relations_of[name] if relation not in self.form]
        return own + [relation for relation in self.form if name in self.shape(relation).terms]

    def parted(self, relation: int) -> tuple[dict[str, int], int]:
        """The free terms of a relation, and the sum of the others."""
        form = self.shape(relation)
        free = {n: k for n, k in form.terms.items() if n in self.free or self.record.figures[n].value is None}
        if not free:
            return free, self.record.total(form, self.at)
        rest = 0
        for name, coefficient in form.terms.items():
            if name not in free:
                value = self.at.get(name, self.record.figures[name].value)
                assert value is not None
                rest += coefficient * value
        return free, rest


def examine(record: Record, chosen: Iterable[int], extra: Iterable[int] = ()) -> Verdict:
    """Whether every relation that the moves touch (and ``extra``) can hold within rounding."""
    setting = Setting(record, chosen)
    open_ = []
    for relation in sorted(setting.touched(extra)):
        free, rest = setting.parted(relation)
        if free:
            open_.append((relation, free, rest))
        elif not within(rest, setting.shape(relation)):
            return Verdict(frozenset((relation,)))
    sure = True
    for system in _systems(open_):
        verdict = _alone(setting, system) if len(_names(system)) == 1 else _together(setting, system)
        if verdict.conflict:
            return verdict
        sure &= verdict.sure
    return Verdict(sure=sure)


Open = tuple[int, dict[str, int], int]


def _systems(open_: list[Open]) -> list[list[Open]]:
    order = {name: place for place, name in enumerate(dict.fromkeys(n for _, free, _ in open_ for n in free))}
    linked = groups((number, [order[name] for name in free]) for number, (_, free, _) in enumerate(open_))
    return [[open_[number] for number in numbers] for numbers in linked]


def _names(system: list[Open]) -> list[str]:
    return list(dict.fromkeys(name for _, free, _ in system for name in free))


def _alone(setting: Setting, system: list[Open]) -> Verdict:
    """One free figure: the intervals of its relations must meet, on a value it can be written as."""
    (name,) = _names(system)
    figure = setting.record.figures[name]
    low = None if figure.low is None else Fraction(figure.low)
    high = None if figure.high is None else Fraction(figure.high)
    from_low = from_high = -1
    for relation, free, rest in system:
        least, most = on_grid(figure.grid, *shared(setting.shape(relation), free[name], rest))
        if least is not None and (low is None or least > low):
            low, from_low = least, relation
        if most is not None and (high is None or most < high):
            high, from_high = most, relation
        if low is not None and high is not None and low > high:
            return Verdict(frozenset(r for r in (from_low, from_high) if r >= 0))
    return Verdict()


def on_grid(grid: int | None, low: Fraction | None, high: Fraction | None) -> tuple[Fraction | None, Fraction | None]:
    """An interval drawn in to the outermost values on a grid."""
    if grid is None:
        return low, high
    return (
        None if low is None else Fraction(ceil(low / grid) * grid),
        None if high is None else Fraction(floor(high / grid) * grid),
    )


def _posed(setting: Setting, system: list[Open], exactly: bool = False) -> tuple[list[str], list[Column], list[Row]]:
    """A system of relations as rows and columns; figures on a grid are counted in its steps."""
    names = _names(system)
    place = {name: number for number, name in enumerate(names)}
    columns = []
    for name in names:
        figure = setting.record.figures[name]
        unit = figure.grid or 1
        low = None if figure.low is None else -(-figure.low // unit)
        high = None if figure.high is None else figure.high // unit
        columns.append(Column(low, high, figure.grid is not None, (figure.value or 0) // unit))
    rows = []
    for relation, free, rest in system:
        form = setting.shape(relation)
        terms = {place[n]: k * (setting.record.figures[n].grid or 1) for n, k in free.items()}
        low, high = (None if bound is None else bound - rest for bound in (form.low, form.high))
        if exactly and form.target is not None:
            low = high = form.target - rest
        rows.append(Row(terms, low, high))
    return names, columns, rows


def _together(setting: Setting, system: list[Open]) -> Verdict:
    _, columns, rows = _posed(setting, system)
    answer = solve(columns, rows)
    if answer.values is None:
        return Verdict(frozenset(system[row][0] for row in answer.rows), answer.sure)
    return Verdict(sure=answer.sure)


def demand(record: Record, chosen: Iterable[int], conflict: frozenset[int], clash: Callable[[int], frozenset[int]]) -> Demand:
    """What every repair must contain, seen from relations that cannot hold together under some moves.

    Without any further move on these relations a repair would leave them as they are, or with less freedom. Free changes
    are no condition, for without them there is less freedom still; slips, interchanges and other forms are one.
    """
    setting = Setting(record, chosen)
    given: set[int] = set()
    any_of: set[int] = set()
    about: set[int] = set()
    for relation in conflict:
        if relation in setting.form_move:
            given.add(setting.form_move[relation])
        else:
            any_of.update(record.moves_to.get(relation, ()))
        for name in setting.shape(relation).terms:
            mover = setting.mover.get(name)
            if mover is None:
                any_of.update(record.moves_on[name])
            elif record.moves[mover].to:
                given.add(mover)
            else:
                about.add(mover)
    any_of -= setting.chosen
    for number in given:
        any_of -= clash(number)
    return Demand(frozenset(given), frozenset(any_of), frozenset(about))


def settle(record: Record, chosen: Iterable[int]) -> dict[str, Settled]:
    """The values that moves which mend their relations give to the figures they change."""
    setting, loose = Setting(record, chosen), Setting(record, chosen, loose=True)
    found = {name: Settled(Fraction(value), None, None) for name, value in setting.at.items()}
    for system in _systems(_open(setting)):
        found.update(_chosen_values(setting, system))
    for system in _systems(_open(loose)):
        names, columns, rows = _posed(loose, system)
        for place, name in enumerate(names):
            if name in found:
                unit = record.figures[name].grid or 1
                low, high = (None if b is None else b * unit for b in extremes(columns, rows, place))
                found[name] = Settled(found[name].value, *on_grid(record.figures[name].grid, low, high))
    return {name: found[name] for name in setting.mover if name in found}


def _open(setting: Setting) -> list[Open]:
    return [(relation, *parted) for relation in sorted(setting.touched()) if (parted := setting.parted(relation))[0]]


def _chosen_values(setting: Setting, system: list[Open]) -> dict[str, Settled]:
    """Values that satisfy the equations exactly where that can be, else within rounding and near what is written."""
    names, columns, rows = _posed(setting, system, exactly=True)
    answer = solve(columns, rows)
    if answer.values is None:
        centred = [_centre(setting, name, system) for name in names]
        names, columns, rows = _posed(setting, system)
        columns = [c._replace(start=_start(setting, n, m)) for n, m, c in zip(names, centred, columns, strict=True)]
        answer = solve(columns, rows)
    assert answer.values is not None
    for place in range(len(names)):
        answer = _nearest(columns, rows, place, answer)
    assert answer.values is not None
    return {
        name: Settled(value * (setting.record.figures[name].grid or 1), None, None)
        for name, value in zip(names, answer.values, strict=True)
    }


def _nearest(columns: list[Column], rows: list[Row], place: int, answer: Answer) -> Answer:
    """Hold one figure at the value nearest to where it starts that still lets the rows hold, if there is a choice."""
    low, high = extremes(columns, rows, place)
    start = columns[place].start
    low = None if low is None else Fraction(ceil(low)) if columns[place].whole else low
    high = None if high is None else Fraction(floor(high)) if columns[place].whole else high
    value = low if low is not None and start < low else high if high is not None and start > high else start
    held = columns[place]._replace(low=value, high=value, start=value)
    tried = solve([*columns[:place], held, *columns[place + 1 :]], rows)
    if tried.values is None:
        return answer
    columns[place] = held
    return tried


def _start(setting: Setting, name: str, centre: Fraction) -> Fraction:
    grid = setting.record.figures[name].grid
    return Fraction(round(centre / grid)) if grid else centre


def _centre(setting: Setting, name: str, system: list[Open]) -> Fraction:
    """The value most equations with no other free figure ask for, of as many the tightest; else the written one."""
    wanted: dict[Fraction, tuple[int, Fraction]] = {}
    for relation, free, rest in system:
        form = setting.shape(relation)
        if len(free) == 1 and name in free and form.target is not None and form.high is not None:
            value = Fraction(form.target - rest, free[name])
            votes, room = wanted.get(value, (0, None))
            slack = Fraction(form.high - form.target, abs(free[name]))
            wanted[value] = votes + 1, slack if room is None else min(room, slack)
    written = Fraction(setting.record.figures[name].value or 0)
    return min(wanted, key=lambda value: (-wanted[value][0], wanted[value][1], abs(value - written)), default=written)
