"""`fravaer log`: an absence or a contact, in one line or by answering questions."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from fravaer_cli.cli.norsk import NorskGruppe, bekreft
from fravaer_cli.cli.questions import ask, on_terminal
from fravaer_cli.cli.terminal import out, say
from fravaer_cli.entries.days import EXAMPLES_IN_ONE_WORD, is_exact, parse_day
from fravaer_cli.errors import Exit, UserError
from fravaer_cli.texts import liste, sitat, stor

if TYPE_CHECKING:
    from fravaer_cli.casework.results import Finding
    from fravaer_cli.entries.add import Ledd
    from fravaer_cli.entries.pupils import Place

log = typer.Typer(
    cls=NorskGruppe,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    no_args_is_help=True,
    help="Før fravær eller kontakt i loggene til en elev.\n\nEksempel: fravaer log fravær amin --dato i-går",
    context_settings={"help_option_names": ["--help", "-h"]},
)

_FEW = 3
"""Pupils. Of more, the Friday check tells better what is to be done."""
_CLOCK = re.compile(r"([01]?\d|2[0-3])(?:[.:]([0-5]\d))?")


def _word(kind: str, key: str) -> Callable[[str], str]:
    def parse(text: str) -> str:
        from fravaer_cli.entries.words import word  # noqa: PLC0415 - reads a schema

        return str(_as_parameter(lambda: word(kind, key, text)))

    return parse


def _day(text: str) -> str:
    """An absence's day or a contact's: it has been. Kept as it was said until it is shown."""
    _as_parameter(lambda: parse_day(text, date.today()))
    return text


def _clock(text: str) -> str:
    match = _CLOCK.fullmatch(text.strip().removeprefix("kl").strip(". "))
    if not match:
        raise typer.BadParameter(f"{sitat(text)} er ikke et klokkeslett. Skriv for eksempel 10.15.")
    return f"{int(match[1]):02}:{match[2] or '00'}"


def _text(text: str) -> str | None:
    from fravaer_cli.entries.free_text import fit  # noqa: PLC0415 - not for help

    return _as_parameter(lambda: fit(text)) or None


def _as_parameter(read: Callable[[], Any]) -> Any:
    try:
        return read()
    except UserError as error:
        raise typer.BadParameter(f"{error.message} {error.remedy}") from None


Elever = Annotated[
    list[str] | None,
    typer.Argument(metavar="ELEV...", help="Elevens mappe, kode eller navn, eller en del av navnet. Kan være flere."),
]
Dato = Annotated[
    list[str] | None,
    typer.Option("--dato", metavar="DAG", parser=_day, help=f"Dagen: {EXAMPLES_IN_ONE_WORD}. Kan gis flere ganger."),
]
Klasse = Annotated[
    Path,
    typer.Option("--klasse", metavar="MAPPE", help="Der eleven letes opp. Uten valg: der du står.", show_default=False),
]
Ja = Annotated[bool, typer.Option("--ja", help="Før uten å spørre.")]
Prov = Annotated[bool, typer.Option("--dry-run", help="Vis hva som ville blitt ført, uten å skrive noe.")]


def fravaer(
    elev: Elever = None,
    dato: Dato = None,
    fra: Annotated[
        str | None, typer.Option("--fra", metavar="DAG", parser=_day, help="Første dag, når det er flere på rad.")
    ] = None,
    til: Annotated[str | None, typer.Option("--til", metavar="DAG", parser=_day, help="Siste dag.")] = None,
    type_: Annotated[
        str | None,
        typer.Option(
            "--type",
            metavar="TYPE",
            parser=_word("fravaer", "type"),
            help="dag, time, forsentkomming, forlot (gikk fra skolen eller timen) eller avtalt. Uten valg: dag, eller "
            "det de andre valgene viser.",
        ),
    ] = None,
    timer: Annotated[
        int | None, typer.Option("--timer", metavar="TALL", min=1, max=12, help="Hvor mange skoletimer.")
    ] = None,
    time: Annotated[
        list[int] | None,
        typer.Option("--time", metavar="NR", min=1, max=12, help="Hvilken time på dagen. Kan gis flere ganger."),
    ] = None,
    minutter: Annotated[
        int | None, typer.Option("--minutter", metavar="TALL", min=1, max=480, help="Minutter for sent.")
    ] = None,
    fag: Annotated[str | None, typer.Option("--fag", metavar="FAG", parser=_text, help="Faget.")] = None,
    dokumentert: Annotated[
        str | None,
        typer.Option(
            "--dokumentert",
            metavar="JA/NEI",
            parser=_word("fravaer", "dokumentert"),
            help="Har hjemmet meldt fra? Uten valg: nei.",
        ),
    ] = None,
    gyldig: Annotated[
        str | None,
        typer.Option(
            "--gyldig",
            metavar="JA/NEI",
            parser=_word("fravaer", "gyldig"),
            help="Er grunnen gyldig? Uten valg: som dokumentert.",
        ),
    ] = None,
    aarsak: Annotated[
        str | None,
        typer.Option(
            "--årsak",
            "--aarsak",
            metavar="ÅRSAK",
            parser=_word("fravaer", "årsak"),
            help="sykdom, lege, permisjon, ferie, forsovet, skulk, vegring, ukjent eller annet.",
        ),
    ] = None,
    meldt: Annotated[
        str | None, typer.Option("--meldt", metavar="TEKST", parser=_text, help="Hvordan hjemmet meldte fra.")
    ] = None,
    merknad: Annotated[
        str | None, typer.Option("--merknad", metavar="TEKST", parser=_text, help="En kort merknad.")
    ] = None,
    av: Annotated[str | None, typer.Option("--av", metavar="NAVN", parser=_text, help="Den som fører.")] = None,
    rett: Annotated[
        bool, typer.Option("--rett", help="Rett det som er ført av samme type den dagen, i stedet for å føre noe nytt.")
    ] = False,
    klasse: Klasse = Path(),
    ja: Ja = False,
    dry_run: Prov = False,
) -> None:
    """Før fravær for én eller flere elever.

    På en terminal spør kommandoen om det som mangler. Alt annet i filen blir stående som det er.

    Eksempel: fravaer log fravær amin --dato i-går --årsak sykdom

    Eksempel: fravaer log fravær amin ola --dato fredag --minutter 15

    Eksempel: fravaer log fravær amin --dato 5.11. --dokumentert ja --rett
    """
    from fravaer_cli.cli import log_questions  # noqa: PLC0415 - not for help
    from fravaer_cli.output.logged import absence_in_words  # noqa: PLC0415

    if (dato and (fra or til)) or bool(fra) != bool(til):
        raise UserError("Oppgi enten --dato, eller både --fra og --til.")
    wanted = {
        "type": type_ or ("forsentkomming" if minutter else "time" if timer or time or fag else None),
        "timer": timer,
        "time": time or None,
        "minutter": minutter,
        "fag": fag,
        "dokumentert": dokumentert,
        "gyldig": gyldig,
        "årsak": aarsak,
        "meldt": meldt,
        "merknad": merknad,
        "registrert_av": av,
    }
    said = [*(dato or ()), *(d for d in (fra, til) if d)]
    places = _places(elev, klasse, ja=ja)
    if not said:
        _need(ja, "Dagen", "Oppgi den med --dato.")
        said = dato = [log_questions.day(_day)]
        wanted = log_questions.absence(wanted)
    days = [{"dato": d} for d in sorted({*map(_iso, dato)})] if dato else [{"fra": _iso(fra), "til": _iso(til)}]
    rest = _given({**wanted, "type": wanted["type"] or "dag"})
    entries = [{**day, **rest} for day in days]
    _finish(places, "fravaer.yaml", entries, absence_in_words, said, rett=rett, ja=ja, dry_run=dry_run)


def kontakt(
    elev: Elever = None,
    dato: Dato = None,
    kl: Annotated[str | None, typer.Option("--kl", metavar="KL", parser=_clock, help="Klokkeslettet.")] = None,
    type_: Annotated[
        str | None,
        typer.Option(
            "--type",
            metavar="TYPE",
            parser=_word("kontakt", "type"),
            help="hjem, drøfting, bekymringssamtale, undringssamtale, elevsamtale, kartleggingssamtale, nærværsmøte, "
            "samarbeidsmøte, tverrfaglig-møte, ressursteam, ledelse, evalueringsmøte, legeattest eller annet.",
        ),
    ] = None,
    maate: Annotated[
        str | None,
        typer.Option(
            "--måte",
            "--maate",
            metavar="MÅTE",
            parser=_word("kontakt", "måte"),
            help="telefon, møte, video, hjemmebesøk, sms, e-post, melding eller brev.",
        ),
    ] = None,
    med: Annotated[
        list[str] | None,
        typer.Option(
            "--med", metavar="HVEM", parser=_text, help="mor, elev, rektor … eller et navn. Kan gis flere ganger."
        ),
    ] = None,
    av: Annotated[str | None, typer.Option("--av", metavar="NAVN", parser=_text, help="Den som tok kontakt.")] = None,
    svar: Annotated[
        str | None,
        typer.Option("--svar", metavar="JA/NEI", parser=_word("kontakt", "svar"), help="Fikk dere svar?"),
    ] = None,
    bekymring: Annotated[
        str | None,
        typer.Option(
            "--bekymring",
            metavar="JA/NEI",
            parser=_word("kontakt", "bekymring"),
            help="Er fraværet bekymringsfullt? Svaret ja starter neste trinn i rutinen.",
        ),
    ] = None,
    referat: Annotated[
        str | None,
        typer.Option("--referat", metavar="TEKST", help="Hva som kom fram. «-» leser teksten fra standard inn."),
    ] = None,
    avtalt: Annotated[
        list[str] | None,
        typer.Option(
            "--avtalt", metavar="HVA;HVEM;FRIST", help="En avtale, som «Mor ringer; mor; fredag». Kan gis flere ganger."
        ),
    ] = None,
    klasse: Klasse = Path(),
    ja: Ja = False,
    dry_run: Prov = False,
) -> None:
    """Før en samtale, et møte, en beskjed eller et forsøk på kontakt.

    På en terminal spør kommandoen om det som mangler. Alt annet i filen blir stående som det er.

    Eksempel: fravaer log kontakt amin --dato i-dag --type hjem --svar ja

    Eksempel: fravaer log kontakt amin --dato fredag --type elevsamtale
    """
    from fravaer_cli.cli import log_questions  # noqa: PLC0415 - not for help
    from fravaer_cli.output.logged import contact_in_words  # noqa: PLC0415

    today = date.today()
    wanted = {
        "kl": kl,
        "type": type_,
        "måte": maate,
        "med": [who for who in med or () if who] or None,
        "av": av,
        "svar": svar,
        "bekymring": bekymring,
        "referat": _minutes(referat),
        "avtalt": [log_questions.agreement(text, today) for text in avtalt or ()] or None,
    }
    places = _places(elev, klasse, ja=ja)
    if not dato or not type_:
        _need(ja, *(("Dagen", "Oppgi den med --dato.") if not dato else ("Typen", "Oppgi den med --type.")))
        dato = dato or [log_questions.day(_day)]
        wanted = log_questions.contact(wanted, today)
    entries = [{"dato": day, **_given(wanted)} for day in sorted({*map(_iso, dato)})]
    _finish(places, "kontakt.yaml", entries, contact_in_words, dato, rett=False, ja=ja, dry_run=dry_run)


for _command, _name, _hidden in ((fravaer, "fravær", False), (kontakt, "kontakt", False), (fravaer, "fravaer", True)):
    log.command(_name, hidden=_hidden)(_command)


def _given(values: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value is not None}


def _iso(said: str | None) -> str:
    return parse_day(said or "", date.today()).isoformat()


def _minutes(text: str | None) -> str | None:
    from fravaer_cli.entries.free_text import fit  # noqa: PLC0415 - not for help

    text = fit(_standard_in() if text == "-" else text or "", "referatet")
    if not text:
        return None
    lines = "\n".join(line.rstrip() for line in text.splitlines())
    return f"{lines}\n" if "\n" in lines else lines


def _standard_in() -> str:
    """What somebody pipes to us; bytes that are no UTF-8 as the surrogates that stand for them.

    Raises:
        UserError: nobody does, or it is longer than any file may be.
    """
    from fravaer_cli.files.source import MAX_BYTES  # noqa: PLC0415 - seldom asked for

    if sys.stdin is None:
        raise UserError("Det er ingen standard inn å lese referatet fra.", "Skriv: … --referat - < referat.txt")
    data = sys.stdin.buffer.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise UserError(f"Referatet er på over {MAX_BYTES // 1_000_000} MB.", "Se om det er riktig fil.")
    return data.decode("utf-8-sig", "surrogateescape")


def _need(ja: bool, what: str, remedy: str) -> None:
    """Only where somebody sits there can it be asked for.

    Raises:
        UserError: nobody does.
    """
    if ja or not on_terminal():
        raise UserError(f"{what} mangler.", remedy)


def _places(wanted: list[str] | None, folder: Path, *, ja: bool) -> list[Place]:
    """The pupils' cases; asks where none or several can be meant."""
    from fravaer_cli.cli import log_questions  # noqa: PLC0415 - not for help
    from fravaer_cli.entries.pupils import NotOne, is_case, open_case  # noqa: PLC0415

    today = date.today()
    may_ask = on_terminal() and not ja
    if not wanted:
        alone = is_case(folder)
        if not alone:
            _need(ja, "Eleven", "Skriv elevens mappe, kode eller navn etter kommandoen.")
        wanted = [str(folder)] if alone else [ask("Elev")]
    places = []
    for text in wanted:
        try:
            places.append(open_case(text, folder, today))
        except NotOne as error:
            if not (may_ask and error.candidates):
                raise
            places.append(open_case(log_questions.one_of(error), folder, today))
    return list({place.case.folder.path: place for place in places}.values())


