"""PyYAML with its parser only, for a process of our own.

Reading needs libyaml's parser and the events it makes. ``import yaml`` also loads what writes YAML, and what makes Python
objects of it, and compiles their patterns, which takes longer than reading a report.
"""

from __future__ import annotations

import sys
from importlib.machinery import PathFinder
from types import ModuleType, SimpleNamespace

# The modules of PyYAML that libyaml's binding asks for nothing but their exceptions.
_RAISING = ("reader", "scanner", "parser", "composer", "constructor", "emitter", "serializer", "representer")


def lean_yaml() -> None:
    """Make the package ``yaml`` of this process the parser and its events alone.

    Only where the whole process is ours: others may want the rest of it. Where it does not work out, nothing has changed,
    and the whole package is loaded when it is asked for.
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
