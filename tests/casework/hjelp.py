"""A pupil's folder written beside the assertion, and what the check says of it as JSON."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema_rs

from fravaer_cli.check import CheckResult, Question, check
from fravaer_cli.files.workspace import find
from fravaer_cli.output.json_v1 import check_data
from tests.rules.hjelp import d

SKOLE = """\
skole: Solvang skole
rutine: {rutine}
roller:
  rektor: Ada Moe
  avdelingsleder: Per Lund
  sosiallærer: Kari Lie
  helsesykepleier: Eva Dahl
  enhetsleder: Liv Haug
skoleruter:
  2025-2026:
    start: 2025-08-18
    slutt: 2026-06-19
    semesterskille: 2026-01-16
    fri:
      - {{fra: 2025-10-06, til: 2025-10-10, hva: høstferie}}
      - {{fra: 2025-12-22, til: 2026-01-02, hva: juleferie}}
  2026-2027: {{start: 2026-08-17}}
{mer}"""
KLASSE = "klasse: 7B\nkontaktlærer: Nora Berg\n"
SAK = "elev: {{navn: Amin Yusuf}}\nforesatte: [{{navn: Hodan Yusuf}}]\nstatus: {status}\n{mer}\n"
NOW = d("2026-12-31")
SCHEMA = jsonschema_rs.validator_for(
    json.loads((Path(__file__).parents[2] / "schemas" / "sjekk-v1.schema.json").read_text("utf-8"))
)


class Elev:
    """A school with one pupil.

    Args:
        rutine: a shipped pack, or the text of one of the school's own.
        skole: more of `skole.yaml`.
        sak: more of `sak.yaml`; `status` is given by itself.
        files: the pupil's other files, as `evaluering=…`; `plan` and `plan2` are plans. `kontakt`, `fravær` and
            `evaluering` are entries in braces, see `k` and `e`.
    """

    def __init__(
        self,
        tmp_path: Path,
        rutine: str = "gran",
        *,
        skole: str = "",
        sak: str = "",
        status: str = "aktiv",
        **files: str,
    ) -> None:
        self.root = tmp_path / "solvang"
        self.folder = self.root / "7b" / "amin"
        self.folder.mkdir(parents=True)
        (self.root / ".git").mkdir()
        if "\n" in rutine:
            (self.root / "rutiner").mkdir()
            (self.root / "rutiner" / "min.yaml").write_text(rutine, "utf-8")
            rutine = "min"
        self._write(self.root / "skole.yaml", SKOLE.format(rutine=rutine, mer=skole))
        self._write(self.root / "7b" / "klasse.yaml", KLASSE)
        self._write(self.folder / "sak.yaml", SAK.format(status=status, mer=sak))
        for name, text in files.items():
            self.add(name, text)

    def add(self, name: str, text: str) -> None:
        """One more file."""
        file = {"plan": "tiltaksplan", "plan2": "tiltaksplan-2", "plan3": "tiltaksplan-3"}.get(name, name)
        top = {"kontakt": "kontakt", "fravær": "fravær", "evaluering": "evalueringer"}.get(name)
        if top:
            text = f"{top}: [{text}]\n"
        self._write(self.folder / f"{file.replace('æ', 'ae')}.yaml", text)

    @staticmethod
    def _write(path: Path, text: str) -> None:
        path.write_text(text, "utf-8")

    def result(self, today: str, sjekk: str = "uke", *, alle: bool = True, rutine: str | None = None) -> CheckResult:
        return check(find(str(self.root)), Question(sjekk, d(today), now=NOW, alle=alle, rutine=rutine))

    def json(self, today: str, sjekk: str = "uke", *, alle: bool = True) -> dict[str, Any]:
        """The pupil in the check's JSON; the files must be without errors."""
        data = check_data(self.result(today, sjekk, alle=alle))
        assert [f for f in data["feil"] if f["alvor"] == "feil"] == []
        assert [x.message for x in SCHEMA.iter_errors(data)] == []
        (sak,) = data["saker"]
        return sak

    def place(self, today: str) -> str:
        """«2 kartleggingssamtale → 3 tiltaksplan 2025-10-08»: the staircase in short."""
        trapp = self.json(today)["trapp"]
        neste = trapp["neste"]
        frist = f" {neste['frist']}" if neste and neste["frist"] else ""
        return (
            f"{trapp['nr']} {trapp['trinn']} → {neste['nr']} {neste['trinn']}{frist}"
            if neste
            else (f"{trapp['nr']} {trapp['trinn']}")
        )

    def found(self, rule: str, today: str, sjekk: str = "uke", *, alle: bool = True) -> dict[str, Any] | None:
        """A rule's finding."""
        (*found,) = (f for f in self.json(today, sjekk, alle=alle)["funn"] if f["regel"] == rule)
        assert len(found) < 2
        return found[0] if found else None

    def state(self, rule: str, today: str, sjekk: str = "uke") -> str | None:
        """«åpen 2025-10-08», «utført 2025-10-03», «varsel»: a finding in short, its items one after the other."""
        funn = self.found(rule, today, sjekk)
        if funn is None:
            return None
        if funn["alvor"] == "varsel":
            assert funn["oppfølging"] == []
            return "varsel"
        items = [" ".join(filter(None, (i["status"], i["frist"], i["utført"]))) for i in funn["oppfølging"]]
        assert funn["status"] in {i["status"] for i in funn["oppfølging"]}
        return ", ".join(items)

    def rules(self, today: str, prefix: str = "", sjekk: str = "uke") -> set[str]:
        """The ids of all findings that begin with something, without it."""
        found = self.json(today, sjekk, alle=True)["funn"]
        return {f["regel"].removeprefix(prefix) for f in found if f["regel"].startswith(prefix)}


def k(day: str, type_: str, more: str = "") -> str:
    """A contact."""
    return f"{{dato: {d(day)}, type: {type_}{', ' if more else ''}{more}}}"


def home(day: str, more: str = "") -> str:
    """Home answered the telephone."""
    return k(day, "hjem", f"måte: telefon{', ' if more else ''}{more}")


def worry(day: str) -> str:
    """Home answered the telephone, and the school was worried afterwards."""
    return home(day, "bekymring: ja")


def e(day: str, more: str = "") -> str:
    """An evaluation."""
    return f"{{dato: {d(day)}{', ' if more else ''}{more}}}"


def plan(fra: str, til: str = "", more: str = "") -> str:
    """A plan."""
    return f"periode: {{fra: {d(fra)}{f', til: {d(til)}' if til else ''}}}\n{more}"
