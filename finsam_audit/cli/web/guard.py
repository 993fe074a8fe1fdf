"""Who is let in: only a page that this server itself has sent, at the address that was printed.

No cookies are set, so there are none that another site could have sent along. The key in the address is what lets in; the
host must be the printed one, so that no other name can be made to lead here (DNS rebinding); and whoever changes anything
must come from a page of this server. What is sent may fetch nothing from anywhere else, and be shown within no other page.
"""

from __future__ import annotations

from flask import Flask, Request, Response, request
from werkzeug.exceptions import Forbidden, MisdirectedRequest

OWN_PAGES = (
    "default-src 'none'; img-src 'self'; style-src 'self'; script-src 'self'; frame-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
# The page of the check brings a policy of its own, for its own script; here it stands in a frame and can reach nothing else.
OF_THE_CHECK = "sandbox allow-scripts allow-modals; frame-ancestors 'self'"
_HEADERS = {
    "Content-Security-Policy": OWN_PAGES,
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def guarded(app: Flask, hosts: frozenset[str]) -> None:
    """Have an application answer only at ``hosts`` (with their ports), and only its own pages where something is sent."""

    @app.before_request
    def refuse_strangers() -> None:
        refuse(request, hosts)

    @app.after_request
    def close_off(response: Response) -> Response:
        for name, value in _HEADERS.items():
            response.headers.setdefault(name, value)
        response.headers["Cache-Control"] = "no-store"
        return response


def refuse(asked: Request, hosts: frozenset[str]) -> None:
    """Raise where a request comes to another name than ours, or sends something from another page than ours."""
    host = asked.headers.get("Host", "").lower()
    if host not in hosts:
        raise MisdirectedRequest
    if asked.method not in ("GET", "HEAD") and asked.headers.get("Origin", "").lower() != f"http://{host}":
        raise Forbidden
