"""YAML packs to a rule book: read, checked as strictly as the accounts, every name resolved, all mistakes at once.

Reading and checking the packs takes longer than checking a report, so what they come to is kept in the user's cache
folder under a name made of their exact content; it is never needed, only faster.
"""

from __future__ import annotations

import marshal
import os
import sys
import zlib
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from finsam_audit import __version__
from finsam_audit.controls.rules import Parameter, Rule, RuleBook, Tiers
from finsam_audit.messages import InputError, Problem, message
from finsam_audit.page.source import Source, read_source
from finsam_audit.page.units import find_unit
from finsam_audit.words.lexicon import build_lexicon

LEXICON = "lexicon.yaml"
IDS = "ids.yaml"
CACHE_FORMAT = 3


def rules_directory() -> str:
    """Where the rule book lies: at the top of a checkout, or inside the installed package."""
    return _shipped("rules")


def own_rules(book: RuleBook) -> tuple[Rule, ...]:
    """The rules of a book that did not come with the program."""
    return tuple(rule for rule in book.rules if os.path.dirname(rule.file) != rules_directory())


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
    files = _files(directories)
    state = _state(files)
    if not examples:
        kept = _kept(state)
        if kept is not None:
            return _book(kept)
    from finsam_audit.rulebook.checked import checked  # only where the packs must be read anew

    sources, problems = [], []
    for path in files:
        try:
            sources.append(read_source(path))
        except InputError as error:
            problems += error.problems
    data = {**checked(sources, problems), "version": _version(sources)}
    if not examples:
        for rule in data["rules"]:
            del rule["examples"], rule["example_lines"]
        _keep(state, data)
    return _book(data)


def _files(directories: Iterable[str | os.PathLike[str]]) -> list[str]:
    own = rules_directory()
    found = [os.path.join(own, LEXICON), os.path.join(own, IDS)]
    found += [path for path in _yaml_files(own) if path not in found]
    for directory in directories:
        folder = os.fspath(directory)
        packs = _yaml_files(folder) if os.path.isdir(folder) else []
        if not packs:
            key = "no-packs" if os.path.isdir(folder) else "file" if os.path.exists(folder) else "no-directory"
            raise InputError([Problem(folder, 0, 0, message(f"rules.{key}", folder=os.path.dirname(folder) or "."))])
        found += packs
    return found


def _yaml_files(folder: str) -> list[str]:
    return sorted(os.path.join(folder, name) for name in os.listdir(folder) if name.endswith((".yaml", ".yml")))


def _version(sources: list[Source]) -> str:
    """A name for the exact content of the packs."""
    from hashlib import sha256

    digest = sha256(__version__.encode())
    for source in sources:
        digest.update(os.path.basename(source.name).encode() + b"\0" + source.data + b"\0")
    return f"{__version__}+{digest.hexdigest()[:8]}"


def _state(files: list[str]) -> list[list[str | int]]:
    """What tells that the packs are those the cache was made from: program, names, sizes and times."""
    state: list[list[str | int]] = [[f"{__version__} {sys.hexversion:x}", CACHE_FORMAT, 0]]
    for path in files:
        status = os.stat(path)
        state.append([os.path.abspath(path), status.st_size, status.st_mtime_ns])
    return state


def _cache_file(state: list[list[str | int]]) -> str:
    root = os.environ.get("XDG_CACHE_HOME") or os.path.join(os.path.expanduser("~"), ".cache")
    name = zlib.crc32("\n".join(str(entry[0]) for entry in state).encode())
    return os.path.join(root, "finsam-audit", f"rules-{name:08x}")


def _kept(state: list[list[str | int]]) -> dict[str, Any] | None:
    try:
        with open(_cache_file(state), "rb") as stream:
            kept = marshal.loads(stream.read())
    except (OSError, ValueError, EOFError, TypeError):
        return None
    return kept["data"] if isinstance(kept, dict) and kept.get("state") == state else None


def _keep(state: list[list[str | int]], data: Mapping[str, Any]) -> None:
    """Write the checked rule book to the cache, whole or not at all; failing to is no matter."""
    import tempfile

    file = _cache_file(state)
    try:
        os.makedirs(os.path.dirname(file), exist_ok=True)
        handle, name = tempfile.mkstemp(dir=os.path.dirname(file), suffix=".tmp")
        with os.fdopen(handle, "wb") as stream:
            stream.write(marshal.dumps({"state": state, "data": data}))
        os.replace(name, file)
    except OSError:
        return


def _tiers(tiers: Iterable[tuple[str, str]]) -> Tiers:
    return tuple((Decimal(lowest), Decimal(value)) for lowest, value in tiers)


def _book(data: Mapping[str, Any]) -> RuleBook:
    parameters = {
        name: Parameter(
            name,
            find_unit(entry["unit"]) if entry["unit"] else None,
            tuple((date.fromisoformat(day), _tiers(tiers)) for day, tiers in entry["values"]),
            entry["source"],
            entry["tiers"],
            entry["own"],
        )
        for name, entry in data["parameters"].items()
    }
    rules = tuple(
        Rule(
            **{
                **entry,
                "organisations": tuple(entry["organisations"]),
                "documents": tuple(entry["documents"]),
                "yields": tuple(entry["yields"]),
            }
        )
        for entry in data["rules"]
    )
    return RuleBook(rules, build_lexicon(data["lexicon"]), parameters, data["version"], data["retired"], data["groups"])
