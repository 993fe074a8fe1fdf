"""The tables of a page: blocks of lines to rows with labels and cells."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from finsam_audit.documents.amounts import is_amount, is_dash, plain
from finsam_audit.documents.blocks import Block, blocks_of
from finsam_audit.documents.cells import is_cut
from finsam_audit.documents.columns import Column, is_note, is_note_head
from finsam_audit.documents.heads import read_heads, unit_of
from finsam_audit.documents.labels import joined
from finsam_audit.documents.layout import HEAD, PLACED, Line, Piece, PrintedCell, PrintedRow, PrintedTable
from finsam_audit.documents.lines import piece
from finsam_audit.documents.naming import kind_of, without_numbering
from finsam_audit.documents.rows import Parts, Row, rows_of
from finsam_audit.page.printed import Unreadable, read_cell

_MARK = re.compile(r"(?<=[\w)%])(?: ?\*{1,3}| \d[)]|(?<=[^\W\d])\d[)])+$")  # of a note at the foot of the page, after a label
_RUN_ON = re.compile(r"(?:^| )[-(]? ?\d{1,3}(?: \d{3})+[-)]?$")  # the first amount of a row, close up to its label
_NUMBER_LAST = re.compile(r"\d\)?$")
_TWO = re.compile(r"(?<![\w/])\d{1,3} \d{1,3}\b(?!(?: \d{3})* ?(?:kr|tkr|mnkr)\b)")  # amounts of another row within a label
_WORDED = re.compile(r"[^\W\d_]{5}")
_SIGNS = re.compile(r"[\W_]+")
_STAR = re.compile(r"\s*\*{1,3}$")
_NOTES_LAST = re.compile(r"(?<=\w) \d{1,2}(?:, ?\d{1,2})+$")  # notes that run close up to the label before them
_UNIT_LAST = re.compile(r"\s*[(\[,]\s*(?P<unit>[^()\[\],]+)[)\]]?$")
_WIDER = 1.2  # times as wide as between the groups of a number

LONGEST = 300  # signs of a label or a title; what is longer is no label


def tables_of(lines: Sequence[Line], width: float) -> list[PrintedTable]:
    """The tables on one page, from the top."""
    return [_table(block) for block in blocks_of(lines, width)]


def _table(block: Block) -> PrintedTable:
    columns = block.columns
    heads, astray = read_heads(block.heads, columns)
    unsure = _unsure(block, heads) | astray
    rows = [
        _printed(row, columns, unsure) for row in rows_of([_split(line, columns, block.lead) for line in block.rows], columns)
    ]
    kept = [i for i, column in enumerate(columns) if not column.note]
    title = without_numbering(block.title)
    last = _UNIT_LAST.search(title)
    named = unit_of(last["unit"]) if last else ""
    return PrintedTable(
        title[:LONGEST],
        tuple(heads[i] for i in kept),
        tuple(rows),
        block.rows[0].page,
        block.unit or named,
        edges=tuple(columns[i].right for i in kept),
    )


def _unsure(block: Block, heads: Sequence[str]) -> set[int]:
    """The columns whose heads may be others: part of what stands over one was not read, or none does and one is missing.

    What names a note is the title of another table, whose rows stand among these.
    """
    told = _SIGNS.sub("", " ".join(heads)).lower()
    over = [p for line in block.heads for p in line.pieces if not is_note_head(p.text) and not unit_of(p.text)]
    lost = [p for p in over if any(_SIGNS.sub("", word.text).lower() not in told for word in p.words)]
    if block.rows[0].source_line is None and any(kind_of(head) == "not" for head in heads):
        return set(range(len(heads)))
    cut = {i for i, head in enumerate(heads) if block.rows[0].source_line is None and is_cut(head)}
    missing = any(not head for head, column in zip(heads, block.columns, strict=True) if not column.note)
    found = {i for i, column in enumerate(block.columns) if any(column.shares(p) > 0 for p in lost)}
    if missing and any(heads) and block.rows[0].source_line is None:
        found |= {i for i, column in enumerate(block.columns) if not any(column.shares(p) > 0 for p in over)}
    return found | cut


def _printed(row: Row, columns: Sequence[Column], unsure: set[int]) -> PrintedRow:
    """A row; its figures in the columns whose heads are ``unsure`` are doubted."""
    for i in unsure & row.cells.keys():
        row.cells[i] = row.cells[i]._replace(why=row.cells[i].why or HEAD)
    cells = tuple(row.cells.get(i) for i, column in enumerate(columns) if not column.note) if row.cells else ()
    first = row.labels[0] if row.labels else row.line.pieces[0]
    label, note = joined([part.text for part in row.labels]), row.note
    last = _NOTES_LAST.search(label) if cells and not note else None
    if last is not None:
        label, note = label[: last.start()], last[0].strip()
    begins = min(column.left for column in columns if not column.note)
    over = _NUMBER_LAST.search(label) is not None and max((part.right for part in row.labels), default=0.0) > begins
    if cells and ((cells[0] is None and (over or _RUN_ON.search(plain(label)))) or _TWO.search(plain(label))):
        cells = tuple(cell and cell._replace(why=cell.why or PLACED) for cell in cells)
    if any(cell and _WORDED.search(cell.text) for cell in cells[:-1]):  # the label of another table beside this one
        cells = tuple(cell and cell._replace(why=cell.why or PLACED) for cell in cells)
    unmarked = _MARK.sub("", label)
    return PrintedRow(
        (label if unmarked.count("(") > unmarked.count(")") else unmarked)[:LONGEST],
        cells,
        note,
        row.line.page,
        row.line.source_line,
        first.left,
        first.size,
        first.bold,
        first.words[0].italic,
    )


def _split(line: Line, columns: Sequence[Column], lead: float) -> Parts:
    """A line as its label, its cells by column, and the note it refers to, which may stand before the label (to ``lead``)."""
    note, pieces = _led(line, lead)
    label: list[Piece] = []
    edge = min(column.left for column in columns)
    while pieces and (pieces[0].kind == "text" or pieces[0].left < edge) and not _is_cell(pieces[0], columns, bool(label)):
        label.append(pieces.pop(0))
    cells: dict[int, PrintedCell] = {}
    for part in (one for whole in pieces for one in _apart(whole, columns)):
        index = _column_of(part, columns)
        if columns[index].note:
            note = f"{note}, {part.text}" if note else part.text
        elif index in cells:
            cells[index] = _both(cells[index], part)
        else:
            cells[index] = _cell(part)
    whole = piece([word for part in label for word in part.words]) if label else None
    return Parts(line, whole, cells, note)


def _column_of(part: Piece, columns: Sequence[Column]) -> int:
    """The column that a piece stands over, else the one it stands nearest."""
    return max(range(len(columns)), key=lambda i: (columns[i].shares(part), -columns[i].distance(part.left, part.right)))


def _led(line: Line, lead: float) -> tuple[str, list[Piece]]:
    """The note that stands before a label, and the pieces after it."""
    first = [word for word in line.pieces[0].words if word.left < lead]
    note = " ".join(word.text for word in first)
    if not is_note(note):
        return "", list(line.pieces)
    rest = line.pieces[0].words[len(first) :]
    return note, [*([piece(list(rest))] if rest else []), *line.pieces[1:]]


def _apart(part: Piece, columns: Sequence[Column]) -> tuple[Piece, ...]:
    """Amounts close to each other: cells of their own, where each keeps to a column of its own."""
    if "(" not in part.text and sum(column.shares(part) > 0 for column in columns) < 2:
        return (part,)
    for at in range(1, len(part.words)):
        if part.words[0].line is not None and not part.words[at].text.startswith("("):
            continue  # a text has no places of its own
        one, rest = piece(list(part.words[:at])), piece(list(part.words[at:]))
        if not is_amount(one.text):
            continue
        ends = [[i for i, column in enumerate(columns) if abs(column.right - p.right) < 2] for p in (one, rest)]
        both = is_amount(rest.text) and all(ends) and ends[0] != ends[1]
        begins = (rest.text.startswith("(") or one.text.endswith(")")) and "%" not in rest.text
        if both or (begins and _column_of(one, columns) != _column_of(piece([rest.words[0]]), columns)):
            return one, *_apart(rest, columns)
    return _only_way(part, columns)


def _only_way(part: Piece, columns: Sequence[Column]) -> tuple[Piece, ...]:
    """Two amounts that read as one, parted at their widest gap, where each then stands over a column of its own."""
    gaps = [after.left - word.right for word, after in pairwise(part.words)]
    if not gaps or part.words[0].line is not None or sorted([0.0, *gaps])[-2] * _WIDER > max(gaps):
        return (part,)
    at = gaps.index(max(gaps)) + 1
    both = piece(list(part.words[:at])), piece(list(part.words[at:]))
    over = [[column for column in columns if column.shares(p) > 0] for p in both]
    return both if all(is_amount(p.text) for p in both) and over in _neighbours(columns) else (part,)


def _neighbours(columns: Sequence[Column]) -> list[list[list[Column]]]:
    return [[[left], [right]] for left, right in pairwise(columns)]


def _is_cell(part: Piece, columns: Sequence[Column], labelled: bool) -> bool:
    """Whether a piece is a cell and no label: it stands over a column, and is an amount or follows the label."""
    over = max(column.shares(part) for column in columns) > 0
    if part.kind == "text":
        return (labelled and over) or (
            any(column.note and column.shares(part) > 0 for column in columns) and is_note(part.text)
        )
    return over


def _cell(part: Piece) -> PrintedCell:
    text = _minus_inside(_STAR.sub("", " ".join(plain(part.text).split())))
    seen = " ".join(word.seen or word.text for word in part.words) if any(word.seen for word in part.words) else ""
    several = not (is_amount(text) or is_dash(text)) and _is_read(text)
    why = next((word.doubt for word in part.words if word.doubt), PLACED if several else "")
    return PrintedCell("-" if is_dash(text) else text, part.box, seen, why=why)


def _minus_inside(text: str) -> str:
    """An amount with a minus in parentheses, as number formats of workbooks print it, with the minus alone: "(-1 234)"."""
    return text[1:-1] if is_amount(text) and text.startswith("(-") and text.endswith(")") else text


def _is_read(text: str) -> bool:
    """Whether a cell that is no amount as we know them would be taken for one."""
    try:
        return read_cell(text).number is not None
    except Unreadable:
        return False


def _both(cell: PrintedCell, part: Piece) -> PrintedCell:
    """Two pieces over one column."""
    return cell._replace(text=f"{cell.text} {plain(part.text)}", why=cell.why or PLACED)
