"""The documents that exist, and what each is for. A new one is a line here, a template and a context function."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import NamedTuple

from fravaer_cli.documents.basis import Grunnlag, Innhold, KanIkkeLages
from fravaer_cli.texts import mente_du, translitterer


class Dokument(NamedTuple):
    """A document.

    Attributes:
        navn: what one writes on the command line; the template has the same name, transliterated.
        tittel: the heading of the document.
        hva: what it is for, in a sentence without a full stop.
        bygger_paa: the kinds of file that it rests on; with an error in one of them it is not made.
        unntatt: it holds what is exempt from public access, and says so.
        kan_vaere_tom: it can be printed as an empty form.
    """

    navn: str
    tittel: str
    hva: str
    bygger_paa: tuple[str, ...]
    unntatt: bool = True
    kan_vaere_tom: bool = True

    @property
    def modul(self) -> str:
        """The name of its context module and template."""
        return translitterer(self.navn).replace("-", "_")

    def innhold(self, grunnlag: Grunnlag, *, utkast: bool = False) -> Innhold:
        """The document's data.

        Raises:
            KanIkkeLages: the case lacks what the document is about, or a duty is not met and it is to be no draft.
        """
        module = import_module(f"fravaer_cli.documents.contexts.{self.modul}")
        context: Callable[[Grunnlag], Innhold] = module.innhold
        content = context(grunnlag)
        if content.hindringer and not utkast:
            reasons = [f"{m.fil}: {m.noekkel}{f' – {m.hvorfor}' if m.hvorfor else ''}" for m in content.hindringer]
            raise KanIkkeLages(
                "\n  - ".join([f"{self.tittel} kan ikke sendes. Dette mangler:", *reasons]),
                "Rett det i filene. Med --utkast lages et utkast der det som mangler, er merket.",
            )
        return content


KATALOG = (
    Dokument(
        navn="tiltaksplan",
        tittel="Tiltaksplan",
        hva="Avtalen om mål, tiltak, ansvar og plan B, til møtet og til underskrift",
        bygger_paa=("sak", "tiltaksplan", "evaluering"),
    ),
    Dokument(
        navn="evaluering",
        tittel="Evaluering av tiltaksplanen",
        hva="Hvordan det gikk med hvert delmål, hvert tiltak og plan B, med nærværet før, i og etter planen",
        bygger_paa=("sak", "tiltaksplan", "evaluering", "fravaer"),
    ),
    Dokument(
        navn="samarbeidsavtale",
        tittel="Samarbeidsavtale",
        hva="Avtalen mellom hjem og skole: mål, trinn for trinn, hvem som har ansvar for hva, og plan B",
        bygger_paa=("sak", "tiltaksplan"),
    ),
    Dokument(
        navn="ukeplan",
        tittel="Ukeplan",
        hva="Uken dag for dag, med rammer eller klokkeslett, og dagen time for time, til å henge opp",
        bygger_paa=("sak", "ukeplan"),
    ),
    Dokument(
        navn="samtykke",
        tittel="Samtykke til samarbeid",
        hva="Skjema der foresatte, og eleven fra 15 år, krysser av for hvem som kan dele opplysninger",
        bygger_paa=("sak",),
    ),
    Dokument(
        navn="fraværsmønster",
        tittel="Fraværsmønster",
        hva="Skoleåret som kalender, med fraværet etter måned, ukedag, fag og årsak, til nærværsmøtet",
        bygger_paa=("sak", "fravaer", "kartlegging"),
    ),
    Dokument(
        navn="henvisning-ppt",
        tittel="Henvisning til PPT",
        hva="Brev til PP-tjenesten med pedagogisk rapport. Krever et samtykke som gjelder, og som nevner ppt",
        bygger_paa=("sak", "fravaer", "kartlegging", "kontakt", "tiltaksplan", "evaluering"),
        kan_vaere_tom=False,
    ),
)


def find(navn: str) -> Dokument | None:
    """The document of that name, written with or without æ, ø and å."""
    return {_enkel(d.navn): d for d in KATALOG}.get(_enkel(navn))


def likest(navn: str) -> str | None:
    """The name that was probably meant."""
    return mente_du(navn, (d.navn for d in KATALOG))


def _enkel(navn: str) -> str:
    """`fraværsmønster`, `fravaersmoenster` and `fravaersmonster` are the same."""
    simple = translitterer(navn).replace("_", "-")
    return simple.replace("oe", "o").replace("ae", "a").replace("aa", "a")