def _finish(
    places: Sequence[Place],
    name: str,
    entries: Sequence[Mapping[str, Any]],
    in_words: Callable[[Mapping[str, Any]], str],
    said: Sequence[str],
    *,
    rett: bool,
    ja: bool,
    dry_run: bool,
) -> None:
    """Show what will be written, write it, and say what was done."""
    from fravaer_cli.entries.add import add  # noqa: PLC0415 - heavy

    who = liste(place.case.navn or place.case.folder.name for place in places)
    say("\n".join(f"{who}: {in_words(entry)}" for entry in entries))
    if not (dry_run or ja) and on_terminal() and not all(map(is_exact, said)) and not _agreed():
        say("Ingenting er ført.")
        raise typer.Exit(Exit.UNABLE)
    tells_news = on_terminal() and not (ja or dry_run) and len(places) <= _FEW
    before = [_asked_for(place) for place in places] if tells_news else []
    parts = add(places, name, entries, date.today(), rett=rett, dry_run=dry_run)
    done = [part for part in parts if part.er_foert]
    for part in done:
        _told(part, "Rettet" if rett else "Ført", dry_run=dry_run)
    for place, known in zip(places, before, strict=False):
        _news(place, known)
    if len(done) < len(parts):
        _refuse([part for part in parts if not part.er_foert])
        say("Resten er ført." if done else "Ingenting er ført.")
        raise typer.Exit(Exit.UNABLE)


