"""Tables as they come: each ends in a clear report, with nothing half written and no line of Python."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tests.cli.hjelp import Svar, alle_filer, elev, kall, klasse
from tests.importing.hjelp import ADA, FNR, HODE, bok, klassen, lagret, logg

TO = f"{HODE}\n{ADA}\nAda;04.09.2025;Meldt\n"
RAD = ("Ada", date(2025, 9, 3), "Meldt")
OVER = ("Navn", "Dato", "Status")


class Tabell(NamedTuple):
    """A table, and what becomes of it.

    Attributes:
        sagt: patterns that the output has.
        foert: how many entries Ada's log gets.
    """

    innhold: str | bytes | Callable[[], bytes]
    kode: int
    sagt: tuple[str, ...]
    foert: int = 0
    valg: tuple[str, ...] = ()
    fil: str = "fravær.csv"


def _ark(endre: Callable[[Any], None]) -> Callable[[], bytes]:
    """A workbook with the headings and Ada's row, changed."""

    def lag() -> bytes:
        import openpyxl  # noqa: PLC0415

        fil = openpyxl.Workbook()
        for rad in (OVER, RAD):
            fil.active.append(rad)
        endre(fil.active)
        return lagret(fil)

    return lag


def _xml(gammelt: bytes, nytt: bytes, del_: str = "xl/worksheets/sheet1.xml", grunnlag: Any = None) -> bytes:
    """A workbook with its XML changed by hand."""
    fra, ut = zipfile.ZipFile(io.BytesIO(grunnlag or bok(OVER, RAD))), io.BytesIO()
    with zipfile.ZipFile(ut, "w", zipfile.ZIP_DEFLATED) as til:
        for navn in fra.namelist():
            data = fra.read(navn)
            assert navn != del_ or gammelt in data
            til.writestr(navn, data.replace(gammelt, nytt) if navn == del_ else data)
    return ut.getvalue()


def _million() -> bytes:
    rader = b"".join(b'<row r="%d"><c r="A%d" s="0"/><c r="B%d" s="0"/></row>' % (n, n, n) for n in range(3, 1_048_577))
    return _xml(b"</sheetData>", rader + b"</sheetData>")


def _slaa_sammen(ark: Any) -> None:
    ark.append((None, date(2025, 9, 4), "Meldt"))
    ark.merge_cells("A2:A3")


def _tittel(ark: Any) -> None:
    ark.insert_rows(1, 3)
    ark["A1"] = "Fravær 7B, høsten 2025"
    ark.merge_cells("A1:C1")


def _flytt(ark: Any) -> None:
    ark.insert_cols(1, 2)
    ark.insert_rows(1, 2)


def _tall(ark: Any) -> None:
    ark["B2"].value = 45903
    ark["B2"].number_format = "General"


def _sett(**celler: Any) -> Callable[[], bytes]:
    def endre(ark: Any) -> None:
        for celle, verdi in celler.items():
            ark[celle] = verdi

    return _ark(endre)


def _bombe() -> bytes:
    ut = io.BytesIO()
    with zipfile.ZipFile(ut, "w", zipfile.ZIP_DEFLATED) as til:
        til.writestr("[Content_Types].xml", "<Types/>")
        with til.open("xl/sharedStrings.xml", "w", force_zip64=True) as del_:
            for _ in range(320):
                del_.write(b" " * 1_000_000)
    return ut.getvalue()


