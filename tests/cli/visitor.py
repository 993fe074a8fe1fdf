"""Somebody with a browser and the address of the page of ``serve``, without a browser and without an address."""

from __future__ import annotations

import io
import re
from html import unescape
from pathlib import Path

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from finsam_audit.cli.judging import Judge
from finsam_audit.cli.web.app import application
from finsam_audit.cli.web.desk import Desk

HOST = "127.0.0.1:4711"
ORIGIN = f"http://{HOST}"


class Visitor:
    """Somebody with a browser and the address that was printed."""

    def __init__(self, client: FlaskClient, desk: Desk) -> None:
        self.client, self.desk = client, desk

    def get(self, path: str = "", host: str = HOST) -> TestResponse:
        return self.client.get(f"/key/{path}", base_url=f"http://{host}")

    def post(self, path: str, data: dict[str, object], host: str = HOST, origin: str | None = ORIGIN) -> TestResponse:
        headers = {} if origin is None else {"Origin": origin}
        return self.client.post(f"/key/{path}", data=data, base_url=f"http://{host}", headers=headers)

    def drop(self, name: str, content: bytes) -> TestResponse:
        return self.drop_all([(name, content)])

    def drop_all(self, files: list[tuple[str, bytes]]) -> TestResponse:
        return self.post("", {"file": [(io.BytesIO(content), name) for name, content in files]})

    def dropped(self, name: str, content: bytes) -> str:
        """Drop a file that is taken; the path of its page."""
        return self.dropped_all([(name, content)])

    def dropped_all(self, files: list[tuple[str, bytes]]) -> str:
        """Drop files together, of which one at least is taken; the path of the page of the first."""
        answer = self.drop_all(files)
        assert answer.status_code == 303, told(answer)
        return answer.headers["Location"].removeprefix("/key/")


def visiting(folder: Path, judge: Judge) -> Visitor:
    """A visitor of a page whose desk is a folder."""
    desk = Desk(str(folder), judge)
    return Visitor(application(desk, "key", frozenset({HOST})).test_client(), desk)


def told(answer: TestResponse) -> list[str]:
    """What is said on a page in its paragraphs."""
    return [unescape(re.sub("<[^>]+>", "", text)).strip() for text in re.findall("<p[^>]*>(.*?)</p>", answer.text, re.DOTALL)]
