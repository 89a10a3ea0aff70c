"""From a document and a case to finished files: template → HTML → Word, PDF, a page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from enum import StrEnum
from typing import NamedTuple

from fravaer_cli.documents import mark, pandoc
from fravaer_cli.documents.basis import Grunnlag, Mangel
from fravaer_cli.documents.catalogue import Dokument
from fravaer_cli.documents.clean import Protection
from fravaer_cli.documents.look import Ramme, ramme
from fravaer_cli.errors import UserError


class Format(StrEnum):
    """A kind of file."""

    DOCX = "docx"
    PDF = "pdf"
    HTML = "html"


class Laget(NamedTuple):
    """A document in the formats that could be made.

    Attributes:
        filer: format → bytes.
        feil: what stopped the others.
        stamme: the file's name before the date.
        mangler: values that the files do not give.
        merknader: sentences that the user should see.
    """

    filer: Mapping[Format, bytes]
    feil: tuple[UserError, ...]
    stamme: str
    mangler: tuple[Mangel, ...]
    merknader: tuple[str, ...]


def produce(dokument: Dokument, grunnlag: Grunnlag, formats: tuple[Format, ...], *, utkast: bool = False) -> Laget:
    """Make a document. One format that cannot be made does not stop the others.

    Raises:
        KanIkkeLages: the case lacks what the document is about, or a duty is not met.
        UserError: a template, logo or reference document of the municipality's cannot be used.
    """
    from fravaer_cli.documents import jinja  # noqa: PLC0415 - heavy
    from fravaer_cli.documents.law import lov  # noqa: PLC0415 - reads a file

    content = dokument.innhold(grunnlag, utkast=utkast)
    frame = ramme(dokument, grunnlag)
    protection = Protection(grunnlag.case)
    data = protection.everywhere(content.data)
    name = f"{dokument.modul}.html"
    body = jinja.render(name, {**data, "utkast": utkast, "lov": lov()}, frame.own)
    makers: dict[Format, Callable[[], bytes]] = {
        Format.DOCX: lambda: _docx(body, frame),
        Format.PDF: lambda: _pdf(body, frame),
        Format.HTML: lambda: _html(body, frame),
    }
    made, errors = _all({f: makers[f] for f in formats})
    notes = content.merknader
    if protection.used:
        notes = (*notes, "Skjermet adresse eller telefon er tatt ut av teksten.")
    return Laget(made, errors, content.stamme or dokument.modul, content.mangler, notes)


def _all(makers: Mapping[Format, Callable[[], bytes]]) -> tuple[Mapping[Format, bytes], tuple[UserError, ...]]:
    """Both at once: pandoc runs in a process of its own."""
    made: dict[Format, bytes] = {}
    errors: list[UserError] = []
    with ThreadPoolExecutor(max_workers=max(1, len(makers))) as pool:
        running = {format_: pool.submit(make) for format_, make in makers.items()}
        for format_, future in running.items():
            try:
                made[format_] = future.result()
            except UserError as error:
                errors.append(error)
    return made, tuple(errors)


def _docx(body: str, frame: Ramme) -> bytes:
    from fravaer_cli.documents import docx  # noqa: PLC0415 - heavy
    from fravaer_cli.documents.reference import reference, unusable  # noqa: PLC0415 - only for this format

    path, is_own = reference(frame.own)
    try:
        return docx.finish(pandoc.to_docx(body, path), frame)
    except (pandoc.PandocError, LookupError, ValueError, TypeError, AttributeError, SyntaxError):
        if not is_own:
            raise
        raise unusable(path) from None


def _pdf(body: str, frame: Ramme) -> bytes:
    from fravaer_cli.documents import pdf  # noqa: PLC0415 - heavy

    place = _place_of_mark(body, frame)
    return mark.marked(pdf.compile_pdf(pandoc.to_typst(body), frame, place), place)


def _html(body: str, frame: Ramme) -> bytes:
    from fravaer_cli.documents import html  # noqa: PLC0415 - only for this format

    place = _place_of_mark(body, frame)
    return mark.marked(html.page(body, frame, place), place)


def _place_of_mark(body: str, frame: Ramme) -> str:
    return mark.place(body, frame.tittel_full, frame.skole, frame.kommune)
