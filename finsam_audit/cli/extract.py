"""``finsam-audit extract``: the data file of a document, to lay beside its pages."""

from __future__ import annotations

import click

from finsam_audit.cli.speaking import SpokenCommand


@click.command("extract", cls=SpokenCommand, help="cli.extract.more", short_help="cli.extract")
@click.argument("document", metavar="cli.arg.document")
@click.option("--output", "-o", "output", metavar="FILE", help="cli.opt.output")
@click.option("--boxes", is_flag=True, help="cli.opt.boxes")
@click.pass_context
def extract_command(context: click.Context, document: str, output: str | None, boxes: bool) -> None:
    from finsam_audit.documents.datafile import data_file
    from finsam_audit.documents.kinds import kind_of_file
    from finsam_audit.documents.reading import read_document
    from finsam_audit.messages import InputError, Problem, message
    from finsam_audit.render.language import say

    if kind_of_file(document) == "data":
        from finsam_audit.page.reader import read_report

        read_report(document)  # tells what is wrong with a file that is missing or no document
        raise InputError([Problem(document, 0, 0, message("document.is-data"))])
    found = read_document(document)
    text = data_file(found, lambda told: say(told, context.obj), boxes=boxes)
    if output is None:
        click.echo(text, nl=False)
        return
    from finsam_audit.cli.commands import write_new

    write_new(output, text)
    figures = sum(cell is not None for table in found.tables for row in table.rows for cell in row.cells)
    counted = message("extract.written", file=output, tables=len(found.tables), figures=figures)
    for one in (counted, *found.facts.assumed, *found.unread):
        click.echo(say(one, context.obj), err=True)
