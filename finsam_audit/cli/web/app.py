"""The application: what is shown and done at which address. Every address begins with the key that was printed."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from io import BytesIO

from flask import Flask, abort, redirect, render_template, request, send_file, url_for
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

from finsam_audit.cli.commands import broken
from finsam_audit.cli.web.corrections import Typed
from finsam_audit.cli.web.desk import MOST, Desk
from finsam_audit.cli.web.dropped import Dropped
from finsam_audit.cli.web.guard import OF_THE_CHECK, guarded
from finsam_audit.cli.web.together import SAVED, Drop, list_in_force, run_of, why_alone
from finsam_audit.cli.web.views import asked_of, sheets, tally
from finsam_audit.documents.kinds import MAX_BYTES
from finsam_audit.messages import InputError, Message, message
from finsam_audit.render.closing import closing
from finsam_audit.render.html.setting import SETTING
from finsam_audit.render.language import say
from finsam_audit.render.text import problem_lines

MAX_SENT = MAX_BYTES + 1_000_000  # bytes of a request with the largest document that is read
_MAX_FIELDS = 4_000_000  # bytes of the fields of a form
_MIME = {
    "html": "text/html",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "yaml": "application/yaml",
}
_SAID = (403, 404, 413, 421)


def application(desk: Desk, key: str, hosts: frozenset[str], local: bool = True) -> Flask:
    """The application over a desk, at addresses that begin with ``/key/``, for those who come by one of the ``hosts``.

    ``local``: nobody but this computer can reach it.
    """
    language = desk.judge.language
    app = Flask(__name__, static_url_path=f"/{key}/static")
    app.jinja_options = SETTING
    app.config.update(MAX_CONTENT_LENGTH=MAX_SENT, MAX_FORM_MEMORY_SIZE=_MAX_FIELDS, MAX_FORM_PARTS=MOST)
    guarded(app, hosts)

    @app.context_processor
    def words() -> dict[str, object]:
        def t(key: str, **given: object) -> str:
            return say(message(f"web.{key}", **given), language)

        def why(key: str) -> str:
            return say(message(key), language)

        given = {"language": language, "limit": MAX_BYTES, "most": MOST, "local": local}
        return {"t": t, "why": why, "say": desk.judge.speak, **given}

    def found(name: str, at: int) -> tuple[Drop, Dropped]:
        drop = desk.find(name)
        if drop is None or not 0 < at <= len(drop.reports):
            abort(404)
        return drop, drop.reports[at - 1]

    def follows(drop: Drop | None = None) -> dict[str, str]:
        """The files that hold for what is dropped, besides the rule book."""
        settings = desk.judge.settings.path
        return {"settings": os.path.abspath(settings) if settings else "", "accepted": list_in_force(desk.judge, drop)}

    def report_page(template: str, name: str, at: int, **given: object) -> str:
        """A page that shows one report: where it lies, how far a person has come with it, and what that page adds."""
        drop, dropped = found(name, at)
        return render_template(template, name=name, at=at, drop=drop, dropped=dropped, tally=tally(dropped), **given)

    def start(told: list[str], code: int) -> tuple[str, int]:
        return render_template("start.html", told=told, desk=list(desk), follows=follows()), code

    @app.get(f"/{key}/")
    def front() -> tuple[str, int]:
        return start([], 200)

    @app.post(f"/{key}/")
    def take() -> tuple[str, int] | Response:
        files = [(file.filename, file.save) for file in request.files.getlist("file") if file.filename]
        if not files:
            return start([say(message("web.no-file"), language)], 422)
        try:
            name = desk.take(files)
        except InputError as error:
            return start(list(problem_lines(error.problems, language)), 422)
        return redirect(url_for("look", name=name, at=1), 303)

    @app.get(f"/{key}/<name>/<int:at>/")
    def look(name: str, at: int) -> str:
        drop, _ = found(name, at)
        run = run_of(drop, at - 1)
        return report_page(
            "look.html",
            name,
            at,
            alone=why_alone(drop, at - 1, desk.judge),
            verdict=closing(run.results[0], language, chains=run.chains),
            told=list(problem_lines(run.problems, language)),
            follows=follows(drop),
        )

    @app.get(f"/{key}/<name>/<int:at>/check")
    def checked(name: str, at: int) -> Response:
        made = Response(desk.saved(found(name, at)[0], at - 1, "html"), mimetype="text/html")
        made.headers["Content-Security-Policy"] = OF_THE_CHECK
        return made

    def figures_page(
        name: str, at: int, page: int | None, form: Typed, wrong: Mapping[str, Message], told: Sequence[str] = ()
    ) -> str:
        _, dropped = found(name, at)
        asked = asked_of(dropped, form, wrong)
        link = url_for("picture", name=name, at=at, number=0).removesuffix("0.png")
        return report_page(
            "figures.html",
            name,
            at,
            page=page,
            facts=[] if page else asked.get(0, []),
            sheets=sheets(dropped, asked, page, link),
            told=told,
        )

    @app.get(f"/{key}/<name>/<int:at>/figures")
    @app.get(f"/{key}/<name>/<int:at>/figures/<int:page>")
    def figures(name: str, at: int, page: int | None = None) -> str:
        return figures_page(name, at, page, {}, {})

    @app.post(f"/{key}/<name>/<int:at>/figures")
    @app.post(f"/{key}/<name>/<int:at>/figures/<int:page>")
    def correct(name: str, at: int, page: int | None = None) -> tuple[str, int] | Response:
        found(name, at)
        try:
            wrong = desk.correct(name, at - 1, request.form)
        except InputError as error:
            return figures_page(name, at, page, request.form, {}, list(problem_lines(error.problems, language))), 422
        if wrong:
            return figures_page(name, at, page, request.form, wrong), 422
        return redirect(url_for("look", name=name, at=at), 303)

    @app.get(f"/{key}/<name>/<int:at>/page/<int:number>.png")
    def picture(name: str, at: int, number: int) -> Response:
        drawn = desk.picture(found(name, at)[1], number)
        return Response(drawn, mimetype="image/png") if drawn is not None else abort(404)

    @app.get(f"/{key}/<name>/<int:at>/save/<form>")
    def save(name: str, at: int, form: str) -> Response:
        drop, dropped = found(name, at)
        if form not in SAVED:
            abort(404)
        made = BytesIO(desk.saved(drop, at - 1, form))
        return send_file(made, _MIME[form], as_attachment=True, download_name=f"{dropped.stem}.{form}")

    @app.post(f"/{key}/<name>/close")
    def close(name: str) -> Response:
        desk.drop(name)
        return redirect(url_for("front"), 303)

    @app.errorhandler(Exception)
    def told(error: Exception) -> tuple[str, int]:
        if isinstance(error, HTTPException):
            code = error.code or 500
            sentence = (
                message(f"web.{code}", limit=MAX_BYTES // 1_000_000, most=MOST) if code in _SAID else message("web.not-so")
            )
        else:
            code, sentence = 500, broken(error)
        if request.url_rule is None or code in (403, 421):  # to a stranger no address of ours is told
            return render_template("refused.html", told=say(sentence, language)), code
        return start([say(sentence, language)], code)

    return app
