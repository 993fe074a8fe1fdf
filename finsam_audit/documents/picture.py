"""The pages of a PDF as pictures, for a person to look at. Drawn on this machine, nothing is fetched."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from typing import Any

MAX_SIDE = 1_600  # pixels; a page of absurd size is drawn smaller
MAX_PICTURES = 300  # pages drawn; the rest is shown by its words
_SCALE = 1.6  # pixels a point


def pictures(path: str) -> Iterator[bytes | None]:
    """Each page of a PDF as a grey PNG; None for a page that cannot be drawn, or is one too many."""
    import pypdfium2

    document = pypdfium2.PdfDocument(path)
    for index in range(len(document)):
        yield _drawn(document, index)


def picture(path: str, number: int) -> bytes | None:
    """One page of a PDF, by its number from 1, as a grey PNG; None where there is none to draw."""
    import pypdfium2

    document = pypdfium2.PdfDocument(path)
    try:
        return _drawn(document, number - 1) if 0 < number <= len(document) else None
    finally:
        document.close()


def _drawn(document: Any, index: int) -> bytes | None:
    import pypdfium2

    if index >= MAX_PICTURES:
        return None
    try:
        page = document[index]
        scale = min(_SCALE, MAX_SIDE / max(*page.get_size(), 1.0))
        bitmap = page.render(scale=scale, grayscale=True)
        drawn = _png(bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride)
        page.close()
    except (pypdfium2.PdfiumError, ValueError):
        return None
    return drawn


def _png(pixels: bytes, width: int, height: int, stride: int) -> bytes:
    """Grey pixels as a PNG."""
    rows = b"".join(b"\x00" + pixels[row * stride : row * stride + width] for row in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    parts = [(b"IHDR", head), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, data) for kind, data in parts)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
