"""How many of several must agree before figures are believed: the majorities, each with its reason, on one page."""


def half(held: int, of: int) -> bool:
    """Half of them or more, and one at least.

    Most tables print two columns. One of them may hold the slip that is looked for, and must not hide what the other shows.
    """
    return held > 0 and 2 * held >= of


def most(held: int, of: int) -> bool:
    """More than half of them: where either side may be right and a tie tells nothing."""
    return 2 * held > of


def two_thirds(held: int, of: int) -> bool:
    """Two in three of them or more: a habit of print that a few rows may break, and that nothing but the rows tells."""
    return 3 * held >= 2 * of


def nearly_all(held: int, of: int) -> bool:
    """All but a fifth, and all but one of a few: a rule of the whole table, in which some rows have a reason of their own."""
    return of - held <= max(1, of // 5)
