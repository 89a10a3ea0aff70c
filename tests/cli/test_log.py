"""`fravaer log`: what is written, what is said, and what is refused."""

from __future__ import annotations

import io
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from fravaer_cli.cli import log_writing, questions
from fravaer_cli.entries import add as add_module
from tests.cli.hjelp import alle_filer, elev, kall, kjor, klasse

LOGG = "# Fraværsloggen\nfravær:\n  - {dato: 2025-11-03,  type: dag}   # ringte ikke\n\n# slutt\n"


@pytest.fixture
def mappe(tmp_path: Path) -> Path:
    """A class with two pupils; Amin has a log."""
    return klasse(tmp_path, {"amin": {**elev("Amin Yusuf"), "fravaer.yaml": LOGG}, "ola": elev("Ola Mo")})


def _logg(mappe: Path, hvem: str = "amin", fil: str = "fravaer.yaml") -> str:
    return (mappe / hvem / fil).read_text("utf-8")


def test_one_line_for_the_everyday(mappe: Path) -> None:
    svar = kall("log", "fravær", "amin", "--dato", "2025-11-20", "--årsak", "syk", "--dokumentert", "ja", cwd=mappe)
    assert svar.kode == 0, svar.alt
    assert svar.ut == "Ført i klasse7b/amin/fravaer.yaml\n"
    assert svar.feil == "Amin Yusuf: torsdag 20. november 2025: hele dagen, sykdom, dokumentert\n"
    ny = "  - {dato: 2025-11-20, type: dag, dokumentert: ja, årsak: sykdom}\n"
    assert _logg(mappe) == LOGG.replace("\n\n# slutt", f"\n{ny}\n# slutt")


@pytest.mark.parametrize(
    ("ord_", "oppforing"),
    [
        (["--minutter", "15"], "{dato: 2025-11-20, type: forsentkomming, minutter: 15}"),
        (["--timer", "2", "--fag", "Kroppsøving"], "{dato: 2025-11-20, type: time, timer: 2, fag: Kroppsøving}"),
        (["--type", "forlot", "--time", "3", "--time", "4"], "{dato: 2025-11-20, type: forlot, time: [3, 4]}"),
        (["--aarsak", "foers"], None),
        (["--merknad", "Mor: ringte, sa hun"], '{dato: 2025-11-20, type: dag, merknad: "Mor: ringte, sa hun"}'),
        (["--meldt", "sms", "--gyldig", "nei"], "{dato: 2025-11-20, type: dag, gyldig: nei, meldt: sms}"),
    ],
)
def test_the_kind_follows_from_what_is_said(mappe: Path, ord_: list[str], oppforing: str | None) -> None:
    svar = kall("log", "fravær", "amin", "--dato", "2025-11-20", *ord_, cwd=mappe)
    assert svar.kode == (0 if oppforing else 2), svar.alt
    assert (oppforing or "Ugyldig verdi for «--årsak»: «foers» kan ikke stå som årsak") in _logg(mappe) + svar.feil


def test_several_pupils_and_days_at_once(mappe: Path) -> None:
    svar = kall("logg", "fravaer", "amin", "ola", "--dato", "2025-11-19", "--dato", "2025-11-20", cwd=mappe)
    assert svar.kode == 0, svar.alt
    assert _logg(mappe, "ola") == "fravær:\n  - {dato: 2025-11-19, type: dag}\n  - {dato: 2025-11-20, type: dag}\n"
    assert _logg(mappe).count("2025-11-19") == 1
    assert "Amin Yusuf og Ola Mo: onsdag 19. november 2025: hele dagen" in svar.feil


def test_a_span(mappe: Path) -> None:
    svar = kall("log", "fravær", "ola", "--fra", "2025-11-17", "--til", "2025-11-19", cwd=mappe)
    assert svar.kode == 0, svar.alt
    assert _logg(mappe, "ola") == "fravær:\n  - {fra: 2025-11-17, til: 2025-11-19, type: dag}\n"
    assert "fra mandag 17. november til onsdag 19. november 2025: hele dager" in svar.feil


def test_numbered_lessons_are_said_back(mappe: Path) -> None:
    ord_ = ("log", "fravær", "ola", "--dato", "2025-11-20", "--time", "3", "--time", "4", "--fag", "Musikk")
    assert kall(*ord_, cwd=mappe).feil == "Ola Mo: torsdag 20. november 2025: 3. og 4. time i Musikk\n"


