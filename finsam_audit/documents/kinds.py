"""What kind of file something is, told by its content; the name decides only between two kinds of text."""

from __future__ import annotations

import os
import re
from typing import Literal

from finsam_audit.messages import InputError, Problem, message

Kind = Literal["data", "pdf", "docx", "xlsx", "text"]

MAX_BYTES = 200_000_000
MAX_UNPACKED = 400_000_000  # bytes that a Word or Excel file may unpack to
MAX_RATIO = 400  # times that one part of it may be larger than packed, above a megabyte

_HEAD = 4096
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_DATA_KEY = re.compile(r"^(?:finsam-audit|report|tables|claims|goals)[ \t]*:", re.MULTILINE)
_DATA_NAMES = (".yaml", ".yml", ".json")


def kind_of_file(path: str) -> Kind:
    """The kind of a file; ``data`` is also what cannot be opened, so that the reader of data files tells why.

    Raises ``InputError`` for a kind that is not read: old Office files, archives, and files that are too large.
    """
    if not os.path.isfile(path):  # a pipe would be waited for, or what is looked at would be lost to its reader
        return "data"
    try:
        with open(path, "rb") as stream:
            head = stream.read(_HEAD)
            size = stream.seek(0, 2)
    except (OSError, ValueError):
        return "data"
    if b"%PDF-" in head[:1024]:
        kind: Kind = "pdf"
    elif head.startswith(b"PK\x03\x04"):
        kind = _packed(path)
    elif head.startswith(_OLD_OFFICE):
        raise _refused(path, "document.old-office")
    elif path.lower().endswith(_DATA_NAMES) or b"\x00" in head:
        return "data"
    elif not head.strip():
        raise _refused(path, "document.empty")
    else:
        return _text(path)
    if size > MAX_BYTES:
        raise InputError([Problem(path, 0, 0, message("document.too-large", limit=MAX_BYTES // 1_000_000))])
    if kind == "pdf":
        from finsam_audit.documents.weigh import is_bomb

        if is_bomb(path):
            raise _refused(path, "document.bomb")
    return kind


def _packed(path: str) -> Kind:
    """Word or Excel, after its parts have been weighed without unpacking them."""
    import zipfile

    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError):
        raise _refused(path, "document.broken") from None
    swollen = any(p.file_size > 1_000_000 and p.file_size > MAX_RATIO * max(p.compress_size, 1) for p in parts)
    if swollen or sum(part.file_size for part in parts) > MAX_UNPACKED:
        raise _refused(path, "document.bomb")
    names = {part.filename for part in parts}
    if "word/document.xml" in names:
        return "docx"
    if "xl/workbook.xml" in names:
        return "xlsx"
    raise _refused(path, "document.unknown")


def _text(path: str) -> Kind:
    with open(path, "rb") as stream:
        text = stream.read(1_000_000).decode("utf-8", "replace")
    return "data" if _DATA_KEY.search(text) or not text.strip() else "text"


def _refused(path: str, key: str) -> InputError:
    return InputError([Problem(path, 0, 0, message(key))])
