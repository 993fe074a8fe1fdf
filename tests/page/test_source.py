"""Files to trees: what cannot be read is told with its place, and nothing costs more memory or time than it should."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from finsam_audit.messages import InputError
from finsam_audit.page.bounds import BYTES
from finsam_audit.page.source import Node, Source, parse, read_source

DEEP = 200_000


def _problems(path: Path) -> list[tuple[int, int, str]]:
    with pytest.raises(InputError) as caught:
        parse(read_source(str(path)))
    return [(problem.line, problem.column, problem.message.key) for problem in caught.value.problems]


def _tree(text: str) -> Node:
    return parse(Source("test.yaml", text, b""))


@pytest.mark.parametrize(
    ("data", "key", "line", "column"),
    [
        (b"", "file.empty", 0, 0),
        (b"  \n\n", "file.empty", 0, 0),
        (b"# only a comment\n", "file.empty", 0, 0),
        (b"\x89PNG\x00\x01", "file.binary", 1, 5),
        (b"\x00a: 1\n", "file.binary", 1, 1),
        (b"a: 1\nb: \x002\n", "file.binary", 2, 4),
        ("finsam-audit: 1".encode("utf-16"), "file.utf16", 1, 1),
        ("finsam-audit: 1".encode("utf-16-le"), "file.utf16", 1, 2),
        ("finsam-audit: 1".encode("utf-16-be"), "file.utf16", 1, 1),
        ("a: 1\nentity: Fö\n".encode("latin-1"), "file.not-utf8", 2, 10),
        (b"a" * (BYTES + 1), "file.too-large", 0, 0),
        (b"a: 1\nb: *x\n", "yaml.alias", 2, 4),
        (b"a: 1\nb: &x 1\n", "yaml.anchor", 2, 4),
        (b"a: 1\nb: !!int 1\n", "yaml.tag", 2, 4),
        (b"a: 1\nb: !own 1\n", "yaml.tag", 2, 4),
        (b"a:\n  b: &x [1]\n", "yaml.anchor", 2, 6),
        (b"a:\n  b: !!set {1}\n", "yaml.tag", 2, 6),
        (b"a:\n\tb: 1\n", "yaml.tab", 2, 1),
        (b"a:\n  b: 1\n---\nc: 2\n", "yaml.second-document", 3, 1),
        (b"[a, b]: 1\n", "yaml.key-not-text", 1, 1),
        (b"a: %5\n", "yaml.leading-sign", 1, 4),
        (b"a: @p12\n", "yaml.leading-sign", 1, 4),
        (b"a: b: c\n", "yaml.colon", 1, 5),
        (b"a: [x, %]\n", "yaml.leading-sign", 1, 8),
        (b"a: [1\n", "yaml.unclosed-bracket", 1, 4),
        (b"a: [\nb: 1\n", "yaml.unclosed-bracket", 1, 4),
        (b"a: {x: 1\nb: 2\n", "yaml.unclosed-bracket", 1, 4),
        (b"a: [x, y]]\n", "yaml.bracket-too-many", 1, 10),
        (b"a:\n  b: {x: 1}}\n", "yaml.bracket-too-many", 2, 12),
        (b"a: ]\n", "yaml.bracket-too-many", 1, 4),
        (b"a: [x, y] z\n", "yaml.after-bracket", 1, 11),
        (b"a: [x, y] [z]\n", "yaml.after-bracket", 1, 11),
        (b"a: [x, y}\n", "yaml.unclosed-bracket", 1, 4),
        (b'a: ["x" y]\n', "yaml.quote-within", 1, 9),
        (b"a: [x, {y: z} w]\n", "yaml.no-comma", 1, 15),
        (b"a: {x: 1, y: b: c}\n", "yaml.colon", 1, 15),
        (b"a: 'x\n", "yaml.unclosed-quote", 1, 4),
        (b'a: "x\nb: "y"\n', "yaml.unclosed-quote", 1, 4),
        (b'a: ["x, "y"]\n', "yaml.quote-within", 1, 10),
        (b'a: "x "y" z"\n', "yaml.quote-within", 1, 8),
        (b"a: 1\n b: 2\n", "yaml.indent", 2, 3),
        (b"a:\n  b: 1\n c: 2\n", "yaml.expected-key", 3, 2),
        (b"a: 1\nb\n", "yaml.no-colon", 3, 1),
        (b"a:\n- b\nc\n", "yaml.no-colon", 4, 1),
        (b'a: "\\q"\n', "yaml.escape", 1, 5),
        (b"a: 1\nb: \x07\n", "yaml.character", 2, 4),
    ],
)
def test_an_unreadable_file_is_told_with_its_place(tmp_path: Path, data: bytes, key: str, line: int, column: int) -> None:
    file = tmp_path / "data.yaml"
    file.write_bytes(data)
    assert [(line, column, key)] == _problems(file)


def test_a_file_that_is_none_is_told_and_never_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.yaml")
    (tmp_path / "broken.yaml").symlink_to(tmp_path / "gone.yaml")
    (tmp_path / "loop.yaml").symlink_to(tmp_path / "loop.yaml")
    names = ("pipe.yaml", "broken.yaml", "loop.yaml", "a\0b", "x" * 300)
    keys = ["file.not-regular", "file.broken-link", "file.unreadable", "file.unreadable", "file.unreadable"]
    assert [_problems(tmp_path / name) for name in names] == [[(0, 0, key)] for key in keys]


def test_a_misspelt_file_is_answered_with_the_one_in_its_folder(tmp_path: Path) -> None:
    (tmp_path / "degerfors.yaml").write_text("a: 1\n")
    with pytest.raises(InputError) as found:
        read_source(str(tmp_path / "degefors.yaml"))
    assert found.value.problems[0].message.args["meant"] == str(tmp_path / "degerfors.yaml")


def test_a_folder_is_answered_with_a_data_file_in_it(tmp_path: Path) -> None:
    (tmp_path / "degerfors.yaml").write_text("a: 1\n")
    with pytest.raises(InputError) as found:
        read_source(str(tmp_path))
    assert found.value.problems[0].message.args["example"] == str(tmp_path / "degerfors.yaml")


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    assert _problems(tmp_path / "none.yaml") == [(0, 0, "file.missing")]


def test_a_directory_is_told(tmp_path: Path) -> None:
    assert _problems(tmp_path) == [(0, 0, "file.directory")]


def test_a_file_of_exactly_the_limit_is_not_too_large(tmp_path: Path) -> None:
    file = tmp_path / "data.yaml"
    file.write_bytes(b"a: 1 #" + b"x" * (BYTES - 6))
    assert len(read_source(str(file)).data) == BYTES


@pytest.mark.parametrize(
    "data",
    [
        b"a: " + b"[" * DEEP,
        b"a: " + b"[" * DEEP + b"]" * DEEP,
        b"- " * DEEP + b"x",
        b"{a: " * DEEP,
        b"a: " + b"{a: " * DEEP + b"}" * DEEP,
        b"".join(b" " * depth + b"a:\n" for depth in range(1500)),
    ],
    ids=["open lists", "closed lists", "dashes", "open maps", "closed maps", "indented maps"],
)
def test_a_file_nested_without_end_is_refused(tmp_path: Path, data: bytes) -> None:
    file = tmp_path / "data.yaml"
    file.write_bytes(data)
    assert [key for _, _, key in _problems(file)] == ["yaml.too-deep"]


def test_forty_levels_are_allowed() -> None:
    assert _tree("{a: " * 40 + "1" + "}" * 40).kind == "mapping"


def test_a_leading_pipe_is_told_as_such(tmp_path: Path) -> None:
    file = tmp_path / "data.yaml"
    file.write_text("rows:\n  A: | 2\n", encoding="utf-8")
    assert [(line, key) for line, _, key in _problems(file)] == [(2, "yaml.leading-pipe")]


def test_a_control_character_is_told_with_its_line(tmp_path: Path) -> None:
    file = tmp_path / "data.yaml"
    file.write_bytes(b"a: 1\nb: \x07\n")
    assert [(line, key) for line, _, key in _problems(file)] == [(2, "yaml.character")]


def test_several_mistakes_are_told_at_once_in_the_order_of_the_file(tmp_path: Path) -> None:
    file = tmp_path / "data.yaml"
    file.write_text("a: &x 1\nb: !t 2\nc: *x\n", encoding="utf-8")
    assert _problems(file) == [(1, 4, "yaml.anchor"), (2, 4, "yaml.tag"), (3, 4, "yaml.alias")]


def test_a_key_that_stands_twice_is_told_where_it_stands_again(tmp_path: Path) -> None:
    file = tmp_path / "data.yaml"
    file.write_text("a: 1\nb: 2\na: 3\n", encoding="utf-8")
    assert _problems(file) == [(3, 1, "yaml.duplicate-key")]


def test_the_same_key_may_stand_in_two_groups() -> None:
    assert len(_tree("a:\n  x: 1\nb:\n  x: 2\n").items) == 2


def test_a_problem_shows_the_line_it_speaks_of(tmp_path: Path) -> None:
    file = tmp_path / "data.yaml"
    file.write_text("a: 1\nb: *x\n", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        parse(read_source(str(file)))
    assert caught.value.problems[0].excerpt == "b: *x"


def test_a_byte_order_mark_is_no_part_of_the_text(tmp_path: Path) -> None:
    file = tmp_path / "data.yaml"
    file.write_bytes(b"\xef\xbb\xbfa: 1\n")
    assert read_source(str(file)).text == "a: 1\n"


@pytest.mark.parametrize("text", ["010", "1:30", "10.10", "yes", "0x1F", "1e3", "2025-12-31", "1_000"])
def test_a_value_stays_the_characters_of_the_file(text: str) -> None:
    node = _tree(f"a: {text}\n").get("a")
    assert text == (node.text if node else None)


def test_every_node_knows_its_line_and_column() -> None:
    tree = _tree("a:\n  b: 1\n  c: 2\n")
    group = tree.get("a")
    node = group.get("c") if group else None
    assert ((node.line, node.column) if node else None) == (3, 6)


@pytest.mark.parametrize("text", ["a:\n", "a: ~\n", "a: null\n"])
def test_a_value_left_out_is_null(text: str) -> None:
    node = _tree(text).get("a")
    assert node is not None
    assert node.is_null


def test_a_quoted_empty_text_is_not_null() -> None:
    node = _tree('a: ""\n').get("a")
    assert node is not None
    assert not node.is_null


def test_a_quoted_value_is_not_plain_and_a_bare_one_is() -> None:
    tree = _tree('a: "1"\nb: 1\n')
    assert [node.plain for node in tree.values()] == [False, True]
