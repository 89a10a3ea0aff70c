"""Everything that typer and click say is Norwegian, in every locale, with rich and without.

The small program below is run in fresh interpreters, since a catalogue is bound once per process.
"""

from __future__ import annotations

import ast
import gettext
import io
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from string import Formatter

import pytest

ROT = Path(__file__).resolve().parents[2]
KATALOG = ROT / "fravaer_cli" / "cli" / "locale" / "nb" / "LC_MESSAGES"

PROGRAM = '''
import signal
from datetime import datetime
from enum import Enum
from pathlib import Path
from typing import Annotated

import typer  # before norsk, as isort wants it

from fravaer_cli.cli.norsk import NorskGruppe

app = typer.Typer(cls=NorskGruppe, rich_markup_mode=MODUS, pretty_exceptions_enable=False)
logg = typer.Typer(cls=NorskGruppe, help="Fører inn.", no_args_is_help=True)


class Tid(str, Enum):
    dag = "dag"
    uke = "uke"


@app.callback()
def _fravaer():
    """Følger opp elever med fravær."""


@app.command(rich_help_panel="Fredagssjekken")
def check(
    sti: Annotated[Path, typer.Argument(help="Mappen som skal sjekkes.", exists=True, file_okay=False)],
    antall: Annotated[int, typer.Option("--antall", "-n", min=1, max=9, help="Hvor mange.")] = 3,
    andel: Annotated[float, typer.Option(help="Hvor mye.")] = 0.5,
    tid: Annotated[Tid, typer.Option(help="Hvor lenge.")] = Tid.dag,
    dato: Annotated[datetime, typer.Option(formats=["%Y-%m-%d"])] = None,
    par: Annotated[tuple[int, int], typer.Option()] = None,
    alle: Annotated[bool, typer.Option("--alle")] = False,
):
    """Viser hvem som trenger noe nå."""
    print("Ferdig.")


app.command("sjekk", hidden=True)(check)


@app.command(rich_help_panel="Føre og endre")
def ny(elev: Annotated[str, typer.Argument(help="Hvem.")] = "Elev 1"):
    """Lager en sak."""
    typer.confirm("Skal saken lages?", abort=True)
    print("Laget.")


@app.command(rich_help_panel="Føre og endre")
def sett(navn: Annotated[str, typer.Option(prompt="Navn")], tall: Annotated[int, typer.Option(prompt="Tall")]):
    """Setter noe."""


@app.command()
def stans():
    """Stanser."""
    signal.raise_signal(signal.SIGINT)


@app.command(deprecated=True)
def gammel(fil: Annotated[typer.FileText, typer.Option()]):
    """Leser en fil."""


@logg.command()
def kontakt(hvem: Annotated[str, typer.Option(help="Hvem.")]):
    """Fører en kontakt."""


@logg.command("fravær")
def fravaer():
    """Fører fravær."""


app.add_typer(logg, name="log", rich_help_panel="Føre og endre")
app(prog_name="fravaer")
'''

ENGELSK = re.compile(
    r"\b(usage|errors?|options?|arguments|commands?|args|missing|invalid|show|this|exit|try|help\.|no such|did you"
    r"|mean|aborted|required|default|does|not|is|deprecated|text|integer|range|float|path|file|filename|directory|datetime"
    r"|choice|choose|from|valid|one of|install|completion|current|yes)\b|\by/n\b",
    re.IGNORECASE,
)


def kjoer(*args: str, modus: str | None = None, svar: str = "", **miljoe: str) -> tuple[int, str]:
    """Exit code and everything on the screen. `svar` is typed in, then comes the end of input."""
    rent = {k: v for k, v in os.environ.items() if not k.startswith(("LC_", "LANG", "TYPER", "_TYPER"))}
    fast = {"PYTHONPATH": str(ROT), "PYTHONIOENCODING": "utf-8", "COLUMNS": "80", "NO_COLOR": "1"}
    kjoert = subprocess.run(
        [sys.executable, "-c", PROGRAM.replace("MODUS", repr(modus)), *args],
        input=svar,
        capture_output=True,
        encoding="utf-8",
        env=rent | fast | (miljoe or {"LANG": "C"}),
        check=False,
    )
    return kjoert.returncode, kjoert.stdout + kjoert.stderr


