"""A lean start for a process of our own: what a library does when it is loaded, and a check has no use for, is left out.

Never done where the package is used from Python: others may want the rest.
"""

from __future__ import annotations

import sys
from importlib.machinery import PathFinder
from types import ModuleType, SimpleNamespace

# The modules of PyYAML that libyaml's binding asks for nothing but their exceptions.
_RAISING = ("reader", "scanner", "parser", "composer", "constructor", "emitter", "serializer", "representer")


def lean_types() -> None:
    """Take the annotations of records as they are written: a hundred records have some eight fields each, whose types
    ``NamedTuple`` would otherwise compile one by one. Mypy has read them long before.
    """
    import typing

    if hasattr(typing, "_type_check"):
        typing._type_check = lambda annotation, *_, **__: annotation


def lean_yaml() -> None:
    """Make the package ``yaml`` of this process libyaml's parser and its events alone.

    ``import yaml`` also loads what writes YAML, and what makes Python objects of it, and compiles their patterns, which
    takes longer than reading a report. Where this does not work out, nothing has changed, and the whole package is loaded
    when it is asked for.
    """
    if "yaml" in sys.modules:
        return
    found = PathFinder.find_spec("yaml")
    if found is None or found.submodule_search_locations is None:
        return
    package = ModuleType("yaml")
    package.__path__ = list(found.submodule_search_locations)
    sys.modules["yaml"] = package
    try:
        from yaml import error, events, nodes, tokens

        for module in (error, tokens, events, nodes):
            vars(package).update({name: value for name, value in vars(module).items() if not name.startswith("_")})
        for name in _RAISING:
            own = f"{name.capitalize()}Error"
            base = error.YAMLError if name in ("reader", "emitter", "serializer", "representer") else error.MarkedYAMLError
            setattr(package, name, SimpleNamespace(**{own: type(own, (base,), {} if name != "reader" else _READER)}))
        import yaml._yaml  # noqa: F401 - loaded for page.source
    except (ImportError, AttributeError):
        for name in [name for name in sys.modules if name.partition(".")[0] == "yaml"]:
            del sys.modules[name]


def _reader_error(self: SimpleNamespace, name: str, position: int, character: object, encoding: str, reason: str) -> None:
    self.name, self.position, self.character, self.encoding, self.reason = name, position, character, encoding, reason


_READER = {"__init__": _reader_error}
