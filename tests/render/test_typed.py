"""Names of files as a command shows them."""

import pytest

from finsam_audit.messages import message
from finsam_audit.render.language import say
from finsam_audit.render.typed import as_typed


@pytest.mark.parametrize(
    ("name", "posix", "windows"),
    [
        ("rapport.yaml", "rapport.yaml", "rapport.yaml"),
        ("Årsredovisning.pdf", "Årsredovisning.pdf", "Årsredovisning.pdf"),
        ("Årsred slutlig (2).docx", "'Årsred slutlig (2).docx'", '"Årsred slutlig (2).docx"'),
        ("C:\\Mina filer\\a.pdf", "'C:\\Mina filer\\a.pdf'", '"C:\\Mina filer\\a.pdf"'),
        ("C:\\filer\\a.pdf", "'C:\\filer\\a.pdf'", "C:\\filer\\a.pdf"),
        ("Eva's.pdf", "'Eva'\"'\"'s.pdf'", '"Eva\'s.pdf"'),
    ],
)
def test_a_name_is_quoted_only_where_the_shell_takes_it_apart(name: str, posix: str, windows: str) -> None:
    assert (as_typed(name, windows=False), as_typed(name, windows=True)) == (posix, windows)


def test_several_files_of_a_command_are_quoted_one_by_one() -> None:
    shown = say(message("screen.next-between", file=("a b.pdf", "c.pdf"), options=" --same-entity", number="1"), "sv")
    assert shown.endswith("explain 'a b.pdf' c.pdf --same-entity 1")


@pytest.mark.parametrize(("count", "told"), [(0, "inga fynd"), (1, "1 fynd"), (2, "2 fynd")])
def test_none_may_have_words_of_its_own(count: int, told: str) -> None:
    shown = say(message("summary.controls", evaluated=3, passed=3, within="", findings=count, same=""), "sv")
    assert shown == f"3 kontroller gjorda: 3 stämmer, {told}."
