"""The commands that check nothing: an empty file to fill in, schemas, rules, samples."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator

from finsam_audit.cli import DONE, FAILED
from finsam_audit.cli.files import write_new
from finsam_audit.cli.judging import named_rules
from finsam_audit.messages import message
from finsam_audit.render.language import say
from finsam_audit.render.writing import terminal_width, wrapped, write_json, write_plain


def init_command(language: str, file: str | None, kind: str) -> int:
    """Write an empty data file, to standard output where no name is given."""
    from finsam_audit.page.blank_file import blank_file

    text = blank_file(kind, language)
    if file is None:
        sys.stdout.write(text)
        return DONE
    write_new(file, text)
    write_plain([say(message("init.written", file=file), language)], sys.stderr)
    return DONE


def schema_command(language: str, which: str) -> int:
    """The JSON Schema of the data file or of the result."""
    import json

    from finsam_audit.page.schema import data_schema
    from finsam_audit.render.json_schema import result_schema

    shown = data_schema() if which == "data" else result_schema()
    write_json(json.dumps(shown, ensure_ascii=False, indent=2), sys.stdout)
    return DONE


def rules_command(language: str, names: tuple[str, ...], concepts: bool, folders: tuple[str, ...]) -> int:
    """The rules listed, explained or tried on their own examples; or the concepts of the lexicon."""
    from finsam_audit.render.rule_text import explained, listed, listed_concepts, tested
    from finsam_audit.rulebook.load import load_rules, own_rules

    testing = names[:1] == ("test",)
    book = load_rules(*(folders + (names[1:] if testing else ())), examples=testing or bool(names))
    good = True
    if testing:
        lines, good = tested(book, language, own_rules(book) if folders or names[1:] else book.rules)
    elif concepts:
        lines = listed_concepts(book, language)
    elif not names:
        lines = listed(book, language, terminal_width(sys.stdout))
    else:
        wanted = named_rules(book, names)
        lines = "\n\n".join(explained(rule, book, language) for rule in book.rules if rule.id in wanted).split("\n")
    write_plain(_fitted(lines), sys.stdout)
    return DONE if good else FAILED


def _fitted(lines: list[str]) -> Iterator[str]:
    """The lines, on a terminal those too long for it wrapped under their own indent."""
    width = terminal_width(sys.stdout)
    for line in lines:
        text = line.lstrip()
        indent = line[: len(line) - len(text)]
        for pieces in wrapped(text, indent, indent + "  ", width):
            yield pieces[0][0]


def samples_command(language: str) -> int:
    """The paths of the sample reports."""
    from finsam_audit.rulebook.load import samples_directory

    folder = samples_directory()
    write_plain((os.path.join(folder, name) for name in sorted(os.listdir(folder)) if name.endswith(".yaml")), sys.stdout)
    return DONE
