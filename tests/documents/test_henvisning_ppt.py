"""The referral to PPT: what it says, whom it is addressed to, and every way in which it may not be sent."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from fravaer_cli.documents.basis import KanIkkeLages
from fravaer_cli.documents.clean import clean
from fravaer_cli.documents.production import Format, Laget
from tests.documents.hjelp import ALLE, EKSEMPLER, flat, lag, tekst, uten_bindestrek

AMIN = EKSEMPLER / "klasse5a" / "amin"
JENS = EKSEMPLER / "klasse8a" / "jens"
DAG = "2025-10-14"
MONA = "  - {navn: Mona Lovland, relasjon: mor, telefon: 900 11 111, foreldreansvar: ja}\n"
PER = "  - {navn: Per Lovland, relasjon: far, telefon: 900 22 222, foreldreansvar: ja}\n"
SAMTYKKE = "{dato: 2025-09-24, tjenester: [ppt], gjelder: [utveksling], gitt_av: [Mona Lovland]}"
FILER = {
    "fravaer": "fravær: [{dato: 2025-09-10, type: dag, årsak: vegring, merknad: hemmelig merknad}]\n",
    "kartlegging": "elevens_stemme: Jeg vil begynne med musikk.\nsamtaler:\n"
    "  - {med: skole, svar: {faglig: Leser godt.}}\n"
    "  - {med: foresatte, svar: {morgen: Vi kommer oss sent opp.}}\n"
    "  - {med: mor, svar: {bekymring: Faren er streng.}}\n"
    "  - {med: elev, svar: {vanskelig: Noe privat.}}\n",
    "tiltaksplan": "periode: {fra: 2025-09-29}\ntiltak: [{id: T1, tiltak: Hilse ved døra., ansvar: Nora Berg}]\n",
}


def sak(
    sted: Path,
    samtykker: str = f"[{SAMTYKKE}]",
    foresatte: str = MONA,
    mer: str = "",
    foedt: str | None = "2014-03-14",
    **filer: str | None,
) -> Path:
    """A case that has all that a referral must have, but for what the test says."""
    folder = sted / "k" / "ada"
    folder.mkdir(parents=True, exist_ok=True)
    born = f", fødselsdato: {foedt}" if foedt else ""
    (sted / "skole.yaml").write_text("skole: Solvang skole\nkommune: Gran\nroller: {rektor: Ada Moe}\n", "utf-8")
    alt: dict[str, str | None] = {
        "sak": f"elev: {{navn: Ada Lovland{born}}}\nansvarlig: Kari Lie\nforesatte:\n{foresatte}"
        f"samtykker: {samtykker}\n"
        "henvisninger: [{til: ppt, gjelder: [veiledning, utredning]}]\n" + mer,
        **FILER,
        **filer,
    }
    for navn, innhold in alt.items():
        if innhold is not None:
            (folder / f"{navn}.yaml").write_text(innhold, "utf-8")
    return folder


def brev(sti: Path, dato: str = DAG, formater: tuple[Format, ...] = (Format.HTML,), **valg: Any) -> Laget:
    return lag("henvisning-ppt", sti, dato, formater, **valg)


def side(sti: Path, dato: str = DAG, **valg: Any) -> str:
    return tekst(Format.HTML, brev(sti, dato, **valg).filer[Format.HTML])


def test_amins_letter_says_it_all() -> None:
    made = lag("henvisning-ppt", AMIN, "2025-11-21")
    assert set(made.filer) == set(ALLE)
    assert made.feil == ()
    assert made.mangler == ()
    assert dict(lag("henvisning-ppt", AMIN, "2025-11-21").filer) == dict(made.filer), "the same bytes twice"
    for format_, data in made.filer.items():
        text = uten_bindestrek(tekst(format_, data))
        for said in (
            "PP-tjenesten i Gran, ved Ola Strand",
            "Hodan Yusuf, Abdi Yusuf",
            "digitale hjelpemidler",
            "14. mars 2015",
            "Trenger tolk: somali.",
            "Hodan Yusuf og Abdi Yusuf samtykket 3. oktober 2025",
            "forvaltningsloven § 13 a nr. 1",
            "opplæringslova § 11-13",
            "Kari Lie Sosiallærer",
            "Borte 13 hele dager av 64 skoledager",
            "Har lese- og skrivevansker.",
            "Jeg vil helst begynne med musikk.",
            "Jonas sender Amin en melding hver dag.",
            "Meldingene betyr mye.",
            "30. oktober 2025 Evalueringsmøte",
        ):
            assert uten_bindestrek(said) in text, (format_, said)
        assert "mangler:" not in text
        assert "None" not in text
        assert "Utkast" not in text


@pytest.mark.parametrize(
    ("samtykker", "sier"),
    [
        ("[]", "det er ikke ført noe samtykke"),
        ("[{dato: 2025-09-24, tjenester: [bup], gitt_av: [Mona Lovland]}]", "ingen av samtykkene nevner ppt"),
        (f"[{SAMTYKKE[:-1]}, utløper: 2025-10-13}}]", "det gikk ut 13. oktober 2025"),
        (f"[{SAMTYKKE[:-1]}, trukket: 2025-10-14}}]", "det ble trukket 14. oktober 2025"),
        (f"[{SAMTYKKE[:-1]}, trukket: 2025-09-25, utløper: 2026-06-19}}]", "det ble trukket 25. september 2025"),
        ("[{dato: 2025-10-15, tjenester: [ppt], gitt_av: [Mona Lovland]}]", "det er gitt etter brevets dato"),
        ("[{dato: 2025-09-24, tjenester: [ppt]}]", "ikke gitt av noen foresatt med foreldreansvar"),
        ("[{dato: 2025-09-24, tjenester: [ppt], gitt_av: [Tante]}]", "ikke gitt av noen foresatt med foreldreansvar"),
        (
            "[{dato: 2025-09-24, tjenester: [ppt], gjelder: [stafettlogg], gitt_av: [Mona Lovland]}]",
            "gjelder bare stafettlogg",
        ),
        (
            f"[{SAMTYKKE}, {{dato: 2025-10-01, tjenester: [ppt], gitt_av: [Mona Lovland], trukket: 2025-10-10}}]",
            "samtykket fra 1. oktober 2025 gjelder ikke: det ble trukket",
        ),
    ],
)
def test_without_a_consent_in_force_it_is_refused(tmp_path: Path, samtykker: str, sier: str) -> None:
    path = sak(tmp_path, samtykker)
    with pytest.raises(KanIkkeLages) as stopped:
        brev(path)
    assert "sak.yaml: samtykker" in stopped.value.message
    assert sier in stopped.value.message
    assert stopped.value.message.count("\n") == 1, "nothing else is missing"
    assert "--utkast" in stopped.value.remedy
    text = flat(side(path, utkast=True))
    assert flat("[mangler: samtykke som gjelder og nevner ppt, sak.yaml]") in text
    assert flat(sier) in text


@pytest.mark.parametrize(
    "samtykker",
    [
        f"[{SAMTYKKE}]",
        f"[{SAMTYKKE[:-1]}, utløper: 2025-10-14}}]",
        f"[{SAMTYKKE[:-1]}, trukket: 2025-10-15}}]",
        "[{dato: 2025-10-14, tjenester: [PPT, bup], gitt_av: [mona  lovland]}]",
        f"[{SAMTYKKE[:-1]}, trukket: 2025-10-01}}, {{dato: 2025-10-02, tjenester: [ppt], gitt_av: [Mona Lovland]}}]",
        f"[{SAMTYKKE}, {{dato: 2024-09-24, tjenester: [ppt], gitt_av: [Mona Lovland], utløper: 2025-06-19}}]",
    ],
)
def test_with_one_in_force_on_the_day_it_is_made(tmp_path: Path, samtykker: str) -> None:
    assert "mangler:" not in side(sak(tmp_path, samtykker))


def test_from_fifteen_the_pupils_own_signature_is_needed_too(tmp_path: Path) -> None:
    signed = f"[{SAMTYKKE[:-1]}, elev_signert: ja}}]"
    assert "§\u00a024-5" not in side(sak(tmp_path / "a", foedt="2010-10-15"))
    with pytest.raises(KanIkkeLages, match="eleven har fylt 15 år og må selv ha skrevet under"):
        brev(sak(tmp_path / "b", foedt="2010-10-14"))
    text = side(sak(tmp_path / "c", signed, foedt="2010-10-14"))
    assert "opplæringslova §\u00a024-5" in text
    assert flat("Mona Lovland og Ada Lovland samtykket") in flat(text)
    alone = "[{dato: 2025-09-24, tjenester: [ppt], elev_signert: ja}]"
    with pytest.raises(KanIkkeLages, match="ikke gitt av noen foresatt"):
        brev(sak(tmp_path / "d", alone, foedt="2010-10-14"))


def test_every_missing_key_is_named_with_its_file_and_marked_in_a_draft(tmp_path: Path) -> None:
    path = sak(tmp_path, fravaer=None, kartlegging=None, tiltaksplan=None)
    (path / "sak.yaml").write_text("elev: {navn: Ada}\nforesatte: [{navn: Mona}, {navn: Per}]\n", "utf-8")
    with pytest.raises(KanIkkeLages) as stopped:
        brev(path)
    keys = (
        "sak.yaml: samtykker",
        "sak.yaml: elev: fødselsdato",
        "sak.yaml: foresatte nr. 1 og 2: foreldreansvar",
        "sak.yaml: henvisninger: til ppt, gjelder",
        "sak.yaml: ansvarlig",
        "fravaer.yaml: fravær",
        "kartlegging.yaml: samtaler: med skole",
        "kartlegging.yaml: elevens_stemme",
        "tiltaksplan.yaml: tiltak",
    )
    for key in keys:
        assert f"\n  - {key}" in stopped.value.message
    made = brev(path, formater=ALLE, utkast=True)
    assert set(made.filer) == set(ALLE)
    for format_, data in made.filer.items():
        text = flat(tekst(format_, data))
        assert text.count("[mangler:") == len(keys), format_
        for key in keys:
            assert flat(key) in text, (format_, key)


def test_only_guardians_with_responsibility_who_take_mail_are_addressed(tmp_path: Path) -> None:
    guardians = (
        MONA
        + "  - {navn: Per Lovland, relasjon: far, telefon: 900 22 222, foreldreansvar: nei}\n"
        + "  - {navn: Kim Dahl, relasjon: medmor, foreldreansvar: ja, mottar_post: nei}\n"
    )
    made = brev(sak(tmp_path, foresatte=guardians), formater=ALLE)
    for format_, data in made.filer.items():
        text = flat(tekst(format_, data))
        assert flat("Kopi til Mona Lovland Vedlegg") in text, format_
        assert "Per" not in text.replace("Pedagogisk", "")
        assert "22222" not in text
        assert flat("Skal ikke ha post i saken.") in text
    said = " ".join(made.merknader)
    assert "Får ikke kopi, for mottar_post er nei: Kim Dahl." in said
    assert "Har foreldreansvar, men står ikke i samtykket: Kim Dahl." in said


def test_what_is_protected_is_in_no_format(tmp_path: Path) -> None:
    guardians = PER + (
        "  - {navn: Mona Lovland, relasjon: mor, foreldreansvar: ja, skjermet: ja, adresse: 'Granlia 7, 2750 Gran',"
        " telefon: 911 22 333, epost: mona@hemmelig.example}\n"
    )
    mapping = FILER["kartlegging"].replace("Leser godt.", "'Bor i Granlia 7, 2750 Gran. Ring +47 91122333.'")
    for utkast in (False, True):
        made = brev(sak(tmp_path, foresatte=guardians, kartlegging=mapping), formater=ALLE, utkast=utkast)
        for format_, data in made.filer.items():
            text = flat(tekst(format_, data)).lower()
            for secret in ("granlia", "91122333", "hemmelig.example"):
                assert secret not in text, (format_, secret)
            assert flat("Ta kontakt gjennom skolen.").lower() in text
            assert "90022222" in text, "the other's is there"


def test_what_was_said_alone_or_to_others_is_not_sent(tmp_path: Path) -> None:
    more = (
        "meldinger: [{dato: 2025-10-01, til: barneverntjenesten, foresatte_underrettet: ja,"
        " grunnlag: {psykisk_helse: meldt videre}}]\nbekymringer: [{tegn: Sett ute om natta.}]\n"
        "nettverk: [{navn: Liv Sol, rolle: saksbehandler, instans: barnevern}]\n"
    )
    contacts = (
        "kontakt: [{dato: 2025-10-02, type: tverrfaglig-møte, med: [barnevern, bup], referat: Noe sagt i møtet.}]\n"
    )
    made = brev(sak(tmp_path, mer=more, kontakt=contacts), formater=ALLE)
    for format_, data in made.filer.items():
        text = flat(tekst(format_, data))
        for secret in (
            "streng",
            "Noe privat",
            "meldt videre",
            "natta",
            "Liv Sol",
            "barnevern",
            "sagt i møtet",
            "merknad",
        ):
            assert flat(secret) not in text, (format_, secret)
        assert flat("Vi kommer oss sent opp.") in text
        assert flat("2. oktober 2025 Tverrfaglig møte") in text
    assert "hver for seg" in " ".join(made.merknader)


def test_an_exception_in_the_consent_is_printed_and_pointed_out(tmp_path: Path) -> None:
    made = brev(sak(tmp_path, f"[{SAMTYKKE[:-1]}, unntak: Ingenting om økonomi.}}]"))
    assert "Ingenting om økonomi." in tekst(Format.HTML, made.filer[Format.HTML])
    assert "«Ingenting om økonomi.»" in made.merknader[0]


def test_what_was_written_after_the_letters_day_is_not_in_it() -> None:
    early = side(AMIN, "2025-10-14")
    assert "Meldingene betyr mye." not in early
    assert "Evalueringsmøte" not in early
    assert "Ikke vurdert" in early


def test_hostile_text_comes_out_as_it_went_in(tmp_path: Path) -> None:
    evil = "#read(1) {{ 7*7 }} <b>x</b> = 1. *y* $z$ \\input [mangler: x]"
    filer = {
        "kartlegging": f"elevens_stemme: '{evil}'\nsamtaler: [{{med: skole, svar: {{faglig: '{evil}'}}}}]\n"
        f"faktorer: {{mestring: {{risiko: ['{evil}']}}}}\nopprettholdende: ['{evil}']\n",
        "tiltaksplan": f"periode: {{fra: 2025-09-29}}\ntiltak: [{{id: T1, tiltak: '{evil}'}}]\n",
    }
    made = brev(sak(tmp_path, **filer), formater=ALLE)
    assert made.feil == ()
    for format_, data in made.filer.items():
        assert uten_bindestrek(tekst(format_, data)).count(uten_bindestrek(clean(evil))) == 5, format_


@pytest.mark.parametrize("sti", [AMIN, JENS], ids=lambda p: p.name)
def test_the_samples_in_every_format(sti: Path, tmp_path: Path) -> None:
    made = lag("henvisning-ppt", sti, "2026-06-10")
    assert set(made.filer) == set(ALLE)
    assert made.feil == ()
    shutil.copytree(sti, tmp_path / "k" / "x")
    text = (tmp_path / "k" / "x" / "sak.yaml").read_text("utf-8").replace("utløper: 2026-06-19", "utløper: 2026-01-19")
    (tmp_path / "k" / "x" / "sak.yaml").write_text(
        text.replace("utløper: 2027-03-17", "trukket: 2026-04-01").replace("../../klasse7b/7b-02", ""), "utf-8"
    )
    with pytest.raises(KanIkkeLages, match="gjelder ikke"):
        brev(tmp_path / "k" / "x", "2026-06-10")
