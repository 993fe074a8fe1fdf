"""The application: what is shown and done at which address. Every address begins with the key that was printed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from io import BytesIO

from flask import Flask, abort, redirect, render_template, request, send_file, url_for
from jinja2 import StrictUndefined
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

from finsam_audit.cli.commands import broken
from finsam_audit.cli.web.corrections import Typed
from finsam_audit.cli.web.desk import Desk
from finsam_audit.cli.web.dropped import SAVED, Dropped
from finsam_audit.cli.web.guard import OF_THE_CHECK, guarded
from finsam_audit.cli.web.views import asked_of, sheets, tally
from finsam_audit.documents.kinds import MAX_BYTES
from finsam_audit.messages import InputError, Message, message
from finsam_audit.render.closing import closing
from finsam_audit.render.language import say
from finsam_audit.render.text import problem_lines
from finsam_audit.render.writing import visible

MAX_SENT = MAX_BYTES + 1_000_000  # bytes of a request with the largest document that is read
_MAX_FIELDS = 4_000_000  # bytes of the fields of a form
_MIME = {
    "html": "text/html",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "yaml": "application/yaml",
}
# As on the page of a check: every text is escaped, and none steers.
_TEMPLATES = {
    "autoescape": True,
    "undefined": StrictUndefined,
    "trim_blocks": True,
    "lstrip_blocks": True,
    "finalize": lambda value: visible(value) if type(value) is str else value,
}
_SAID = (403, 404, 413, 421)


def application(desk: Desk, key: str, hosts: frozenset[str], local: bool = True) -> Flask:
    """The application over a desk, at addresses that begin with ``/key/``, for those who come by one of the ``hosts``.

    ``local``: nobody but this computer can reach it.
    """
    language = desk.judge.language
    app = Flask(__name__, static_url_path=f"/{key}/static")
    app.jinja_options = _TEMPLATES
    app.config.update(MAX_CONTENT_LENGTH=MAX_SENT, MAX_FORM_MEMORY_SIZE=_MAX_FIELDS, MAX_FORM_PARTS=10)
    guarded(app, hosts)

    @app.context_processor
    def words() -> dict[str, object]:
        def t(key: str, **given: object) -> str:
            return say(message(f"web.{key}", **given), language)

        def why(key: str) -> str:
            return say(message(key), language)

        return {"t": t, "why": why, "say": desk.judge.speak, "language": language, "limit": MAX_BYTES, "local": local}

    def found(name: str) -> Dropped:
        return desk.find(name) or abort(404)

    def start(told: list[str], code: int) -> tuple[str, int]:
        return render_template("start.html", told=told, desk=list(desk)), code

    @app.get(f"/{key}/")
    def front() -> tuple[str, int]:
        return start([], 200)

    @app.post(f"/{key}/")
    def take() -> tuple[str, int] | Response:
        file = request.files.get("file")
        if file is None or not file.filename:
            return start([say(message("web.no-file"), language)], 422)
        try:
            name = desk.take(file.filename, file.save)
        except InputError as error:
            return start(list(problem_lines(error.problems, language)), 422)
        return redirect(url_for("look", name=name), 303)

    @app.get(f"/{key}/<name>/")
    def look(name: str) -> str:
        dropped = found(name)
        verdict = closing(dropped.run.results[0], language)
        return render_template("look.html", name=name, dropped=dropped, tally=tally(dropped), verdict=verdict)

    @app.get(f"/{key}/<name>/check")
    def checked(name: str) -> Response:
        made = Response(desk.saved(found(name), "html"), mimetype="text/html")
        made.headers["Content-Security-Policy"] = OF_THE_CHECK
        return made

    def figures_page(name: str, page: int | None, form: Typed, wrong: Mapping[str, Message], told: Sequence[str] = ()) -> str:
        dropped = found(name)
        asked = asked_of(dropped, form, wrong)
        link = url_for("picture", name=name, number=0).removesuffix("0.png")
        return render_template(
            "figures.html",
            name=name,
            dropped=dropped,
            tally=tally(dropped),
            page=page,
            facts=[] if page else asked.get(0, []),
            sheets=sheets(dropped, asked, page, link),
            told=told,
        )

    @app.get(f"/{key}/<name>/figures")
    @app.get(f"/{key}/<name>/figures/<int:page>")
    def figures(name: str, page: int | None = None) -> str:
        return figures_page(name, page, {}, {})

    @app.post(f"/{key}/<name>/figures")
    @app.post(f"/{key}/<name>/figures/<int:page>")
    def correct(name: str, page: int | None = None) -> tuple[str, int] | Response:
        try:
            wrong = desk.correct(name, request.form)
        except InputError as error:
            return figures_page(name, page, request.form, {}, list(problem_lines(error.problems, language))), 422
        if wrong:
            return figures_page(name, page, request.form, wrong), 422
        return redirect(url_for("look", name=name), 303)

    @app.get(f"/{key}/<name>/page/<int:number>.png")
    def picture(name: str, number: int) -> Response:
        drawn = desk.picture(name, number)
        return Response(drawn, mimetype="image/png") if drawn is not None else abort(404)

    @app.get(f"/{key}/<name>/save/<form>")
    def save(name: str, form: str) -> Response:
        dropped = found(name)
        if form not in SAVED:
            abort(404)
        made = BytesIO(desk.saved(dropped, form))
        return send_file(made, _MIME[form], as_attachment=True, download_name=f"{dropped.stem}.{form}")

    @app.post(f"/{key}/<name>/drop")
    def drop(name: str) -> Response:
        desk.drop(name)
        return redirect(url_for("front"), 303)

    @app.errorhandler(Exception)
    def told(error: Exception) -> tuple[str, int]:
        if isinstance(error, HTTPException):
            code = error.code or 500
            sentence = message(f"web.{code}", limit=MAX_BYTES // 1_000_000) if code in _SAID else message("web.not-so")
        else:
            code, sentence = 500, broken(error)
        if request.url_rule is None or code in (403, 421):  # to a stranger no address of ours is told
            return render_template("refused.html", told=say(sentence, language)), code
        return start([say(sentence, language)], code)

    return app