def flat(skjerm: str) -> str:
    """The text without frames and line breaks."""
    return " ".join(re.sub("[│╭╮╰╯─]", " ", skjerm).split())


TILFELLER: dict[str, tuple[list[str], int, list[str]]] = {
    "hjelp": (
        ["--help"],
        0,
        [
            "Bruk: fravaer [VALG] KOMMANDO [ARGUMENTER]...",
            "--help Vis denne hjelpen.",
            "--install-completion Sett opp fullføring med Tab",
            "--show-completion Vis skriptet for fullføring",
            "Kommandoer",
            "Fredagssjekken",
            "Føre og endre",
            "Stanser.",
        ],
    ),
    "hjelp til kommando": (
        ["check", "--help"],
        0,
        [
            "Bruk: fravaer check [VALG] STI",
            "Argumenter",
            "Mappen som skal sjekkes. [må oppgis]",
            "Valg",
            "HELTALL",
            "TALL",
            "standard: 3",
            "minst 1, høyst 9",
            "standard: dag",
            "Vis denne hjelpen.",
        ],
    ),
    "hjelp til utgått": (["gammel", "--help"], 0, ["utgått", "FIL", "må oppgis"]),
    "hjelp til gruppe": (["log", "--help"], 0, ["Bruk: fravaer log [VALG] KOMMANDO", "kontakt", "fravær"]),
    "uten noe": ([], 2, ["Skriv «fravaer --help» for hjelp.", "Feil", "Mangler kommando."]),
    "gruppe uten noe": (["log"], 2, ["Bruk: fravaer log [VALG] KOMMANDO", "Fører en kontakt."]),
    "mangler argument": (["check"], 2, ["Skriv «fravaer check --help» for hjelp.", "Mangler argumentet «STI»."]),
    "mangler valg": (["log", "kontakt"], 2, ["Feil", "Mangler valget «--hvem»."]),
    "ukjent valg": (["check", "--antal", "3"], 2, ["Ukjent valg: «--antal».", "Mente du «--antall»?"]),
    "ukjent valg, flere": (["check", "--ta"], 2, ["Mente du en av disse: «--antall», «--par», «--tid»?"]),
    "ukjent kommando": (["chekc"], 2, ["Ukjent kommando: «chekc». Mente du «check»?"]),
    "ukjent kommando, synonym": (["sjek"], 2, ["Ukjent kommando: «sjek». Mente du «sjekk»?"]),
    "ukjent kommando i gruppe": (["log", "fravaer"], 2, ["Ukjent kommando: «fravaer». Mente du «fravær»?"]),
    "ukjent kommando, ulik": (["xyzzy"], 2, ["Ukjent kommando: «xyzzy»."]),
    "ukjent valg før kommando": (["--xyz", "check"], 2, ["Ukjent valg: «--xyz»."]),
    "galt valg": (["check", ".", "--tid", "år"], 2, ["Ugyldig verdi for «--tid»: «år» er ikke blant «dag», «uke»."]),
    "galt heltall": (
        ["check", ".", "-n", "x"],
        2,
        ["Ugyldig verdi for «--antall» / «-n»: «x» er ikke et gyldig heltall"],
    ),
    "galt tall": (["check", ".", "--andel", "x"], 2, ["«x» er ikke et gyldig tall."]),
    "utenfor grensene": (["check", ".", "-n", "10"], 2, ["10 er utenfor grensene: minst 1, høyst 9."]),
    "gal dato": (["check", ".", "--dato", "i går"], 2, ["«i går» er ikke skrevet på formen «%Y-%m-%d»."]),
    "finnes ikke": (["check", "7z"], 2, ["Ugyldig verdi for «STI»: «7z» finnes ikke."]),
    "fil, ikke mappe": (["check", __file__], 2, ["er en fil, ikke en mappe."]),
    "kan ikke åpnes": (["gammel", "--fil", "7z"], 2, ["«7z»"]),
    "for mye": (["check", ".", "x"], 2, ["Ett argument for mye: x"]),
    "altfor mye": (["check", ".", "x", "y"], 2, ["For mange argumenter: x y"]),
    "verdi mangler": (["check", ".", "-n"], 2, ["Valget «-n» må ha en verdi."]),
    "to verdier": (["check", ".", "--par", "1"], 2, ["Valget «--par» må ha 2 verdier."]),
    "verdi for mye": (["check", ".", "--alle=3"], 2, ["Valget «--alle» skal ikke ha noen verdi."]),
    "ctrl-c": (["stans"], 130, []),
}


