"""`maler/reference.docx`: a municipality's own styles, head and foot in Word. A broken one is told of."""

from __future__ import annotations

import io
import os
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest
from docx import Document

from fravaer_cli.documents import reference
from fravaer_cli.documents.production import Format, Laget
from tests.documents.hjelp import ROT, lag, tekst

VAAR = ROT / "templates" / "reference.docx"
STILER, HODE, DOKUMENT = "word/styles.xml", "word/header1.xml", "word/document.xml"


def mal(uten: tuple[str, ...] = (), med: Mapping[str, bytes] | None = None) -> bytes:
    """Our own reference document, with some parts left out and others put in."""
    out = io.BytesIO()
    with zipfile.ZipFile(VAAR) as ours, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        parts = {n: ours.read(n) for n in ours.namelist() if n not in uten} | dict(med or {})
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


def del_av(data: bytes, navn: str) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(navn).decode()


@pytest.fixture
def maler(tmp_path: Path) -> Path:
    """The municipality's folder of templates, in a school with one pupil."""
    (tmp_path / "k" / "ada").mkdir(parents=True)
    (tmp_path / "skole.yaml").write_text("skole: Solvang skole\nkommune: Gran\n", "utf-8")
    (tmp_path / "k" / "ada" / "sak.yaml").write_text("elev: {navn: Ada Lovland}\n", "utf-8")
    plan = "periode: {fra: 2025-09-29}\nstatus: Borte ni dager.\ntiltak: [{id: T1, tiltak: Hilse ved døra.}]\n"
    (tmp_path / "k" / "ada" / "tiltaksplan.yaml").write_text(plan, "utf-8")
    (tmp_path / "maler").mkdir()
    return tmp_path / "maler"


def plan(maler: Path) -> Laget:
    return lag("tiltaksplan", maler.parent / "k" / "ada")


def test_its_typeface_and_colours_are_used(maler: Path) -> None:
    styles = del_av(VAAR.read_bytes(), STILER).replace("Source Sans 3", "Kommunesans").replace("1F4E5F", "AA0011")
    (maler / "reference.docx").write_bytes(mal(med={STILER: styles.encode()}))
    made = plan(maler)
    assert made.feil == ()
    document = Document(io.BytesIO(made.filer[Format.DOCX]))
    assert document.styles["Normal"].font.name == "Kommunesans"
    assert "AA0011" in del_av(made.filer[Format.DOCX], STILER)
    assert "Source Sans 3" not in del_av(made.filer[Format.DOCX], STILER)
    assert next(p.style.name for p in document.paragraphs if p.style) == "Heading 1"


def test_its_head_is_filled_in(maler: Path) -> None:
    head = del_av(VAAR.read_bytes(), HODE).replace("[[kommune]]", "Vår egen linje")
    (maler / "reference.docx").write_bytes(mal(med={HODE: head.encode()}))
    made = del_av(plan(maler).filer[Format.DOCX], HODE)
    assert "Solvang skole" in made
    assert "Vår egen linje" in made
    assert "Gran kommune" not in made


def test_a_plain_document_from_word_will_do(maler: Path) -> None:
    """It has none of our styles, and no places in its head to fill in."""
    Document().save(str(maler / "reference.docx"))
    made = plan(maler)
    assert made.feil == ()
    assert "Hilse ved døra." in tekst(Format.DOCX, made.filer[Format.DOCX])


def test_without_one_ours_is_used(maler: Path) -> None:
    assert reference.reference(maler) == (VAAR, False)
    assert reference.reference(None) == (VAAR, False)


ENTITET = (
    b'<!DOCTYPE a [<!ENTITY x "y">]><w:hdr xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"/>'
)


@pytest.mark.parametrize(
    ("innhold", "sier"),
    [
        (b"", "ikke et helt Word-dokument"),
        (b"hei", "ikke et helt Word-dokument"),
        (b"\xd0\xcf\x11\xe0" * 200, "ikke et helt Word-dokument"),
        (mal()[:-500], "ikke et helt Word-dokument"),
        (mal()[:4000] + b"x" * 20 + mal()[4020:], "ikke et helt Word-dokument"),
        (mal(uten=("[Content_Types].xml",)), "[Content_Types].xml mangler"),
        (mal(uten=(DOKUMENT,)), "word/document.xml mangler"),
        (mal(uten=(STILER,)), "word/styles.xml mangler"),
        (mal(uten=(HODE,)), "word/header1.xml, som den viser til, mangler"),
        (mal(med={STILER: b""}), "word/styles.xml i den er ødelagt"),
        (mal(med={STILER: b"<w:styles><x"}), "word/styles.xml i den er ødelagt"),
        (mal(med={HODE: b"<w:hdr"}), "word/header1.xml i den er ødelagt"),
        (mal(med={HODE: ENTITET}), "word/header1.xml i den har en DOCTYPE"),
        (mal(med={"word/media/null.bin": b"\0" * 60_000_000}), "for stor når den pakkes ut"),
        (b"x" * (reference.MAX_BYTES + 1), "maler/reference.docx er for stor"),
    ],
    ids=lambda v: v if isinstance(v, str) else "",
)
def test_a_broken_one_is_told_of_and_stops_only_word(maler: Path, innhold: bytes, sier: str) -> None:
    (maler / "reference.docx").write_bytes(innhold)
    made = plan(maler)
    assert set(made.filer) == {Format.PDF, Format.HTML}
    (stopped,) = made.feil
    assert stopped.message.startswith("maler/reference.docx ")
    assert sier in stopped.message
    assert stopped.remedy


def test_one_that_pandoc_stumbles_on_is_told_of(maler: Path) -> None:
    """Well-formed, but not a document: what we did not think of is the file's fault too."""
    odd = b'<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" w:x="1"/>'
    section = b'<w:sectPr><w:pgSz w:w="bred"/><w:pgMar/></w:sectPr>'
    document = del_av(VAAR.read_bytes(), DOKUMENT).encode()
    at, end = document.index(b"<w:sectPr"), document.index(b"</w:sectPr>") + len(b"</w:sectPr>")
    (maler / "reference.docx").write_bytes(mal(med={STILER: odd, DOKUMENT: document[:at] + section + document[end:]}))
    made = plan(maler)
    assert set(made.filer) == {Format.PDF, Format.HTML}
    assert "kan ikke brukes: Word-filen lot seg ikke lage av den" in made.feil[0].message


def test_a_link_out_of_the_folder_is_not_followed(maler: Path) -> None:
    (maler.parent / "annen.docx").write_bytes(mal())
    for target in ("annen.docx", "finnes-ikke.docx"):
        (maler / "reference.docx").symlink_to(maler.parent / target)
        made = plan(maler)
        assert set(made.filer) == {Format.PDF, Format.HTML}
        assert "en snarvei ut av mappen" in made.feil[0].message
        (maler / "reference.docx").unlink()


def test_a_folder_is_no_document(maler: Path) -> None:
    (maler / "reference.docx").mkdir()
    assert "er ikke en fil" in plan(maler).feil[0].message


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the one who owns all may read all")
def test_one_that_may_not_be_read_is_told_of(maler: Path) -> None:
    (maler / "reference.docx").write_bytes(mal())
    (maler / "reference.docx").chmod(0)
    assert "du mangler tilgang" in plan(maler).feil[0].message
