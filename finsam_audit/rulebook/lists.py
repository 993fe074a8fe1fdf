"""Lists that a file gives a name, so that many words stand once: ``lists: {other years: [förra, fjol]}``.

Where the file then says ``unless: list.other years``, or names it among others in a list, the whole list is meant.
"""

from __future__ import annotations

from finsam_audit.page.near_names import near_name
from finsam_audit.page.source import Node
from finsam_audit.rulebook.pack import Pack

_NAMED = "list."


def write_out(pack: Pack) -> None:
    """Put each list where its name stands. A name that is not known, and a list that nothing names, is told."""
    lists = {name.text: (name, node) for name, node in pack.section("lists")}
    for _, node in lists.values():
        if node.kind != "sequence" or not node.items or any(item.kind != "scalar" for item in node.values()):
            pack.wrong(node, "rules.list-of-texts")
    used: set[str] = set()
    waiting = [value for key, value in pack.root.items if key is None or key.text != "lists"]
    while waiting:
        node = waiting.pop()
        written: list[tuple[Node | None, Node]] = []
        for key, value in node.items:
            name = value.text.removeprefix(_NAMED) if value.plain and value.text.startswith(_NAMED) else ""
            if name and name not in lists:
                pack.wrong(value, "rules.no-list", found=name, meant=near_name(name, lists))
            if name in lists:
                used.add(name)
                value = lists[name][1]
                if key is not None:
                    node.under[key.text] = value
            else:
                waiting.append(value)
            written += value.items if name in lists and key is None else [(key, value)]
        node.items = written
    for name in lists.keys() - used:
        pack.wrong(lists[name][0], "rules.list-unused", found=name)