TABELLER = {
    "tom fil": Tabell("", 2, ("er tom",)),
    "bare blanke linjer": Tabell("\n\n  \n", 2, ("er tom",)),
    "bare skilletegn": Tabell(";;;\n;;;\n", 2, ("har ingen rader",)),
    "bare overskrifter": Tabell(f"{HODE}\n", 0, ("Filen har overskrifter, men ingen rader",)),
    "ingen overskrifter": Tabell(f"{ADA}\n", 2, ("Fant ikke kolonnen med eleven og datoen", "--ny-profil")),
    "fremmede overskrifter": Tabell("Foo;Bar\n1;2\n", 2, ("«Foo» og «Bar»", "--ny-profil")),
    "nesten riktige overskrifter": Tabell("Elevn;Fraværsdat\nAda;1\n", 2, ("«Fraværsdat» ligner på",)),
    "én kolonne": Tabell("Navn\nAda\n", 2, ("bare én kolonne", "--skilletegn")),
    "to like overskrifter": Tabell("Navn;Dato;Dato\nAda;03.09.2025;x\n", 2, ("flere ganger", "kolonne B og C")),
    "to like overskrifter som ikke brukes": Tabell("Navn;Dato;X;X\nAda;03.09.2025;;\n", 0, ("1 ny",), 1),
    "tittel over overskriftene": Tabell(f"Fravær 7B\n\nPeriode: høst\n{TO}", 0, ("2 nye",), 2),
    "sum nederst": Tabell(f"{TO}Sum;;2\n", 0, ("2 nye", "Sum"), 2),
    "tomme rader imellom": Tabell(f"{HODE}\n\n;;\n{ADA}\n\n", 0, ("rad 4  ny",), 1),
    "en million tomme linjer": Tabell(f"{TO}" + ";;\n" * 1_000_000, 0, ("2 nye",), 2),
    "Windows-1252": Tabell(f"{HODE};Årsak\n{ADA};x\n".encode("cp1252"), 0, ("tegnsett Windows-1252",), 1),
    "UTF-16": Tabell(TO.replace(";", "\t").encode("utf-16"), 0, ("tabulator", "UTF-16"), 2),
    "UTF-8 med merke": Tabell("\ufeff" + TO, 0, ("tegnsett UTF-8", "2 nye"), 2),
    "kodet to ganger": Tabell(f"{HODE}\nJÃ¸rgen;03.09.2025;\n", 2, ("Bokstavene", "linje 2")),
    "to tegnsett": Tabell(f"{HODE}\nÅsæø;;\n".encode() + b"\xe5\n", 2, ("blander to tegnsett", "linje 3")),
    "komma og desimalkomma": Tabell(
        'Navn,Dato,Timer\nAda,03.09.2025,"1,5"\nAda,04.09.2025,"2,0"\n', 0, ("komma mellom", "rundet av til 2"), 2
    ),
    "sep-linje": Tabell("sep=|\nNavn|Dato\nAda|03.09.2025\n", 0, ("rad 3  ny",), 1),
    "skilletegn i en tekst": Tabell(f"{HODE}\nAda;03.09.2025;Meldt;og mer\n", 1, ("rad 2", "flere celler enn")),
    "for få celler": Tabell(f"{HODE}\nAda;03.09.2025\n", 0, ("1 ny",), 1),
    "hermetegn som ikke lukkes": Tabell(f'{HODE}\nAda;"03.09.2025;\n' * 3, 2, ("hermetegn", "linje")),
    "linjeskift i en celle": Tabell('Navn;Dato;Merknad\nAda;03.09.2025;"a\nb"\nAda;04.09.2025;\n', 0, ("rad 3",), 2),
    "datoer som tekst og tall": Tabell(f"{HODE}\nAda;45903;\nAda;4. sept. 2025;\n", 0, ("2 nye",), 2),
    "amerikanske datoer": Tabell(f"{HODE}\nAda;9/3/2025;\nAda;9/15/2025;\n", 0, ("måneden først", "2 nye"), 2),
    "datoer på to måter": Tabell(f"{HODE}\nAda;9/15/2025;\nAda;15/9/2025;\n", 2, ("skrevet på to måter",)),
    "datoer som kan leses på to måter": Tabell(f"{HODE}\nAda;3/9/2025;\n", 0, ("kan leses på to måter",), 1),
    "dato som ikke finnes": Tabell(f"{HODE}\nAda;31.09.2025;\n{ADA}\n", 1, ("rad 2 .Ada.: «31.09.2025»",), 1),
    "dato fram i tid": Tabell(f"{HODE}\nAda;01.09.2090;\n{ADA}\n", 1, ("rad 2", "fram i tid"), 1),
    "en lørdag og en feriedag": Tabell(f"{HODE}\nAda;06.09.2025;\nAda;08.10.2025;\n", 1, ("lørdag", "høstferie")),
    "ukjent ord": Tabell(f"{HODE}\nAda;03.09.2025;Dokumentet\n{ADA}\n", 1, ("er «Dokumentert» ment?",), 1),
    "uten navn": Tabell(f"{HODE}\n;03.09.2025;\n{ADA}\n", 1, ("rad 2: Raden sier ikke hvem eleven er",), 1),
    "formler i tekst": Tabell("Navn;Dato;Merknad\nAda;03.09.2025;=cmd|'/c calc'!A0\n", 0, ("1 ny",), 1),
    "navn som formel": Tabell(f"{HODE}\n=1+1;03.09.2025;\n+Per;03.09.2025;\n", 0, ("uten sak",)),
    "styretegn": Tabell(f"{HODE}\nAda\x1b[31m;03.09.2025;\n", 2, ("er ikke en tekstfil",)),
    "fødselsnummer som id": Tabell(f"Elevnummer;Navn;Dato\n{FNR};Ada;03.09.2025\n", 0, ("1 ny",), 1),
    "fødselsnummer i merknad": Tabell(
        f"Navn;Dato;Merknad\nAda;03.09.2025;mor {FNR}\n", 0, ("rad 2", "fødselsnummer"), 1
    ),
    "en nettside": Tabell("<html><table><tr><td>Ada</td></tr></table>", 2, ("nettside",), fil="f.xls"),
    "en PDF": Tabell(b"%PDF-1.7\n\xff", 2, ("er ikke en tabell",)),
    "gammel Excel": Tabell(
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, 2, ("gammel Excel-fil", ".xlsx"), fil="f.xls"
    ),
    "ødelagt Excel": Tabell(bok(OVER, RAD)[:900], 2, ("ødelagt",), fil="f.xlsx"),
    "en zip som ikke er Excel": Tabell(lambda: _xml(b"", b"", "nei"), 0, ("1 ny",), 1, fil="f.zip"),
    "Excel": Tabell(bok(OVER, RAD), 0, ("arket «Ark1»", "1 ny"), 1, fil="f.xlsx"),
    "Excel med tomt ark først": Tabell(bok(ark="Tomt", Data=[OVER, RAD]), 0, ("arket «Data»", "1 ny"), 1, fil="f.xlsx"),
    "Excel med to ark": Tabell(
        bok(OVER, RAD, To=[OVER, RAD]), 0, ("Bare arket «Ark1» er lest", "«To»"), 1, fil="f.xlsx"
    ),
    "et ark som ikke finnes": Tabell(bok(OVER, RAD), 2, ("Mente du «Ark1»",), valg=("--ark", "Ark2"), fil="f.xlsx"),
    "Excel uten noe i": Tabell(bok(), 2, ("er tom",), fil="f.xlsx"),
    "sammenslåtte navn": Tabell(
        _ark(_slaa_sammen), 0, ("Sammenslåtte celler er delt: 1 celle", "2 nye"), 2, fil="f.xlsx"
    ),
    "sammenslått tittel": Tabell(_ark(_tittel), 0, ("rad 5  ny",), 1, fil="f.xlsx"),
    "tabellen midt på arket": Tabell(_ark(_flytt), 0, ("rad 4  ny",), 1, fil="f.xlsx"),
    "formler uten verdi": Tabell(
        _sett(B2="=TODAY()"), 1, ("Formler uten utregnet verdi", "B2", "er tom"), fil="f.xlsx"
    ),
    "Excel-tall som dato": Tabell(_ark(_tall), 0, ("Excel-tall", "1 ny"), 1, fil="f.xlsx"),
    "dato med klokkeslett": Tabell(_sett(B2=datetime(2025, 9, 3, 8, 15)), 0, ("1 ny",), 1, fil="f.xlsx"),
    "feil i en celle": Tabell(_sett(B2="#N/A"), 1, ("rad 2",), fil="f.xlsx"),
    "tekst i en tallcelle": Tabell(_sett(A2=12, B2=True), 0, ("uten sak",), fil="f.xlsx"),
    "fødselsnummer uten null i Excel": Tabell(
        _sett(A1="Elevnummer", A2=1032045678, D1="Navn", D2="Ada"), 0, ("1 ny",), 1, fil="f.xlsx"
    ),
    "en million tomme rader i Excel": Tabell(_million, 0, ("1 ny",), 1, fil="f.xlsx"),
    "noe nederst i hjørnet": Tabell(
        lambda: _xml(b"</sheetData>", b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'),
        2,
        ("går helt til rad 1 048 576", "Slett det som står utenfor"),
        fil="f.xlsx",
    ),
    "en zip-bombe": Tabell(_bombe, 2, ("pakket ut er den over 300 MB",), fil="f.xlsx"),
    "XML som utvider seg selv": Tabell(
        lambda: _xml(b"<worksheet", b'<!DOCTYPE w [<!ENTITY a "aaaa">]><worksheet'), 2, ("ødelagt",), fil="f.xlsx"
    ),
    "1904": Tabell(
        lambda: _xml(b"<workbookPr/>", b'<workbookPr date1904="1"/>', "xl/workbook.xml", _sett(B2=44441)()),
        0,
        ("1 ny",),
        1,
        fil="f.xlsx",
    ),
}


def _importer(mappe: Path, tabell: Tabell, *valg: str) -> Svar:
    innhold = tabell.innhold() if callable(tabell.innhold) else tabell.innhold
    fil = mappe.parent / tabell.fil
    fil.write_bytes(innhold.encode() if isinstance(innhold, str) else innhold)
    return kall("import", fil, mappe, *tabell.valg, *valg, bredde=400)


@pytest.mark.parametrize("navn", TABELLER)
def test_a_nasty_table(navn: str, tmp_path: Path) -> None:
    tabell = TABELLER[navn]
    mappe = klassen(tmp_path)
    foer = dict(alle_filer(mappe))
    prov = _importer(mappe, tabell, "--dry-run")
    assert dict(alle_filer(mappe)) == foer
    svar = _importer(mappe, tabell)
    assert (svar.kode, prov.kode) == (tabell.kode, tabell.kode), svar.alt
    for moenster in tabell.sagt:
        assert re.search(moenster, svar.alt), svar.alt
    assert "Traceback" not in svar.alt
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f]", svar.alt)
    assert not re.search(r"\d{10}", svar.alt)
    assert len(logg(mappe)) == tabell.foert
    etter = dict(alle_filer(mappe))
    assert all(etter[fil] == foer[fil] for fil in foer)
    assert set(etter) - set(foer) == ({"ada/fravaer.yaml"} if tabell.foert else set())
    assert not re.search(rb"\d{10}", etter.get("ada/fravaer.yaml", b""))
    feil = [d for d in kall("validate", mappe, "--format", "json").json if d["alvor"] == "feil"]
    assert feil == []


