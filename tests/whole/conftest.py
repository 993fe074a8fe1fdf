"""What the tests of the whole share: a browser, started once."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.browser import Tab, browser, chromium


@pytest.fixture(scope="session")
def tab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tab]:
    program = chromium()
    assert program is not None, "BROWSER_REQUIRED is set, and there is no Chromium"
    with browser(program, tmp_path_factory.mktemp("browser")) as found:
        yield found
