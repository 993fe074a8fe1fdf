"""What a Word document holds besides its text: text boxes, hidden and deleted text, tables in tables."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from finsam_audit.documents.docx import read_docx


def _text(document: Any, path: Path) -> str:
    document.save(str(path))
    return " ".join(word.text for page in read_docx(str(path)) for word in page.words)


def test_text_boxes_hidden_and_deleted_text_are_no_part_of_the_page(tmp_path: Path) -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("Resultat")
    for inner in (
        "<w:r {0}><w:pict><w:txbxContent><w:p><w:r><w:t>ruta</w:t></w:r></w:p></w:txbxContent></w:pict></w:r>",
        "<w:r {0}><w:rPr><w:vanish/></w:rPr><w:t>dold</w:t></w:r>",
        "<w:moveFrom {0}><w:r><w:t>flyttad</w:t></w:r></w:moveFrom>",
    ):
        paragraph._p.append(parse_xml(inner.format(nsdecls("w"))))
    assert _text(document, tmp_path / "x.docx") == "Resultat"


def test_a_table_in_a_cell_is_read_by_itself(tmp_path: Path) -> None:
    document = docx.Document()
    outer = document.add_table(1, 2)
    for cell, label in zip(outer.rows[0].cells, ("Intäkter", "Kostnader"), strict=True):
        inner = cell.add_table(1, 2)
        inner.rows[0].cells[0].text, inner.rows[0].cells[1].text = label, "100"
    assert _text(document, tmp_path / "x.docx") == "Intäkter 100 Kostnader 100"


def test_a_length_that_is_none_does_no_harm(tmp_path: Path) -> None:
    document = docx.Document()
    paragraph = document.add_table(1, 1).rows[0].cells[0].paragraphs[0]
    paragraph.add_run("Intäkter")
    paragraph._p.get_or_add_pPr().append(parse_xml(f'<w:ind {nsdecls("w")} w:left="nan"/>'))
    assert _text(document, tmp_path / "x.docx") == "Intäkter"
