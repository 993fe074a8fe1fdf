"""What each row is called: its concept and role by its label, and which of several rows a concept is left to."""

from collections.abc import Iterator

from finsam_audit.accounts.majority import half
from finsam_audit.accounts.statement import Given, Statement
from finsam_audit.accounts.words.folding import fold
from finsam_audit.accounts.words.lexicon import Concept, Lexicon
from finsam_audit.page.model import Row

BEFORE_FINANCIAL = "resultat före finansiella poster"
_OF_COSTS = ("verksamhetens kostnader", "verksamhetens nettokostnad")
_FINANCIAL = ("ränteintäkter", "räntekostnader", "finansiella intäkter", "finansiella kostnader", "finansiella poster")


def labels(seen: Statement, given: Given) -> Statement:
    """The concept and role of each row by its label, by what the file says, and in the balance sheet by its side."""
    lexicon = given.lexicon
    concepts: dict[int, Concept] = {}
    roles: dict[int, str] = {}
    rows: dict[str, list[Row]] = {}
    within = {inner.number: outer for outer in seen.table.walk() if outer.slots for inner in outer.walk() if inner is not outer}
    beside = _of_no_money(seen)
    below = False  # the total of the assets
    for row in seen.table.walk():
        concept = _concept(row, seen, lexicon)
        if concept is not None and concept.belongs and not row.concept and _is_other_side(row, concept, below, lexicon):
            concept = None
        roles[row.number] = role_of(row, concept, lexicon)
        if roles[row.number] == "detail" and row.number in beside and not row.role:
            roles[row.number] = "info"
        if concept is None:
            continue
        below = below or (concept.belongs == "tillgångar" and concept.role == "total")
        concepts[row.number] = concept
        if row.slots and not (concept.many and _is_counted_above(row, concept, within, concepts, lexicon)):
            others = rows.get(concept.name, [])
            if concept.many and roles[row.number] == "total" and _heading(row, seen, lexicon) == concept:
                others = [other for other in others if other.path[: len(row.path)] != row.path]  # it stands for its group
            rows[concept.name] = [*others, row]
    return seen._replace(concepts=concepts, roles=roles, rows={name: tuple(found) for name, found in rows.items()})


def costs_only(seen: Statement, given: Given) -> Statement:
    """A driftredovisning that shows nothing but costs, or what members are to pay for: its "Summa" is theirs and no result."""
    closing = seen.rows.get("resultat", ()) if seen.kind == "driftredovisning" else ()
    if len(closing) != 1 or not given.lexicon.totals.match(closing[0].label) or "summa kostnader" in seen.rows:
        return seen
    known = given.lexicon.kinds[seen.kind].concepts
    if _is_costs_only(closing[0], seen):
        return seen.called([(closing[0], known["summa kostnader"])])
    if given.report.organisation not in ("kommun", "region") and _is_to_be_paid(closing[0], seen):
        return seen.called([(closing[0], known["verksamhetens nettokostnad"])])
    return seen.unnamed({closing[0].number}) if _is_no_result(closing[0], seen, given) else seen


def outranked(seen: Statement, given: Given) -> Statement:
    """Rows that lose their concept to another: to one that the data file names, or to the result after financial items."""
    for name, rows in seen.rows.items():
        losing = _losing(rows, seen) if len(rows) > 1 else ()
        if not losing:
            continue
        left = {row.number for row in losing}
        kept = next(row for row in reversed(rows) if row.number not in left)
        is_result = seen.kind == "driftredovisning" and name == "resultat"
        before = [row for row in losing if is_result and _is_before_financial(row, kept, seen)]
        seen = seen.unnamed(left).called((row, given.lexicon.kinds[seen.kind].concepts[BEFORE_FINANCIAL]) for row in before)
    return seen


def split_below(seen: Statement, given: Given) -> Statement:
    """In the balance sheet, rows that split a total once more below it are information."""
    if seen.kind != "balansräkning":
        return seen
    for name, rows in seen.rows.items():
        left = {row.number for row in _below_total(rows, seen)}
        if left:
            seen = seen.without(name, left)._replace(roles=seen.roles | dict.fromkeys(left, "info"))
    return seen


def ambiguous(seen: Statement, given: Given) -> Statement:
    """The concepts that several rows carry which do not agree."""
    twice = (name for name, rows in seen.rows.items() if len(rows) > 1 and not _one_meaning(rows, seen))
    return seen._replace(ambiguous=frozenset(twice))


