"""``finsam-audit serve``: a page in the browser where a report is dropped, looked at, corrected, checked and saved."""

from __future__ import annotations

import errno
import gc
import secrets
import signal
import socket
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from ipaddress import ip_address
from typing import Any

from finsam_audit.cli import DONE
from finsam_audit.cli.asked import Asked
from finsam_audit.cli.judging import judge_of
from finsam_audit.cli.settings import NAME, settings_of
from finsam_audit.cli.speaking import Mistake
from finsam_audit.messages import message
from finsam_audit.render.language import say
from finsam_audit.render.writing import write_plain

HERE = "127.0.0.1"
_THREADS = 4
_CONNECTIONS = 20


def serve_command(language: str, host: str = HERE, port: int = 0, folders: tuple[str, ...] = (), opened: bool = False) -> int:
    """Serve the page until it is interrupted. Raises a usage error where that cannot be, and ``InputError``."""
    if not all(map(find_spec, ("flask", "waitress"))):
        raise Mistake(message("serve.library"))
    with serving(language, host, port, folders) as (address, server):
        gc.enable()  # other runs are over before there is anything to collect
        ends = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]
        for number in ends:  # a closed window ends as Ctrl+C does
            if signal.getsignal(number) is signal.SIG_DFL:
                signal.signal(number, signal.default_int_handler)
        told = [message("serve.open", address=address)]
        if not is_local(host):
            told.append(message("serve.not-local", host=host))
        write_plain((say(one, language) for one in told), sys.stdout)
        sys.stdout.flush()
        if opened:
            import webbrowser

            if not webbrowser.open(address):
                write_plain([say(message("html.not-opened", file=address), language)], sys.stderr)
        try:
            server.run()
        except KeyboardInterrupt:  # a second one, while it was ending
            pass
        finally:
            for number in ends:  # what was dropped is deleted now, however impatient somebody is
                signal.signal(number, signal.SIG_IGN)
    write_plain([say(message("serve.ended"), language)], sys.stdout)
    return DONE


@contextmanager
def serving(language: str, host: str, port: int, folders: tuple[str, ...] = ()) -> Iterator[tuple[str, Any]]:
    """A server that listens, and the address of its page. What was dropped lies in a private folder until the end."""
    import waitress

    from finsam_audit.cli.web.app import MAX_SENT, application
    from finsam_audit.cli.web.desk import Desk

    judge = judge_of(language, Asked(folders=folders), settings_of([NAME]))
    listening = _listening(host, port)
    own, key = listening.getsockname()[1], secrets.token_urlsafe(24)
    names = [f"[{host}]" if ":" in host else host.lower(), *(["localhost"] if is_local(host) else [])]
    before = tempfile.tempdir
    with tempfile.TemporaryDirectory(prefix="finsam-audit-") as folder:
        tempfile.tempdir = folder  # what the libraries put aside of a large file lies there, too
        hosts = frozenset(f"{name}:{own}" for name in names) | frozenset(names if own == 80 else ())
        app = application(Desk(folder, judge), key, hosts, is_local(host))
        server = waitress.create_server(
            app,
            sockets=[listening],
            threads=_THREADS,
            connection_limit=_CONNECTIONS,
            max_request_body_size=2 * MAX_SENT,  # what is a little too large is told on the page, by the application
            ident=None,
        )
        try:
            yield f"http://{names[0]}:{own}/{key}/", server
        finally:
            server.close()
            tempfile.tempdir = before


def is_local(host: str) -> bool:
    """Whether nobody but this computer reaches an address."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host.lower() == "localhost"


def _listening(host: str, port: int) -> socket.socket:
    """A socket at one address of this computer. Raises a usage error."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host or "0.0.0.0", port, type=socket.SOCK_STREAM)[0]
    except (OSError, UnicodeError):
        raise Mistake(message("serve.no-address", host=host)) from None
    if ip_address(address[0]).is_unspecified:  # any: then no name that leads here could be told from one that was made to
        raise Mistake(message("serve.which-address", host=host))
    try:
        found = socket.socket(family, kind, protocol)
        try:
            if sys.platform != "win32":  # there it would let two programs listen at one port
                found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            found.bind(address)
        except OSError:
            found.close()
            raise
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise Mistake(message("serve.taken", port=str(port))) from None
        raise Mistake(message("serve.no-address", host=host)) from None
    return found
