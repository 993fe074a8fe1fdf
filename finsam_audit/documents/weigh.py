"""Whether a PDF unpacks to more than a report can need, found out without unpacking it whole."""

from __future__ import annotations

import re
import zlib
from mmap import ACCESS_READ, mmap

MAX_STREAM = 200_000_000  # bytes that one part may unpack to: a page of print in colour at 600 dots an inch is half of it
MAX_PIXELS = 300_000_000  # of one picture
_RATIO = 1032  # times that zlib packs at the most
_STEP = 1 << 20
_STREAM = re.compile(rb"stream\r?\n")
_NUMBERS = re.compile(rb"/(Width|Height)\s+(\d{1,12})\b")
_DICTIONARY = 4_000  # bytes before a stream in which its dictionary begins


def is_bomb(path: str) -> bool:
    """Whether one part of the file would unpack to more than ``MAX_STREAM``, or a picture has more than ``MAX_PIXELS``."""
    with open(path, "rb") as stream, mmap(stream.fileno(), 0, access=ACCESS_READ) as data:
        return any(_swells(data, found.start(), found.end()) for found in _STREAM.finditer(data))


def _swells(data: mmap, start: int, begin: int) -> bool:
    if data[max(0, start - 3) : start] == b"end":
        return False
    head = data[max(0, start - _DICTIONARY) : start]
    head = head[max(head.rfind(b" obj"), head.rfind(b"endobj"), 0) :]
    sides = {bytes(name): int(size) for name, size in _NUMBERS.findall(head)}
    if sides.get(b"Width", 0) * sides.get(b"Height", 0) > MAX_PIXELS:
        return True
    if len(re.findall(rb"/(?:FlateDecode|Fl)\b", head)) > 1:
        return True  # packed twice: no program that makes reports does that
    end = data.find(b"endstream", begin)
    end = len(data) if end < 0 else end
    if b"/Fl" not in head or (end - begin) * _RATIO < MAX_STREAM:
        return False
    return _unpacked(data, begin, end) > MAX_STREAM


def _unpacked(data: mmap, begin: int, end: int) -> int:
    """How much a part unpacks to, counted no farther than it may; a megabyte at a time is held."""
    unpacking, size = zlib.decompressobj(), 0
    try:
        while begin < end and size <= MAX_STREAM:
            rest = data[begin : min(begin + _STEP, end)]
            begin += len(rest)
            while rest and size <= MAX_STREAM:
                size += len(unpacking.decompress(rest, _STEP))
                rest = unpacking.unconsumed_tail
    except zlib.error:
        pass  # damaged: the reader tells
    return size
