"""The list of Swedish words that documents are read by, made longer by the project's own Swedish texts.

``python -m bench.words`` adds the words of the catalogue, of the rules and of the guide to ``documents/swedish.txt``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from finsam_audit.render.language import sv

ROOT = Path(__file__).parent.parent
LIST = ROOT / "finsam_audit/documents/swedish.txt"
SHORTEST = 3  # letters
_CODE = re.compile(r"```.*?```|`[^`]*`|\{[^}]*\}|\]\([^)]*\)|<[^>]*>|\S*[/_.@]\S+|--\S+ \S+|\"[a-z ]+\"", re.DOTALL)
_SAID = re.compile(r'\bsv: "((?:[^"\\]|\\.)*)"')
_WORD = re.compile(r"[^\W\d_]+")


def texts() -> Iterator[str]:
    """What the project says in Swedish."""
    yield from sv.TEXTS.values()
    for pack in sorted((ROOT / "rules").glob("*/*.yaml")):
        yield from _SAID.findall(pack.read_text("utf-8"))
    yield (ROOT / "docs/sv/anvandarguide.md").read_text("utf-8")


def main() -> None:
    own = {word.lower() for text in texts() for word in _WORD.findall(_CODE.sub(" ", text)) if len(word) >= SHORTEST}
    words = sorted({*LIST.read_text("utf-8").split(), *own})
    LIST.write_text("\n".join(words) + "\n", "utf-8")
    print(f"{len(words)} words")


if __name__ == "__main__":
    main()
