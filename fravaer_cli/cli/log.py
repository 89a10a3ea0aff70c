"""`fravaer log`: an absence or a contact, in one line or by answering questions."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from fravaer_cli.cli.log_values import (
    Dato,
    Elever,
    Ja,
    Klasse,
    Prov,
    clock,
    day,
    free_text,
    given,
    iso,
    minutes,
    word_of,
)
from fravaer_cli.cli.log_writing import finish, need, places_of
from fravaer_cli.cli.norsk import NorskGruppe
from fravaer_cli.errors import UserError

log = typer.Typer(
    cls=NorskGruppe,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    no_args_is_help=True,
    help="Før fravær eller kontakt i loggene til en elev.\n\nEksempel: fravaer log fravær amin --dato i-går",
    context_settings={"help_option_names": ["--help", "-h"]},
)


def fravaer(
    elev: Elever = None,
    dato: Dato = None,
    fra: Annotated[
        str | None, typer.Option("--fra", metavar="DAG", parser=day, help="Første dag, når det er flere på rad.")
    ] = None,
    til: Annotated[str | None, typer.Option("--til", metavar="DAG", parser=day, help="Siste dag.")] = None,
    type_: Annotated[
        str | None,
        typer.Option(
            "--type",
            metavar="TYPE",
            parser=word_of("fravaer", "type"),
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
    fag: Annotated[str | None, typer.Option("--fag", metavar="FAG", parser=free_text, help="Faget.")] = None,
    dokumentert: Annotated[
        str | None,
        typer.Option(
            "--dokumentert",
            metavar="JA/NEI",
            parser=word_of("fravaer", "dokumentert"),
            help="Har hjemmet meldt fra? Uten valg: nei.",
        ),
    ] = None,
    gyldig: Annotated[
        str | None,
        typer.Option(
            "--gyldig",
            metavar="JA/NEI",
            parser=word_of("fravaer", "gyldig"),
            help="Er grunnen gyldig? Uten valg: som dokumentert.",
        ),
    ] = None,
    aarsak: Annotated[
        str | None,
        typer.Option(
            "--årsak",
            "--aarsak",
            metavar="ÅRSAK",
            parser=word_of("fravaer", "årsak"),
            help="sykdom, lege, permisjon, ferie, forsovet, skulk, vegring, ukjent eller annet.",
        ),
    ] = None,
    meldt: Annotated[
        str | None, typer.Option("--meldt", metavar="TEKST", parser=free_text, help="Hvordan hjemmet meldte fra.")
    ] = None,
    merknad: Annotated[
        str | None, typer.Option("--merknad", metavar="TEKST", parser=free_text, help="En kort merknad.")
    ] = None,
    av: Annotated[str | None, typer.Option("--av", metavar="NAVN", parser=free_text, help="Den som fører.")] = None,
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
    places = places_of(elev, klasse, ja=ja)
    if not said:
        need(ja, "Dagen", "Oppgi den med --dato.")
        said = dato = [log_questions.day(day)]
        wanted = log_questions.absence(wanted)
    days = [{"dato": d} for d in sorted({*map(iso, dato)})] if dato else [{"fra": iso(fra), "til": iso(til)}]
    rest = given({**wanted, "type": wanted["type"] or "dag"})
    entries = [{**day, **rest} for day in days]
    finish(places, "fravaer.yaml", entries, absence_in_words, said, rett=rett, ja=ja, dry_run=dry_run)


def kontakt(
    elev: Elever = None,
    dato: Dato = None,
    kl: Annotated[str | None, typer.Option("--kl", metavar="KL", parser=clock, help="Klokkeslettet.")] = None,
    type_: Annotated[
        str | None,
        typer.Option(
            "--type",
            metavar="TYPE",
            parser=word_of("kontakt", "type"),
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
            parser=word_of("kontakt", "måte"),
            help="telefon, møte, video, hjemmebesøk, sms, e-post, melding eller brev.",
        ),
    ] = None,
    med: Annotated[
        list[str] | None,
        typer.Option(
            "--med", metavar="HVEM", parser=free_text, help="mor, elev, rektor … eller et navn. Kan gis flere ganger."
        ),
    ] = None,
    av: Annotated[
        str | None, typer.Option("--av", metavar="NAVN", parser=free_text, help="Den som tok kontakt.")
    ] = None,
    svar: Annotated[
        str | None,
        typer.Option("--svar", metavar="JA/NEI", parser=word_of("kontakt", "svar"), help="Fikk dere svar?"),
    ] = None,
    bekymring: Annotated[
        str | None,
        typer.Option(
            "--bekymring",
            metavar="JA/NEI",
            parser=word_of("kontakt", "bekymring"),
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
        "referat": minutes(referat),
        "avtalt": [log_questions.agreement(text, today) for text in avtalt or ()] or None,
    }
    places = places_of(elev, klasse, ja=ja)
    if not dato or not type_:
        need(ja, *(("Dagen", "Oppgi den med --dato.") if not dato else ("Typen", "Oppgi den med --type.")))
        dato = dato or [log_questions.day(day)]
        wanted = log_questions.contact(wanted, today)
    entries = [{"dato": when, **given(wanted)} for when in sorted({*map(iso, dato)})]
    finish(places, "kontakt.yaml", entries, contact_in_words, dato, rett=False, ja=ja, dry_run=dry_run)


for _command, _name, _hidden in ((fravaer, "fravær", False), (kontakt, "kontakt", False), (fravaer, "fravaer", True)):
    log.command(_name, hidden=_hidden)(_command)