@pytest.mark.parametrize(
    ("ord_", "sier"),
    [
        (["amin", "--dato", "2025-11-03"], "dagen er ført fra før (klasse7b/amin/fravaer.yaml, linje 3)"),
        (["amin", "--dato", "2025-11-22"], "en lørdag, ikke en skoledag.\nRett datoen.\n"),
        (["amin", "--dato", "2025-10-08"], "høstferie"),
        (["amin", "--dato", "2099-11-04"], "fram i tid"),
        (["amin", "--dato", "snart"], "Forstår ikke dagen «snart»"),
        (["amin", "--type", "borte", "--dato", "2025-11-20"], "kan ikke stå som type"),
        (["kari", "--dato", "2025-11-20"], "Finner ingen elev"),
        (["amin", "--fra", "2025-11-20"], "både --fra og --til"),
        (["amin"], "Dagen mangler"),
        (["--dato", "2025-11-20"], "Eleven mangler"),
        (["amin", "--dato", "2025-11-20", "--rett"], "ingen oppføring av typen «dag» 20. november 2025"),
    ],
)
def test_what_would_be_wrong_is_not_written(mappe: Path, ord_: list[str], sier: str) -> None:
    foer = dict(alle_filer(mappe))
    svar = kall("log", "fravær", *ord_, cwd=mappe)
    assert svar.kode == 2
    assert sier in svar.feil
    assert dict(alle_filer(mappe)) == foer


def test_one_wrong_pupil_stops_it_for_all(mappe: Path) -> None:
    svar = kall("log", "fravær", "ola", "amin", "--dato", "2025-11-03", cwd=mappe)
    assert svar.kode == 2
    assert not (mappe / "ola" / "fravaer.yaml").exists()


def test_a_day_is_documented_afterwards(mappe: Path) -> None:
    svar = kall("log", "fravær", "amin", "--dato", "2025-11-03", "--dokumentert", "ja", "--rett", cwd=mappe)
    assert svar.kode == 0, svar.alt
    assert svar.ut == "Rettet i klasse7b/amin/fravaer.yaml\n"
    assert _logg(mappe) == LOGG.replace("type: dag}", "type: dag, dokumentert: ja}")
    igjen = kall("log", "fravær", "amin", "--dato", "2025-11-03", "--dokumentert", "ja", "--rett", cwd=mappe)
    assert igjen.ut == "Uendret: klasse7b/amin/fravaer.yaml\n"


def test_a_dry_run_shows_the_diff(mappe: Path) -> None:
    foer = dict(alle_filer(mappe))
    svar = kall("log", "fravær", "amin", "--dato", "2025-11-20", "--dry-run", cwd=mappe)
    assert svar.kode == 0
    assert "+  - {dato: 2025-11-20, type: dag}\n" in svar.ut
    assert dict(alle_filer(mappe)) == foer


def test_the_same_again_is_told_of(mappe: Path) -> None:
    ord_ = ("log", "fravær", "amin", "--dato", "2025-11-20", "--minutter", "10")
    assert "stod" not in kall(*ord_, cwd=mappe).feil
    assert "det samme sto i klasse7b/amin/fravaer.yaml fra før" in kall(*ord_, cwd=mappe).feil


def test_a_contact(mappe: Path) -> None:
    ord_ = ["--dato", "2025-11-20", "--kl", "10.15", "--type", "hjem", "--måte", "tel", "--med", "mor", "--med", "far"]
    ord_ += ["--av", "Nora Berg", "--svar", "ja", "--bekymring", "ja", "--avtalt", "Mor ringer, tidlig; mor; 1.12."]
    svar = kall("log", "kontakt", "amin", *ord_, "--referat", "Tungt.\nHun: ja.", cwd=mappe)
    assert svar.kode == 0, svar.alt
    frist = _logg(mappe, fil="kontakt.yaml").partition("frist: ")[2][:4]
    assert _logg(mappe, fil="kontakt.yaml") == (
        'kontakt:\n  - dato: 2025-11-20\n    kl: "10:15"\n    type: hjem\n    måte: telefon\n    med: [mor, far]\n'
        "    av: Nora Berg\n    svar: ja\n    bekymring: ja\n    referat: |\n      Tungt.\n      Hun: ja.\n"
        f'    avtalt:\n      - {{hva: "Mor ringer, tidlig", ansvar: mor, frist: {frist}-12-01}}\n'
    )
    assert svar.feil.startswith(
        "Amin Yusuf: torsdag 20. november 2025 kl. 10.15: hjem (telefon) med mor og far, fikk svar, "
        "bekymringsfullt fravær, 1 avtale\n"
    )