def role_of(row: Row, concept: Concept | None, lexicon: Lexicon) -> str:
    """``total``, ``info``, ``share`` or ``detail``, by what the file says, else by the label."""
    if row.role:
        return row.role
    if concept is not None and concept.role in ("total", "info", "share"):
        return concept.role
    if lexicon.info.match(row.label) and (row.slots or not fold(row.label).endswith(" varav")):
        return "info"  # not the heading "Nya förpliktelser, varav", whose amount its rows give
    if lexicon.shares.match(row.label):
        return "share"
    return "total" if not row.label or lexicon.totals.match(row.label) else "detail"


def is_financial(concept: Concept | None) -> bool:
    """Whether a row is of interest earned or paid, or of both."""
    return concept is not None and concept.name in _FINANCIAL


def heading_class(row: Row, lexicon: Lexicon) -> str:
    """The class of the balance sheet that the nearest heading above a row opens, or ""."""
    found = (lexicon.heading_class("balansräkning", heading) for heading in reversed(row.path))
    return next((name for name in found if name), "")


def _concept(row: Row, seen: Statement, lexicon: Lexicon) -> Concept | None:
    if row.concept:
        kind, _, name = row.concept.partition(".")
        described = lexicon.kinds.get(kind)
        return described.concepts.get(name) if described else None
    concept = lexicon.concept_of(seen.kind, row.label, seen.name)
    if concept is None and seen.kind in ("budgetuppföljning", "not"):
        return _closes(row, seen, lexicon)
    if concept is not None and row.path and seen.kind in ("finansierad verksamhet", "driftredovisning"):
        # "Administration" within another group is a part of that group, not the group of that name. The total that closes
        # a group is the group: "Summa individinsatser" under "Individinsatser".
        outer = _heading(row, seen, lexicon)
        closes = outer == concept and lexicon.totals.match(row.label)
        if outer is not None and outer.sign == concept.sign == "cost" and concept.role != "total" and not closes:
            return None
    return concept


def _of_no_money(seen: Statement) -> set[int]:
    """The rows of a note on amounts that print none: "Återstående antal år", "Genomsnittlig ränta" are terms of no sum."""
    said = {row.number: {figure.unit.quality for figure in row.figures} for row in seen.table.walk()}
    amounts = sum("money" in qualities for qualities in said.values())
    if seen.kind != "not" or 2 * amounts < sum(map(bool, said.values())):
        return set()
    return {number for number, qualities in said.items() if qualities and "money" not in qualities}


def _heading(row: Row, seen: Statement, lexicon: Lexicon) -> Concept | None:
    return lexicon.concept_of(seen.kind, row.path[-1], seen.name) if row.path else None


def _closes(row: Row, seen: Statement, lexicon: Lexicon) -> Concept | None:
    """The concept of the group that a total closes, by its heading: "Summa" under "Administrativa kostnader"."""
    outer = _heading(row, seen, lexicon)
    if outer is None or outer.role or not row.slots or role_of(row, None, lexicon) != "total":
        return None
    rest = row.label.partition(" ")[2]
    return outer if not rest or lexicon.concept_of(seen.kind, rest, seen.name) == outer else None


def _is_other_side(row: Row, concept: Concept, below: bool, lexicon: Lexicon) -> bool:
    """Whether a row of the balance sheet stands on the other side than its label is known from.

    "Skattekonto" and "Avräkning" are assets one year and debts the next; the heading above, or the total of the assets,
    tells which.
    """
    if not row.slots:
        return False
    heading = heading_class(row, lexicon)
    if not heading:
        return below and lexicon.is_within(concept.belongs, "tillgångar")
    return lexicon.is_within(heading, "tillgångar") != lexicon.is_within(concept.belongs, "tillgångar")


def _is_counted_above(
    row: Row, concept: Concept, within: dict[int, Row], concepts: dict[int, Concept], lexicon: Lexicon
) -> bool:
    """Whether a row is a part of another that carries their concept: the kommuner one by one under "Bidrag från kommuner"."""
    outer = within.get(row.number)
    if outer is not None and concepts.get(outer.number) == concept:
        return True
    return not concept.role and not row.role and lexicon.info.match(row.label)