def test_there_are_forty_of_them() -> None:
    assert len(TABELLER) >= 40


def test_a_formula_is_only_text(tmp_path: Path) -> None:
    mappe = klassen(tmp_path)
    _importer(mappe, TABELLER["formler i tekst"])
    assert logg(mappe)[0]["merknad"] == "=cmd|'/c calc'!A0"


def test_of_an_identity_number_the_row_is_told_and_the_rest_is_kept(tmp_path: Path) -> None:
    mappe = klassen(tmp_path)
    svar = _importer(mappe, TABELLER["fødselsnummer i merknad"])
    assert logg(mappe)[0]["merknad"] == "mor (fødselsnummer fjernet)"
    assert (
        "rad 2  ny       onsdag 3. september 2025: dag – et fødselsnummer i kolonnen «Merknad» er ikke tatt med"
        in svar.ut
    )


def test_an_identity_number_is_written_where_the_profile_says_so(tmp_path: Path) -> None:
    mappe = klassen(tmp_path)
    profil = "navn: x\nkolonner: {navn: Navn, dato: Dato, merknad: Merknad}\nfødselsnummer: ja\n"
    (tmp_path / "profiler").mkdir()
    (tmp_path / "profiler" / "x.yaml").write_text(profil, "utf-8")
    svar = _importer(mappe, TABELLER["fødselsnummer i merknad"], "--profil", "x")
    assert logg(mappe)[0]["merknad"] == f"mor {FNR}"
    assert FNR not in svar.alt