@pytest.mark.parametrize("modus", [None, "rich"])
@pytest.mark.parametrize("navn", TILFELLER)
def test_norsk(navn: str, modus: str | None) -> None:
    args, kode, venter = TILFELLER[navn]
    fikk, skjerm = kjoer(*args, modus=modus)
    skjerm_uten_sti = skjerm.replace(__file__, "")
    assert fikk == kode, skjerm
    for tekst in venter:
        assert tekst.casefold() in flat(skjerm).casefold()
    if navn != "kan ikke åpnes":  # strerror comes from the operating system
        assert not ENGELSK.search(re.sub(r"--[\w-]+", "", skjerm_uten_sti)), skjerm
    if "--help" in args:
        assert all(len(linje) <= 80 for linje in skjerm.splitlines()), skjerm


@pytest.mark.parametrize("modus", [None, "rich"])
@pytest.mark.parametrize(
    "miljoe",
    [
        {"LANG": "en_US.UTF-8"},
        {"LANG": "en_US.UTF-8", "LANGUAGE": "de"},
        {"LC_ALL": "C", "LANGUAGE": "en:de"},
        {"LC_ALL": "POSIX", "LANGUAGE": ""},
        {"LC_MESSAGES": "nn_NO.UTF-8"},
        {"PATH": ""},
    ],
    ids=str,
)
def test_norsk_whatever_the_language_of_the_machine(miljoe: dict[str, str], modus: str | None) -> None:
    assert "Bruk: fravaer check [VALG] STI" in kjoer("check", "--help", modus=modus, **miljoe)[1]
    assert "Mangler argumentet «STI»." in kjoer("check", modus=modus, **miljoe)[1]


def test_help_of_a_group_is_grouped_ordered_and_aligned() -> None:
    _, skjerm = kjoer("--help")
    assert skjerm.endswith("""
Fredagssjekken:
  check   Viser hvem som trenger noe nå.

Føre og endre:
  ny      Lager en sak.
  sett    Setter noe.
  log     Fører inn.

Kommandoer:
  stans   Stanser.
  gammel  Leser en fil. (UTGÅTT)
""")


def test_help_of_a_command() -> None:
    _, skjerm = kjoer("ny", "--help")
    assert (
        skjerm
        == """\
Bruk: fravaer ny [VALG] [ELEV]

  Lager en sak.

Argumenter:
  [ELEV]  Hvem.  [standard: Elev 1]

Valg:
  --help  Vis denne hjelpen.
"""
    )


def test_an_error() -> None:
    _, skjerm = kjoer("check", "--antal", "3")
    assert (
        skjerm
        == """\
Bruk: fravaer check [VALG] STI
Skriv «fravaer check --help» for hjelp.

Feil: Ukjent valg: «--antal». Mente du «--antall»?
"""
    )


@pytest.mark.parametrize("modus", [None, "rich"])
def test_an_error_does_not_steer_the_terminal(modus: str | None) -> None:
    kode, skjerm = kjoer("check", "a\x1b[2Jb", modus=modus)
    assert kode == 2
    assert "\x1b" not in skjerm


@pytest.mark.parametrize(("svar", "kode"), [("j\n", 0), ("JA\n", 0), ("y\n", 0), ("n\n", 130), ("\n", 130), ("", 130)])
@pytest.mark.parametrize("modus", [None, "rich"])
def test_confirm(svar: str, kode: int, modus: str | None) -> None:
    fikk, skjerm = kjoer("ny", svar=svar, modus=modus)
    assert fikk == kode
    assert "Skal saken lages? [j/N]: " in skjerm
    assert ("Laget." in skjerm) == (kode == 0)
    assert ("Avbrutt." in skjerm) == (kode == 130)
    assert not ENGELSK.search(skjerm)


