"""Which files make a rule book, and the book they make: kept from the last time, or read and checked anew.

Only the packs that come with the program are kept; those of one's own are few and read each time.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal

from finsam_audit import __version__
from finsam_audit.controls.rules import Rule, RuleBook
from finsam_audit.messages import InputError, Problem, message, why_not
from finsam_audit.page.source import Source, read_source
from finsam_audit.rulebook.kept import keep, kept, state_of

LEXICON = "lexicon.yaml"
IDS = "ids.yaml"
EXAMPLES = "examples"


def rules_directory() -> str:
    """Where the rule book lies: at the top of a checkout, or inside the installed package."""
    return _shipped("rules")


def own_rules(book: RuleBook) -> tuple[Rule, ...]:
    """The rules of a book that did not come with the program."""
    shipped = os.path.join(rules_directory(), "")
    return tuple(rule for rule in book.rules if not rule.file.startswith(shipped))


def samples_directory() -> str:
    """Where the sample reports lie."""
    return _shipped("sample_data")


def _shipped(name: str) -> str:
    package = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    inside = os.path.join(package, name)
    return inside if os.path.isdir(inside) else os.path.join(os.path.dirname(package), name)


def load_rules(*directories: str | os.PathLike[str], examples: bool = False) -> RuleBook:
    """The rule book that ships with the program, and the packs in further directories.

    ``examples`` brings the rules' own examples too. ``InputError`` tells every mistake in the packs, with its place.
    """
    own = [path for directory in directories for path in _own_files(os.fspath(directory))]
    book = _shipped_book(examples)
    if not own:
        return book
    from finsam_audit.rulebook.checked import with_own_packs

    sources, problems = _read(own)
    book = with_own_packs(book, sources, problems)._replace(version=_version([book.version, *_contents(sources)]))
    return book if examples else book._replace(rules=tuple(map(_without_examples, book.rules)))


def _shipped_book(examples: bool) -> RuleBook:
    files = list(_shipped_files(examples))
    book = kept(files, examples)
    if book is None:
        from finsam_audit.rulebook.checked import shipped_book  # only where the packs must be read anew

        state = state_of(files, examples)
        sources, problems = _read(files)
        version = _version(_contents(s for s in sources if os.path.basename(os.path.dirname(s.name)) != EXAMPLES))
        book = shipped_book(sources, problems, examples)._replace(version=version)
        keep(files, examples, state, book)
    return book


def _shipped_files(examples: bool) -> Iterator[str]:
    """The lexicon, the list of ids, and the packs, a folder each, with a folder of examples in it."""
    own = rules_directory()
    yield from (os.path.join(own, LEXICON), os.path.join(own, IDS))
    for folder in sorted(path for name in os.listdir(own) if os.path.isdir(path := os.path.join(own, name))):
        yield from _yaml_files(folder)
        if examples:
            yield from _yaml_files(os.path.join(folder, EXAMPLES))


def _own_files(folder: str) -> list[str]:
    """The packs in a folder of the user's. Raises ``InputError`` where there are none."""
    try:
        packs = _yaml_files(folder)
        told = message("rules.no-packs")
    except FileNotFoundError:
        packs, told = [], message("rules.no-directory")
    except NotADirectoryError:
        packs, told = [], message("rules.file", folder=os.path.dirname(folder) or ".")
    except (OSError, ValueError) as error:
        packs, told = [], message("file.unreadable", why=why_not(error))
    if not packs:
        raise InputError([Problem(folder, 0, 0, told)])
    return packs


def _yaml_files(folder: str) -> list[str]:
    return sorted(os.path.join(folder, name) for name in os.listdir(folder) if name.endswith((".yaml", ".yml")))


def _read(files: Iterable[str]) -> tuple[list[Source], list[Problem]]:
    """The texts of the files, and what is wrong with those that cannot be read."""
    sources: list[Source] = []
    problems: list[Problem] = []
    for path in files:
        try:
            if os.path.exists(path) and not stat.S_ISREG(os.stat(path).st_mode) and not os.path.isdir(path):
                raise InputError([Problem(path, 0, 0, message("rules.no-file"))])  # reading a pipe would wait for ever
            sources.append(read_source(path))
        except InputError as error:
            problems += error.problems
    return sources, problems


def _without_examples(rule: Rule) -> Rule:
    return rule._replace(examples={}, example_places={}) if rule.examples else rule


def _contents(sources: Iterable[Source]) -> Iterator[str]:
    return (f"{os.path.basename(source.name)}\0{source.text}\0" for source in sources)


def _version(contents: Iterable[str]) -> str:
    """A name for the exact content of the packs."""
    from hashlib import sha256

    digest = sha256(__version__.encode())
    for content in contents:
        digest.update(content.encode("utf-8", "surrogateescape"))
    return f"{__version__}+{digest.hexdigest()[:8]}"


def with_limits(book: RuleBook, limits: Mapping[str, Decimal], source: str) -> RuleBook:
    """A book in which some parameters have one value at all times, said to come from ``source``; its version is another."""
    parameters = dict(book.parameters)
    for name, value in limits.items():
        always = ((date.min, ((Decimal(0), value),)),)
        parameters[name] = parameters[name]._replace(values=always, source=dict.fromkeys(("sv", "en"), source), tiers="")
    contents = [book.version, *(f"{name}\0{value:f}\0" for name, value in sorted(limits.items()))]
    return book._replace(parameters=parameters, version=_version(contents))
