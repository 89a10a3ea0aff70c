"""The machine: the program, the tools that come with it, the typefaces."""

from __future__ import annotations

import platform
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version

from fravaer_cli import __version__
from fravaer_cli.doctor.finding import Punkt, merk, ok
from fravaer_cli.documents import fonts, pandoc
from fravaer_cli.errors import UserError
from fravaer_cli.files import syntax

_REINSTALL = "Installer på nytt: python3 -m pip install --force-reinstall fravaer"
_FONTS = ("SourceSans3-Regular.ttf", "SourceSans3-Bold.ttf", "SourceSans3-It.ttf", "NotoSansSymbols2-Regular.ttf")


def look_at_machine() -> Iterator[Punkt]:
    """What works here."""
    yield ok(f"fravaer {__version__} på Python {platform.python_version()}, {platform.system()}")
    yield _pandoc()
    yield _typst()
    yield _fonts()
    if not syntax.HAS_FAST_PARSER:
        remedy = "Alt virker likevel."
        yield merk("Den raske YAML-leseren finnes ikke her, så store mapper tar lengre tid", remedy)


def _pandoc() -> Punkt:
    try:
        return ok(f"Word og nettsider: pandoc {pandoc.version()}")
    except UserError as error:
        return merk("Word og nettsider kan ikke lages: pandoc mangler eller virker ikke", error.remedy or _REINSTALL)


def _typst() -> Punkt:
    try:
        import typst  # noqa: F401, PLC0415 - heavy, and not on every machine

        return ok(f"PDF: typst {version('typst')}")
    except (ImportError, PackageNotFoundError):
        return merk(
            "PDF kan ikke lages her: typst finnes ikke for denne maskinen", "Lag DOCX, og lagre den som PDF fra Word."
        )


def _fonts() -> Punkt:
    missing = [name for name in _FONTS if not (fonts.folder() / name).is_file()]
    if missing or fonts.lacking("áŋžЖ☐☒"):
        return merk("Skriftene som følger med, mangler eller er ødelagt", _REINSTALL)
    return ok("Skriftene følger med: Source Sans 3 og Noto Sans Symbols 2")