def test_confirm_asks_again() -> None:
    kode, skjerm = kjoer("ny", svar="kanskje\nja\n")
    assert kode == 0
    assert "Feil: Svar «j» for ja eller «n» for nei." in skjerm


def test_prompt() -> None:
    kode, skjerm = kjoer("sett", svar="Ada\nsju\n")
    assert kode == 130
    assert "Feil: «sju» er ikke et gyldig heltall." in skjerm
    assert "Avbrutt." in skjerm
    assert not ENGELSK.search(skjerm)


def test_completion_is_set_up_in_norwegian(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    utenfor = "import shellingham; shellingham.detect_shell = lambda: ('fish', 'fish')\n"
    monkeypatch.setattr(sys.modules[__name__], "PROGRAM", utenfor + PROGRAM)
    kode, skjerm = kjoer("--install-completion")
    assert kode == 0
    assert skjerm.startswith("Fullføring for fish er lagt i «")
    assert "complete --command fravaer" in kjoer("--show-completion")[1]


def test_unknown_shell(monkeypatch: pytest.MonkeyPatch) -> None:
    utenfor = "import shellingham; shellingham.detect_shell = lambda: ('ksh', 'ksh')\n"
    monkeypatch.setattr(sys.modules[__name__], "PROGRAM", utenfor + PROGRAM)
    kode, skjerm = kjoer("--install-completion")
    assert kode == 2
    assert "Fullføring finnes bare for bash, zsh, fish, powershell, pwsh." in skjerm


def test_plain_help_errors_and_completion_do_not_import_rich(monkeypatch: pytest.MonkeyPatch) -> None:
    vakt = "import atexit, sys; atexit.register(lambda: print('RICH' if 'rich' in sys.modules else 'uten'))\n"
    monkeypatch.setattr(sys.modules[__name__], "PROGRAM", vakt + PROGRAM)
    for args in (["--help"], ["check"], ["chekc"]):
        assert "RICH" not in kjoer(*args)[1]
    _, skjerm = kjoer(_FRAVAER_COMPLETE="complete_zsh", _TYPER_COMPLETE_ARGS="fravaer ")
    assert '"check":"Viser hvem som trenger noe nå."' in skjerm
    assert "RICH" not in skjerm


# --- The catalogue ----------------------------------------------------------------------------------------------------

MOETES_ALDRI = {
    "Name '{name}' defined twice": "a mistake in our own code",
    "Boolean option {decl!r} cannot use the same flag for true/false.": "a mistake in our own code",
    "Could not determine name for option with declarations {decls!r}": "a mistake in our own code",
    "No options defined but a name was passed ({name}). Did you mean to declare an argument instead? Did you mean to"
    " pass '--{name}'?": "a mistake in our own code",
    "Arguments take exactly one parameter declaration, got {length}: {decls}.": "a mistake in our own code",
    "Invalid start character for option ({option})": "a mistake in our own code",
    "Unknown color {colour!r}": "a mistake in our own code",
    "Unknown standard stream '{name}'": "a mistake in our own code",
    "Choice({choices})": "a repr",
}

DYNAMISKE = {
    "extra['required']": "the word «required», which is in the catalogue",
    "text": "click 8.4 looks up our own help of a command that is deprecated",
}

FAST_ENGELSK = {
    "click/testing.py": "for tests",
    "click/core.py": "warnings to whoever writes the program",
    "click/types.py": "a file name and the system's own words",
    "click/exceptions.py": "puts translated texts together",
    "typer/cli.py": "the program `typer`",
    "typer/main.py": "mistakes in our own code",
    "typer/completion.py": "replaced by _FULLFOERING and _fullfoering; the rest is for the scripts of shells",
    "typer/_completion_shared.py": "_fullfoering asks first whether the shell is known; PowerShell without a profile",
}


def kilder() -> Iterator[tuple[str, ast.Call]]:
    """Every call in the sources of click and typer, with the name of its file."""
    for pakke in ("click", "typer"):
        spec = find_spec(pakke)
        assert spec is not None
        assert spec.origin is not None
        for fil in sorted(Path(spec.origin).parent.glob("*.py")):
            for node in ast.walk(ast.parse(fil.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call):
                    yield f"{pakke}/{fil.name}", node


def navn_paa(kall: ast.Call) -> str:
    return kall.func.id if isinstance(kall.func, ast.Name) else getattr(kall.func, "attr", "")


def katalog() -> dict[str, tuple[str, ...]]:
    """msgid → its translations, from the source of the catalogue."""
    pofile = pytest.importorskip("babel.messages.pofile")
    with (KATALOG / "messages.po").open("rb") as fil:
        lest = pofile.read_po(fil, locale="nb")
    som_par = ((m.id if isinstance(m.id, tuple) else (m.id,), m.string) for m in lest if m.id)
    return {ider[0]: tuple(tekst) if isinstance(tekst, (tuple, list)) else (tekst,) for ider, tekst in som_par}


def test_every_text_of_click_and_typer_is_translated() -> None:
    oversatt = katalog()
    mangler, dynamiske = [], set()
    for fil, kall in kilder():
        if navn_paa(kall) not in ("_", "gettext", "ngettext") or not kall.args:
            continue
        if not isinstance(kall.args[0], ast.Constant):
            dynamiske.add(ast.unparse(kall.args[0]))
            continue
        msgid = kall.args[0].value
        if msgid not in oversatt and msgid not in MOETES_ALDRI:
            mangler.append(f"{fil}:{kall.lineno}: {msgid}")
    assert not mangler, "\n".join(mangler)
    assert dynamiske <= set(DYNAMISKE)


def test_no_new_text_goes_past_gettext() -> None:
    ukjente = []
    for fil, kall in kilder():
        if navn_paa(kall) not in ("echo", "secho", "fail", "ClickException", "UsageError", "BadParameter", "Option"):
            continue
        for ledd in (*kall.args, *(k.value for k in kall.keywords if k.arg in ("help", "message"))):
            fast = isinstance(ledd, ast.JoinedStr) or (isinstance(ledd, ast.Constant) and " " in str(ledd.value))
            if fast and fil not in FAST_ENGELSK:
                ukjente.append(f"{fil}:{kall.lineno}: {ast.unparse(ledd)}")
    assert not ukjente, "\n".join(ukjente)


def test_translations_are_there_and_use_only_the_fields_there_are() -> None:
    def felt(tekst: str) -> set[str]:
        return {(navn or "").partition(".")[0] for _, navn, _, _ in Formatter().parse(tekst) if navn is not None}

    for msgid, tekster in katalog().items():
        assert all(tekster), msgid
        flertall = "Did you mean one of: {possibilities}?" if msgid.startswith("Did you mean") else ""
        like = {"Takes {nargs} values but 1 was given.": {"len"}, "{value!r} is not {choice}.": {"choices"}}
        ekstra = like.get(msgid, set()) | {
            "formats" if "{format}" in msgid else "",
            "nargs" if "requires" in msgid else "",
        }
        for tekst in tekster:
            assert felt(tekst) <= felt(msgid) | felt(flertall) | ekstra, msgid


def meldinger(lest: gettext.GNUTranslations) -> dict[object, str]:
    """All but the header, where babel writes today's date."""
    alle: dict[object, str] = vars(lest)["_catalog"]
    return {msgid: tekst for msgid, tekst in alle.items() if msgid}


def test_the_compiled_catalogue_matches_its_source() -> None:
    """If not: pybabel compile -d fravaer_cli/cli/locale -D messages -l nb."""
    pofile = pytest.importorskip("babel.messages.pofile")
    mofile = pytest.importorskip("babel.messages.mofile")
    ut = io.BytesIO()
    with (KATALOG / "messages.po").open("rb") as fil:
        mofile.write_mo(ut, pofile.read_po(fil, locale="nb"))
    ut.seek(0)
    with (KATALOG / "messages.mo").open("rb") as fil:
        assert meldinger(gettext.GNUTranslations(fil)) == meldinger(gettext.GNUTranslations(ut))
