"""A headless Chromium, spoken to over a pipe: what a page is once a browser has laid it out."""

from __future__ import annotations

import base64
import fcntl
import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

NAMES = ("chromium", "chromium-browser", "google-chrome")


def chromium() -> str | None:
    """Where the browser is, if there is one."""
    return next((found for name in NAMES if (found := shutil.which(name))), None)


class Tab:
    """One page in the browser. ``told`` is what the browser complained of and asked the network for."""

    def __init__(self, to_browser: int, from_browser: int) -> None:
        self._to, self._from, self._rest = to_browser, from_browser, b""
        self._count = 0
        self._session: str | None = None
        self.told: list[str] = []
        self._own: tuple[str, ...] = ("file:",)
        self._loads = 0
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self._session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        self.call("Emulation.setScrollbarsHidden", hidden=True)
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.call(f"{domain}.enable")

    def call(self, method: str, **params: object) -> dict[str, Any]:
        """Ask the browser for something and wait for its answer."""
        self._count += 1
        number = self._count
        asked = {"id": number, "method": method, "params": params} | ({"sessionId": self._session} if self._session else {})
        os.write(self._to, json.dumps(asked).encode() + b"\0")
        while True:
            answer = self._read()
            if answer.get("id") == number:
                assert "error" not in answer, answer
                found: dict[str, Any] = answer["result"]
                return found
            self._hear(answer)

    def open(self, page: Path | str, width: int = 1200, height: int = 900, scheme: str = "light") -> None:
        """Load a file, or an address of this computer, in a window of this size, and wait for it."""
        self.told.clear()
        address = page if isinstance(page, str) else page.as_uri()
        self._own = ("file:", "/".join(address.split("/")[:3]))
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)
        self.call("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])
        self._loads = 0
        self.call("Page.navigate", url=address)
        self.loaded()

    def loaded(self) -> None:
        """Wait until the page that was asked for is there."""
        while not self._loads:
            self._hear(self._read())
        self._loads = 0

    def drop(self, path: Path, x: int, y: int) -> None:
        """Drop a file at a place in the window, as from the desktop."""
        dragged = {"items": [], "files": [str(path)], "dragOperationsMask": 1}
        for kind in ("dragEnter", "dragOver", "drop"):
            self.call("Input.dispatchDragEvent", type=kind, x=x, y=y, data=dragged)

    def type(self, text: str) -> None:
        """Type where the focus is."""
        self.call("Input.insertText", text=text)

    def keep_downloads(self, folder: Path) -> None:
        """Have what is saved land in a folder."""
        self.call("Page.setDownloadBehavior", behavior="allow", downloadPath=str(folder))

    def run(self, script: str) -> Any:
        """The value of an expression in the page."""
        return self.call("Runtime.evaluate", expression=script, returnByValue=True)["result"].get("value")

    def press(self, key: str) -> None:
        """Press and let go of a key."""
        for kind in ("keyDown", "keyUp"):
            self.call("Input.dispatchKeyEvent", type=kind, key=key, text="\r" if key == "Enter" and kind == "keyDown" else "")

    def clip(self, left: float, top: float, width: float, height: float, scale: float = 1) -> bytes:
        """A part of the page, which may lie below the window, as a picture of few bytes."""
        clip = {"x": left, "y": top, "width": width, "height": height, "scale": scale}
        taken = self.call("Page.captureScreenshot", format="webp", quality=60, captureBeyondViewport=True, clip=clip)
        return base64.b64decode(taken["data"])

    def pdf(self) -> bytes:
        """The page on paper, of the size it asks for."""
        return base64.b64decode(self.call("Page.printToPDF", preferCSSPageSize=True, printBackground=True)["data"])

    def _read(self) -> dict[str, Any]:
        while b"\0" not in self._rest:
            piece = os.read(self._from, 1 << 20)
            assert piece, "the browser has left"
            self._rest += piece
        one, _, self._rest = self._rest.partition(b"\0")
        heard: dict[str, Any] = json.loads(one)
        return heard

    def _hear(self, event: dict[str, Any]) -> None:
        method, params = str(event.get("method", "")), event.get("params", {})
        if method == "Log.entryAdded":
            self.told.append(params["entry"]["text"])
        elif method == "Runtime.exceptionThrown":
            self.told.append(str(params["exceptionDetails"]))
        elif method == "Network.requestWillBeSent" and not params["request"]["url"].startswith(self._own):
            self.told.append(params["request"]["url"])
        elif method == "Page.loadEventFired":
            self._loads += 1


@contextmanager
def browser(program: str, folder: Path) -> Iterator[Tab]:
    """A browser with one page, its files in ``folder``."""
    ours = [fcntl.fcntl(end, fcntl.F_DUPFD_CLOEXEC, 10) for end in (*os.pipe(), *os.pipe())]

    def hand_over() -> None:
        os.dup2(ours[0], 3)
        os.dup2(ours[3], 4)

    asked = [program, "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
             "--disable-background-networking", "--remote-debugging-pipe", f"--user-data-dir={folder}"]  # fmt: skip
    started = subprocess.Popen(
        asked, preexec_fn=hand_over, pass_fds=(3, 4), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        yield Tab(ours[1], ours[2])
    finally:
        started.kill()
        started.wait()
        for end in ours:
            os.close(end)
