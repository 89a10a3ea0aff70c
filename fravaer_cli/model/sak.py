"""`sak.yaml`: the pupil, those around the pupil, consents, referrals."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from fravaer_cli.model.felles import Arkivering


class Elev(NamedTuple):
    """The pupil."""

    navn: str
    foedselsdato: date | None = None
    morsmaal: str | None = None


class Foresatt(NamedTuple):
    """A guardian. `skjermet`: address and telephone are never shown."""

    navn: str
    relasjon: str | None = None
    adresse: str | None = None
    telefon: str | None = None
    epost: str | None = None
    tolkespraak: str | None = None
    foreldreansvar: bool | None = None
    mottar_post: bool = True
    skjermet: bool = False


class Bekymring(NamedTuple):
    """A worry without absence."""

    dato: date | None = None
    meldt_av: str | None = None
    tegn: str | None = None


class Skolemiljoe(NamedTuple):
    """A suspicion that the school environment is not safe, and what was done."""

    mistanke: bool = False
    dato: date | None = None
    rektor_varslet: date | None = None
    aktivitetsplan: date | None = None
    av_ansatt: bool = False


class Hjelper(NamedTuple):
    """Somebody in the pupil's network."""

    navn: str | None = None
    rolle: str | None = None
    instans: str | None = None
    telefon: str | None = None
    epost: str | None = None


class Samtykke(NamedTuple):
    """A consent: which services may exchange what, from when to when."""

    dato: date
    tjenester: tuple[str, ...] = ()
    gjelder: tuple[str, ...] = ()
    gitt_av: tuple[str, ...] = ()
    elev_signert: bool | None = None
    unntak: str | None = None
    innhentet_av: str | None = None
    sted: str | None = None
    utloeper: date | None = None
    trukket: date | None = None


class Henvisning(NamedTuple):
    """A referral."""

    til: str
    dato: date | None = None
    gjelder: tuple[str, ...] = ()
    status: str | None = None


class Melding(NamedTuple):
    """A report to barnevernet. Shown nowhere but in its own document."""

    dato: date | None = None
    til: str | None = None
    foresatte_underrettet: bool | None = None
    begrunnelse: str | None = None
    grunnlag: Mapping[str, str] | None = None


class Sak(NamedTuple):
    """One pupil's case."""

    elev: Elev | None = None
    kode: str | None = None
    foresatte: tuple[Foresatt, ...] = ()
    soesken: tuple[str, ...] = ()
    status: str = "observert"
    aapnet: date | None = None
    avsluttet: date | None = None
    ansvarlig: str | None = None
    koordinator: str | None = None
    bekymringer: tuple[Bekymring, ...] = ()
    skolemiljoe: Skolemiljoe | None = None
    nettverk: tuple[Hjelper, ...] = ()
    samtykker: tuple[Samtykke, ...] = ()
    henvisninger: tuple[Henvisning, ...] = ()
    meldinger: tuple[Melding, ...] = ()
    arkivert: tuple[Arkivering, ...] = ()