def test_minutes_from_standard_input(mappe: Path) -> None:
    ord_ = ("log", "kontakt", "amin", "--dato", "2025-11-20", "--type", "elevsamtale", "--referat", "-")
    svar = kjor(*ord_, cwd=mappe, inn="Linje én.\nLinje to.\n")
    assert svar.kode == 0, svar.alt
    assert "    referat: |\n      Linje én.\n      Linje to.\n" in _logg(mappe, fil="kontakt.yaml")


@pytest.mark.parametrize(
    ("ord_", "sier"),
    [
        (["--kl", "25:00"], "er ikke et klokkeslett"),
        (["--avtalt", "a;b;c;d"], "kan ikke leses som en avtale"),
        (["--avtalt", "a;b;snart"], "Forstår ikke dagen «snart»"),
        (["--type", "prat"], "nærværsmøte"),
    ],
)
def test_a_wrong_contact_is_not_written(mappe: Path, ord_: list[str], sier: str) -> None:
    svar = kall("log", "kontakt", "amin", "--dato", "2025-11-20", "--type", "hjem", *ord_, cwd=mappe)
    assert svar.kode == 2
    assert sier in svar.feil
    assert not (mappe / "amin" / "kontakt.yaml").exists()


def test_a_broken_log_is_left_alone(mappe: Path) -> None:
    (mappe / "amin" / "fravaer.yaml").write_text("fravær: [\n")
    svar = kall("log", "fravær", "amin", "--dato", "2025-11-20", cwd=mappe)
    assert svar.kode == 2
    assert "kan ikke leses" in svar.feil
    assert _logg(mappe) == "fravær: [\n"


def test_a_link_is_not_followed(mappe: Path, tmp_path: Path) -> None:
    (tmp_path / "annet.yaml").write_text(LOGG)
    (mappe / "amin" / "fravaer.yaml").unlink()
    (mappe / "amin" / "fravaer.yaml").symlink_to(tmp_path / "annet.yaml")
    svar = kall("log", "fravær", "amin", "--dato", "2025-11-20", cwd=mappe)
    assert svar.kode == 2
    assert (tmp_path / "annet.yaml").read_text() == LOGG


# --- on a terminal ----------------------------------------------------------------------------------------------


def _svar(monkeypatch: pytest.MonkeyPatch, *linjer: str) -> None:
    monkeypatch.setattr(questions, "on_terminal", lambda: True)
    monkeypatch.setattr(log_writing, "on_terminal", lambda: True)
    monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{linje}\n" for linje in linjer)))


