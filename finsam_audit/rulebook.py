"""YAML packs to a rule book: read, checked as strictly as the accounts, every name resolved, all mistakes at once.

Reading and checking the packs takes longer than checking a report, so what they come to is kept in the user's cache
folder under a name made of their exact content; it is never needed, only faster.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from finsam_audit import __version__
from finsam_audit.lexicon import build_lexicon
from finsam_audit.messages import InputError
from finsam_audit.rules import Parameter, Rule, RuleBook
from finsam_audit.source import Source, read_source
from finsam_audit.units import find_unit

LEXICON = "lexicon.yaml"
IDS = "ids.yaml"


def rules_directory() -> Path:
    """Where the rule book lies: at the top of a checkout, or inside the installed package."""
    return _shipped("rules")


def samples_directory() -> Path:
    """Where the sample reports lie."""
    return _shipped("sample_data")


def _shipped(name: str) -> Path:
    inside = Path(__file__).parent / name
    return inside if inside.is_dir() else Path(__file__).parent.parent / name


def load_rules(*directories: str | Path, examples: bool = False) -> RuleBook:
    """The rule book that ships with the program, and the packs in further directories.

    ``examples`` brings the rules' own examples too. ``InputError`` tells every mistake in the packs, with its place.
    """
    sources = [read_source(str(path)) for path in _files(directories)]
    version = _version(sources)
    if not examples:
        kept = _kept(version)
        if kept is not None:
            return _book(kept, version)
    from finsam_audit.rulebook_check import checked  # only where the packs must be read anew

    data = checked(sources)
    if not examples:
        for rule in data["rules"]:
            rule.pop("examples", None)
        _keep(version, data)
    return _book(data, version)


def _files(directories: Iterable[str | Path]) -> list[Path]:
    own = rules_directory()
    found = [own / LEXICON, own / IDS, *sorted(p for p in own.glob("*.yaml") if p.name not in (LEXICON, IDS))]
    for directory in directories:
        folder = Path(directory)
        if not folder.is_dir():
            from finsam_audit.messages import Problem, message

            raise InputError([Problem(str(directory), 0, 0, message("rules.no-directory"))])
        found += sorted(folder.glob("*.yaml")) + sorted(folder.glob("*.yml"))
    return found


def _version(sources: list[Source]) -> str:
    digest = hashlib.sha256(__version__.encode())
    for source in sources:
        digest.update(source.name.encode() + b"\0" + source.data + b"\0")
    return digest.hexdigest()[:16]


def _cache_file(version: str) -> Path:
    root = os.environ.get("XDG_CACHE_HOME") or os.path.join(os.path.expanduser("~"), ".cache")
    return Path(root) / "finsam-audit" / f"rules-{version}.json"


def _kept(version: str) -> dict[str, Any] | None:
    try:
        data = json.loads(_cache_file(version).read_bytes())
    except (OSError, ValueError):
        return None
    return data if isinstance(data, dict) and data.get("version") == version else None


def _keep(version: str, data: Mapping[str, Any]) -> None:
    """Write the checked rule book to the cache, whole or not at all; failing to is no matter."""
    file = _cache_file(version)
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=file.parent, suffix=".tmp")
        with os.fdopen(handle, "w", encoding="utf-8") as stream:
            json.dump({**data, "version": version}, stream, ensure_ascii=False)
        os.replace(name, file)
    except OSError:
        return


def _book(data: Mapping[str, Any], version: str) -> RuleBook:
    parameters = {
        name: Parameter(
            name,
            find_unit(entry["unit"]) if entry["unit"] else None,
            tuple((date.fromisoformat(day), Decimal(value)) for day, value in entry["values"]),
            entry["source"],
        )
        for name, entry in data["parameters"].items()
    }
    rules = tuple(
        Rule(
            **{
                **entry,
                "organisations": tuple(entry["organisations"]),
                "documents": tuple(entry["documents"]),
            }
        )
        for entry in data["rules"]
    )
    return RuleBook(
        rules, build_lexicon(data["lexicon"]), parameters, f"{__version__}+{version[:8]}", data["retired"], data["groups"]
    )