def _is_costs_only(closing: Row, seen: Statement) -> bool:
    """Whether a driftredovisning shows nothing but costs.

    It has a row that is a cost by its name, no row and no column of income, and in half of its columns or more no row alone
    comes to more than the sum. Where no row is known, as in a list of committees, the sum may be a net.
    """
    signless = ("resultat", "projekt", "personal")
    others = [seen.concepts[rows[0].number] for name, rows in seen.rows.items() if rows and name not in signless]
    if not others or any(concept.sign != "cost" for concept in others) or any(column.side for column in seen.columns):
        return False
    sums = [(c, f) for c in seen.amounts if (f := closing.figure(c)) is not None and f.unit.quality == "money"]
    largest = {c: max(abs(f.base) for row in seen.table.walk() if (f := row.figure(c)) is not None) for c, _ in sums}
    return half(sum(abs(figure.base) == largest[column] for column, figure in sums), len(sums))  # one amount may be a slip


def _is_no_result(closing: Row, seen: Statement, given: Given) -> bool:
    """Whether a förbund lists amounts of one sign that no name calls income or costs, and prints neither their sum as a result
    nor any total of its costs that it could be.

    Of income and costs some would have the other sign. A kommun lists the net costs of its committees so.
    """
    figures = (figure for _, column, figure in seen.figures() if column.kind != "avvikelse")
    signs = [figure.value > 0 for figure in figures if figure.unit.quality == "money" and figure.value]
    mixed = min(sum(signs), len(signs) - sum(signs)) > 1  # one amount may be a slip
    signed = mixed or any(concept.sign for concept in seen.concepts.values()) or any(column.side for column in seen.columns)
    if signed or given.report.organisation in ("kommun", "region"):
        return False
    sums = {figure.base for figure in closing.figures if figure.value}
    for row in (row for table in given.report.tables if table is not seen.table for row in table.walk() if row.slots):
        concept = given.lexicon.concept_of("resultaträkning", row.label, "")
        if concept is not None and concept.name in _OF_COSTS:
            return False
        if concept is not None and concept.role == "result" and sums & {figure.base for figure in row.figures}:
            return False
    return True


def _is_to_be_paid(closing: Row, seen: Statement) -> bool:
    """Whether a driftredovisning of income and costs brings in less than half of what it costs: others pay for the rest.

    So does every row of it but one, which may be a slip.
    """
    sides = {column.side: column for column in reversed(seen.amounts) if column.kind in ("", "utfall")}
    if not {"intäkt", "kostnad"} <= sides.keys() or any(concept.sign == "income" for concept in seen.concepts.values()):
        return False
    rows = [row for row in seen.table.walk() if row.slots]
    income, cost = ({row.number: abs(f.base) for row in rows if (f := row.figure(sides[s]))} for s in ("intäkt", "kostnad"))
    paying = sum(income.get(row.number, 0) >= cost.get(row.number, 0) for row in rows)
    return paying < 2 < len(rows) and 2 * income.get(closing.number, 0) < cost.get(closing.number, 0)


def _losing(rows: tuple[Row, ...], seen: Statement) -> tuple[Row, ...]:
    concept = seen.concepts[rows[0].number]
    if concept.many:
        return ()
    named = [row for row in rows if row.concept]
    if len(named) == 1:
        return tuple(row for row in rows if row is not named[0])
    if concept.path == "driftredovisning.resultat" and _is_before_financial(rows[0], rows[-1], seen):
        return rows[:-1]
    return ()


def _is_before_financial(row: Row, later: Row, seen: Statement) -> bool:
    """Whether nothing but financial items, and other results, stands between a result and a later one."""
    between = [one for one in _between(row, later, seen) if seen.concept_name(one) != seen.concept_name(later)]
    return bool(between) and all(is_financial(seen.concept(one)) for one in between)


def _between(first: Row, last: Row, seen: Statement) -> Iterator[Row]:
    return (row for row in seen.table.walk() if row.slots and first.number < row.number < last.number)


def _below_total(rows: tuple[Row, ...], seen: Statement) -> list[Row]:
    """The rows that split a total once more below it: "resultatutjämningsreserv" under an equity already closed.

    They are so only where others of their meaning stand above the total and were added up in it.
    """
    concept = seen.concepts[rows[0].number]
    if len(rows) < 2 or not concept.many or not concept.belongs:
        return []
    totals = [row for row in seen.rows.get(f"summa {concept.belongs}", ()) if not row.rows]
    if len(totals) != 1:
        return []
    beside = [row for row in rows if row.path == totals[0].path]
    below = [row for row in beside if row.number > totals[0].number]
    return below if len(below) < len(beside) else []


def _one_meaning(rows: tuple[Row, ...], seen: Statement) -> bool:
    """Whether several rows may carry their concept: it is a class of rows, or they print the same figures."""
    if seen.concepts[rows[0].number].many:
        return True
    return len({tuple(slot.figure.base if slot.figure else None for slot in row.slots) for row in rows}) == 1