@pytest.mark.parametrize("skjult", ["\u200b", "\u200e", "\u202e", "\ufeff", "\x7f", "\x80", "\ufffe"])
def test_what_cannot_be_seen_hides_no_pupil_and_stops_no_log(tmp_path: Path, skjult: str) -> None:
    mappe = klassen(tmp_path)
    svar = _importer(mappe, Tabell(f"Navn;Dato;Merknad\nA{skjult}da;03.09.2025;ring{skjult}te\n", 0, (), 1))
    assert svar.kode == 0, svar.alt
    assert logg(mappe)[0]["merknad"] == "ringte"


def test_two_of_one_name_are_not_guessed_between(tmp_path: Path) -> None:
    mappe = klasse(tmp_path, {"ada-1": elev("Ada Lie"), "ada-2": elev("Ada Lie")})
    svar = _importer(mappe, Tabell(f"{HODE}\nAda Lie;03.09.2025;\n", 1, ()))
    assert svar.kode == 1
    assert "2 elever heter det samme" in svar.ut
    assert "klasse7b/ada-1" in svar.ut
    assert "klasse7b/ada-2" in svar.ut
    assert logg(mappe, "ada-1") == logg(mappe, "ada-2") == []
    svar = _importer(mappe, Tabell(f"{HODE}\nAda Lie;03.09.2025;\n", 0, ()), "--elev", "Ada Lie=klasse7b/ada-2")
    assert (svar.kode, len(logg(mappe, "ada-1")), len(logg(mappe, "ada-2"))) == (0, 0, 1)
