"""What things on the agenda are called in our own words, which name nobody: a calendar leaves the house."""

KRAV_ORD = {
    "hjemkontakt": "kontakt hjemmet",
    "direkte-hjemkontakt": "snakk med hjemmet",
    "møte-med-hjemmet": "møt hjemmet",
    "elevsamtale": "snakk med eleven",
    "ressursteam": "meld fra til ressursteamet",
    "ledelse": "meld fra til ledelsen",
    "legeattest": "be om legeattest",
    "drøfting": "drøft saken på skolen",
    "kartleggingssamtale": "kartleggingssamtale",
    "nærværsmøte": "nærværsmøte",
    "samarbeidsmøte": "samarbeidsmøte",
    "tverrfaglig-møte": "tverrfaglig møte",
    "evalueringsmøte": "evalueringsmøte",
    "bekymringssamtale": "bekymringssamtale",
    "kartlegging": "kartlegging",
    "årsakskartlegging": "kartlegging av årsaker",
    "samtykke": "innhent samtykke",
    "plan": "lag tiltaksplan",
    "henvisning": "henvisning",
    "enhetsleder": "informer enhetsleder",
    "skolemiljø": "følg opp skolemiljøet",
    "bekymring-uten-fravær": "følg opp en bekymring",
    "fra-i-fjor": "samtale om det nye skoleåret",
    "arkiv": "send og arkiver dokumenter",
    "plan-evaluering": "evaluering av planen",
    "evaluering": "evaluering av planen",
    "neste-evaluering": "ny evaluering",
}
"""What findings ask for: the words of `oppfylles_av` and `nådd_av`, and those of the common rules."""

AVTALT_ORD = {
    "evaluering": "evaluering av planen",
    "neste-evaluering": "ny evaluering",
    "avtale": "frist for en avtale",
    "videre": "frist for en avtale",
    "tiltak": "frist for et tiltak",
    "delmål": "frist for et delmål",
    "møte": "møte om planen",
    "samtykke": "et samtykke går ut",
}
"""What was agreed, by its kind."""
