"""The values that a repair gives to the figures it changes, and what the relations would leave for each."""

from collections.abc import Iterable
from fractions import Fraction
from math import ceil, floor
from typing import NamedTuple

from finsam_audit.controls.localisation.moves import Moves
from finsam_audit.controls.localisation.repair import Open, Setting, posed, systems
from finsam_audit.controls.localisation.simplex import Answer, Column, Row, extremes, solve


class Settled(NamedTuple):
    """A figure under a set of moves: the value to write, and the least and greatest that would do (None: no limit)."""

    value: Fraction
    low: Fraction | None
    high: Fraction | None


def settle(moves: Moves, chosen: Iterable[int]) -> dict[str, Settled]:
    """The values that moves which mend their relations give to the figures they change."""
    setting, loose = Setting(moves, chosen), Setting(moves, chosen, loose=True)
    found = {name: Settled(Fraction(value), None, None) for name, value in setting.at.items()}
    for system in systems(_open(setting)):
        found.update(_chosen_values(setting, system))
    for system in systems(_open(loose)):
        names, columns, rows = posed(loose, system)
        for place, name in enumerate(names):
            if name in found:
                unit = loose.figure(name).grid or 1
                low, high = (None if b is None else b * unit for b in extremes(columns, rows, place))
                found[name] = Settled(found[name].value, *on_grid(loose.figure(name).grid, low, high))
    return {name: found[name] for name in setting.mover if name in found}


def _open(setting: Setting) -> list[Open]:
    return [(relation, *parted) for relation in sorted(setting.touched()) if (parted := setting.parted(relation))[0]]


def _chosen_values(setting: Setting, system: list[Open]) -> dict[str, Settled]:
    """Values that satisfy the equations exactly where that can be, else within rounding and near what is written."""
    names, columns, rows = posed(setting, system, exactly=True)
    answer = solve(columns, rows)
    if answer.values is None:
        centred = [_centre(setting, name, system) for name in names]
        names, columns, rows = posed(setting, system)
        columns = [c._replace(start=_start(setting, n, m)) for n, m, c in zip(names, centred, columns, strict=True)]
        answer = solve(columns, rows)
    assert answer.values is not None
    for place in range(len(names)):
        answer = _nearest(columns, rows, place, answer)
    assert answer.values is not None
    return {
        name: Settled(value * (setting.figure(name).grid or 1), None, None)
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
    if low is not None and low == high:
        columns[place] = held  # every answer has it so
        return answer
    tried = solve([*columns[:place], held, *columns[place + 1 :]], rows)
    if tried.values is None:
        return answer
    columns[place] = held
    return tried


def _start(setting: Setting, name: str, centre: Fraction) -> Fraction:
    grid = setting.figure(name).grid
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
    written = Fraction(setting.figure(name).value or 0)
    return min(wanted, key=lambda value: (-wanted[value][0], wanted[value][1], abs(value - written)), default=written)


def on_grid(grid: int | None, low: Fraction | None, high: Fraction | None) -> tuple[Fraction | None, Fraction | None]:
    """An interval drawn in to the outermost values on a grid."""
    if grid is None:
        return low, high
    return (
        None if low is None else Fraction(ceil(low / grid) * grid),
        None if high is None else Fraction(floor(high / grid) * grid),
    )