def test_what_is_missing_is_asked_for(mappe: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _svar(monkeypatch, "", "amin", "20.11.2025", "forsent", "mange", "15", "nei", "forsovet", "", "j")
    svar = kall("log", "fravær", cwd=mappe)
    assert svar.kode == 0, svar.alt
    ny = "{dato: 2025-11-20, type: forsentkomming, minutter: 15, dokumentert: nei, årsak: forsovet}"
    assert ny in _logg(mappe)
    assert "Dette må fylles ut." in svar.feil
    assert "Skriv et tall fra 1 til 480." in svar.feil


def test_a_day_as_people_say_it_is_shown_before_it_is_written(mappe: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _svar(monkeypatch, "n")
    svar = kall("log", "fravær", "amin", "--dato", "20.11.2025", cwd=mappe)
    assert svar.kode == 2
    assert "torsdag 20. november 2025" in svar.feil
    assert "Ingenting er ført." in svar.feil
    assert _logg(mappe) == LOGG


def test_an_answer_that_cannot_be_used_is_asked_for_again(mappe: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _svar(monkeypatch, "20.11.2025", "for", "dag", "nei", "", f"nr. {FNR}", "Hostet", "j")
    svar = kall("log", "fravær", "ola", cwd=mappe)
    assert svar.kode == 0, svar.alt
    assert "«for» kan ikke stå som type. Skriv dag, time, forsentkomming, forlot eller\navtalt.\n" in svar.feil
    assert "Teksten har noe som ligner et fødselsnummer." in svar.feil
    assert _logg(mappe, "ola").endswith("{dato: 2025-11-20, type: dag, dokumentert: nei, merknad: Hostet}\n")


def test_of_several_pupils_one_is_chosen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mappe = klasse(tmp_path, {"a1": elev("Ola Mo"), "a2": elev("Ola Lie")})
    _svar(monkeypatch, "3", "2")
    svar = kall("log", "fravær", "ola", "--dato", "2025-11-20", cwd=mappe)
    assert svar.kode == 0, svar.alt
    assert "1  «Ola Mo»" in svar.feil
    assert (mappe / "a2" / "fravaer.yaml").exists()
    assert not (mappe / "a1" / "fravaer.yaml").exists()


def test_a_contact_by_questions(mappe: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    svarene = [
        "2025-11-20",
        "hjem",
        "telefon",
        "mor, far",
        "Nora Berg",
        "ja",
        "nei",
        "Alt er bra.",
        "Mor ringer; mor",
        "",
    ]
    _svar(monkeypatch, *svarene)
    svar = kall("log", "kontakt", "amin", cwd=mappe)
    assert svar.kode == 0, svar.alt
    text = _logg(mappe, fil="kontakt.yaml")
    assert (
        "    med: [mor, far]\n    av: Nora Berg\n    svar: ja\n    bekymring: nei\n    referat: Alt er bra.\n" in text
    )
    assert "- {hva: Mor ringer, ansvar: mor}" in text


def test_what_the_entry_calls_for_is_said_at_once(mappe: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _svar(monkeypatch, "j")
    i_dag = date.today()
    dag = next(d for n in range(30) if (d := i_dag - timedelta(n)).weekday() < 5)
    skole = (mappe.parent / "skole.yaml").read_text("utf-8").partition("skoleruter:")[0]
    (mappe.parent / "skole.yaml").write_text(skole, "utf-8")
    svar = kall("log", "fravær", "ola", "--dato", f"{dag.day}.{dag.month}.{dag.year}", cwd=mappe)
    if "ikke en skoledag" in svar.feil:  # a public holiday, or the summer
        pytest.skip("ingen skoledag")
    assert svar.kode == 0, svar.alt
    assert "Etter rutinen skal dette nå gjøres for Ola Mo:" in svar.feil
    assert "kontakt hjemmet – Nora Berg (kontaktlærer), frist" in svar.feil


FNR = "13097248022"


@pytest.mark.parametrize(
    ("ord_", "feil"),
    [
        (["--merknad", f"fnr {FNR}"], "«--merknad»: Teksten har noe som ligner et fødselsnummer."),
        (["--av", "130972 48022"], "«--av»: Teksten har noe som ligner et fødselsnummer."),
        (["--merknad", "a\x1b[31mb"], "«--merknad»: Teksten har et usynlig tegn som ikke kan stå i filene (U+001B)."),
        (["--fag", "Norsk\ufffe"], "«--fag»: Teksten har et usynlig tegn som ikke kan stå i filene (U+FFFE)."),
        (["--meldt", "sms\udcff"], "«--meldt»: Teksten er ikke UTF-8 og kan ikke leses."),
    ],
)
def test_a_text_that_may_not_stand_in_a_log_is_refused(mappe: Path, ord_: list[str], feil: str) -> None:
    svar = kall("log", "fravær", "amin", "--dato", "2025-11-20", *ord_, cwd=mappe)
    assert svar.kode == 2
    assert feil in svar.feil
    assert "48022" not in svar.alt
    assert _logg(mappe) == LOGG


@pytest.mark.parametrize(
    "ord_",
    [["--med", FNR], ["--avtalt", f"Ringe {FNR}; mor"], ["--referat", f"Mor\n{FNR}"], ["--referat", "a\udcff"]],
)
def test_no_contact_with_such_a_text_either(mappe: Path, ord_: list[str]) -> None:
    svar = kall("log", "kontakt", "amin", "--dato", "2025-11-20", "--type", "hjem", *ord_, cwd=mappe)
    assert svar.kode == 2
    assert ("ligner et fødselsnummer" in svar.feil) != ("er ikke UTF-8" in svar.feil)
    assert not (mappe / "amin" / "kontakt.yaml").exists()


def test_an_empty_text_is_as_none(mappe: Path) -> None:
    svar = kall("log", "fravær", "ola", "--dato", "2025-11-20", "--merknad", "", "--fag", " ", cwd=mappe)
    assert svar.kode == 0, svar.alt
    assert _logg(mappe, "ola") == "fravær:\n  - {dato: 2025-11-20, type: dag}\n"


def test_days_said_in_any_order_stand_in_theirs(mappe: Path) -> None:
    svar = kall("log", "fravær", "ola", "--dato", "2025-11-20", "--dato", "2025-11-18", cwd=mappe)
    assert svar.kode == 0, svar.alt
    assert _logg(mappe, "ola") == "fravær:\n  - {dato: 2025-11-18, type: dag}\n  - {dato: 2025-11-20, type: dag}\n"


def test_the_same_day_said_twice_is_one_day(mappe: Path) -> None:
    svar = kall("log", "fravær", "ola", "--dato", "2025-11-20", "--dato", "20.11.2025", cwd=mappe)
    assert svar.kode == 0, svar.alt
    assert _logg(mappe, "ola") == "fravær:\n  - {dato: 2025-11-20, type: dag}\n"


@pytest.mark.parametrize(
    ("inn", "feil"),
    [
        (b"M\xf8te med mor\n", "Feil: Referatet er ikke UTF-8 og kan ikke leses.\n"),
        (b"\x89PNG\x00\x01", "Feil: Referatet er ikke UTF-8 og kan ikke leses.\n"),
        (b"a\x00b", "Feil: Referatet har et usynlig tegn som ikke kan stå i filene (U+0000).\n"),
        (b"x" * 5_000_001, "Feil: Referatet er på over 5 MB.\n"),
        (
            b"x y " * 1_249_999,
            "Feil: «klasse7b/amin/kontakt.yaml» er, eller ville blitt, over 5 MB, og kan da ikke leses",
        ),
    ],
)
def test_minutes_that_cannot_be_used_are_refused(
    mappe: Path, inn: bytes, feil: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(inn)))
    ord_ = ("log", "kontakt", "amin", "--dato", "2025-11-20", "--type", "hjem", "--referat", "-")
    svar = kall(*ord_, cwd=mappe)
    assert svar.kode == 2
    assert feil in svar.feil
    assert not (mappe / "amin" / "kontakt.yaml").exists()


def test_minutes_from_a_closed_standard_in_are_refused(mappe: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", None)
    ord_ = ("log", "kontakt", "amin", "--dato", "2025-11-20", "--type", "hjem", "--referat", "-")
    svar = kall(*ord_, cwd=mappe)
    assert svar.kode == 2
    assert svar.feil.startswith("Feil: Det er ingen standard inn å lese referatet fra.\n")


def test_who_could_not_be_written_is_told_beside_who_was(mappe: Path) -> None:
    (mappe / "ola" / ".fravaer.laas").mkdir()
    svar = kall("log", "fravær", "amin", "ola", "--dato", "2025-11-20", cwd=mappe)
    assert svar.kode == 2
    assert svar.ut == "Ført i klasse7b/amin/fravaer.yaml\n"
    assert svar.feil.splitlines()[1:] == [
        "Feil: «klasse7b/ola» kan ikke skrives. Ingenting er endret der.",
        "Se om disken eller nettverket er i orden, og prøv igjen.",
        "Resten er ført.",
    ]
    assert "2025-11-20" in _logg(mappe)


def test_an_entry_that_somebody_else_made_meanwhile_stops_that_pupil_alone(
    mappe: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ekte = add_module.apply

    def apply(case: Any, *args: Any, dry_run: bool, **mer: Any) -> Any:
        if not dry_run and case.navn == "Ola Mo":
            (mappe / "ola" / "fravaer.yaml").write_text("fravær:\n  - {dato: 2025-11-20, type: dag}\n", "utf-8")
        return ekte(case, *args, dry_run=dry_run, **mer)

    monkeypatch.setattr(add_module, "apply", apply)
    svar = kall("log", "fravær", "ola", "amin", "--dato", "2025-11-20", cwd=mappe)
    assert svar.kode == 2
    assert svar.ut == "Ført i klasse7b/amin/fravaer.yaml\n"
    assert "Feil: Ola Mo: dagen er ført fra før (klasse7b/ola/fravaer.yaml, linje 2)." in svar.feil
    assert svar.feil.endswith("Resten er ført.\n")
    assert _logg(mappe, "ola").count("2025-11-20") == 1


def test_the_pupil_is_found_by_any_of_the_files(mappe: Path) -> None:
    svar = kall("log", "fravær", mappe / "amin" / "fravaer.yaml", "--dato", "2025-11-20", cwd=mappe.parent)
    assert svar.kode == 0, svar.alt
    assert "2025-11-20" in _logg(mappe)


@pytest.mark.parametrize("ord_", [["x" * 5000], ["kari", "--klasse", "x" * 5000], ["--klasse", "x" * 5000]])
def test_a_name_that_no_disk_can_hold_is_nobodys(mappe: Path, ord_: list[str]) -> None:
    svar = kall("log", "fravær", *ord_, "--dato", "2025-11-20", cwd=mappe)
    assert svar.kode == 2
    assert svar.feil.startswith("Feil: ")