def _asked_for(place: Place) -> list[Finding]:
    from fravaer_cli.cli.log_news import asked_for  # noqa: PLC0415 - heavy

    return asked_for(place.case.folder.path, date.today())


def _news(place: Place, before: list[Finding]) -> None:
    """What the routine asks for now, and did not before the entry."""
    from fravaer_cli.cli.log_news import heading, told  # noqa: PLC0415 - heavy

    lines = told(before, _asked_for(place), date.today())
    if lines:
        say("\n".join([heading(place.case.navn or place.case.folder.name), *lines]))


def _agreed() -> bool:
    return bekreft("Er det riktig?", default=True, prompt_suffix=" ")


def _refuse(parts: Sequence[Ledd]) -> None:
    from fravaer_cli.entries.add import DOBBEL_DAG  # noqa: PLC0415 - heavy

    for part in parts:
        who = part.case.navn or part.case.folder.name
        if part.hindret:
            say(f"Feil: {part.hindret.message}\n{part.hindret.remedy}")
        for diagnostic in part.resultat.feil:
            if diagnostic.code == DOBBEL_DAG:
                lines = [f", linje {r.place.line}" for r in diagnostic.related if r.place.line][:1]
                say(f"Feil: {who}: dagen er ført fra før ({part.resultat.fil}{''.join(lines)}).")
                say("Bruk --rett for å endre det som står der. En periode må rettes i filen.")
            else:
                advice = (diagnostic.suggestion or "").removesuffix(", eller fjern oppføringen")  # there is none yet
                remedy = f"\n{stor(advice)}." if advice else ""
                say(f"Feil: {who}: {diagnostic.message}.{remedy}")


def _told(part: Ledd, done: str, *, dry_run: bool) -> None:
    result = part.resultat
    if result.foer == result.etter:
        out(f"Uendret: {result.fil}\n")
    elif dry_run:
        out(result.diff())
    else:
        out(f"{done} i {result.fil}\n")
    if part.dobbelt and result.foer != result.etter:
        say(f"Merk: det samme sto i {result.fil} fra før. Slett den ene oppføringen hvis det skjedde bare én gang.")
    for note in result.merknader:
        say(f"Merk: {note.message}" + (f" – {note.suggestion}." if note.suggestion else "."))
