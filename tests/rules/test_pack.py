"""Routine packs: how they are found, laid over each other, checked; a rule that is wrong is left out and told."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from fravaer_cli.casework.fulfilment import FULFILMENTS
from fravaer_cli.diagnostics import Place, Severity
from fravaer_cli.rules.antall import Antall
from fravaer_cli.rules.kinds import KINDS
from fravaer_cli.rules.locate import PACK_FOLDER, NoSuchPack, locate, place_of_unknown, shipped
from fravaer_cli.rules.pack import CHECKS, ROLLER, Hvem, Regel, Rutine
from fravaer_cli.rules.pack_loader import load_pack
from fravaer_cli.school_year import Frist

RULE = "{id: a, slag: antall, når: {type: [dag]}, enhet: dager, vindu: måned, minst: 3}"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "rutiner").mkdir()
    return tmp_path


def write(root: Path, name: str, text: str) -> Path:
    path = root / "rutiner" / f"{name}.yaml"
    path.write_text(text, "utf-8")
    return path


def pack(root: Path, *rules: str, head: str = "", name: str = "min") -> Rutine:
    text = f"navn: Min rutine\n{head}regler:\n" + "".join(f"  - {r}\n" for r in rules)
    return load_pack(write(root, name, text if rules else f"navn: Min rutine\n{head}"), root)


def told(rutine: Rutine) -> list[tuple[str, str, int | None]]:
    return [(p.code, p.place.file.rsplit("/", 1)[-1], p.place.line) for p in rutine.diagnostics]


def ids(rutine: Rutine) -> list[str]:
    return [r.id for r in rutine.regler]


# --- finding --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("reference", ["min", "min.yaml", "rutiner/min", "rutiner/min.yaml", "./rutiner/min.yaml"])
def test_a_pack_of_the_schools_own(root: Path, reference: str) -> None:
    path = write(root, "min", "navn: x\n")
    assert locate(reference, root) == path


@pytest.mark.parametrize("reference", ["gran", "rutiner/gran"])
def test_a_pack_of_the_schools_own_may_not_take_the_name_of_a_shipped_one(root: Path, reference: str) -> None:
    assert locate("gran", root) == PACK_FOLDER / "gran.yaml"
    write(root, "gran", "navn: x\n")
    with pytest.raises(NoSuchPack, match="samme navn"):
        locate(reference, root)


@pytest.mark.parametrize(
    "reference", ["finnes-ikke", "../utenfor", "../utenfor.yaml", "/etc/passwd", "min.txt", "", "rutiner"]
)
def test_what_is_no_pack(root: Path, reference: str) -> None:
    (root.parent / "utenfor.yaml").write_text("navn: x\n")
    (root / "rutiner/min.txt").write_text("navn: x\n")
    with pytest.raises(NoSuchPack) as error:
        locate(reference, root)
    assert "gran" in error.value.remedy


@pytest.mark.parametrize(("reference", "meant"), [("grann", "gran"), ("Gran", "gran"), ("minn-rutine", "min-rutine")])
def test_a_misspelt_pack(root: Path, reference: str, meant: str) -> None:
    write(root, "min-rutine", "navn: x\n")
    with pytest.raises(NoSuchPack, match=f"mente du «{meant}»"):
        locate(reference, root)


def test_only_the_command_line_names_files_outside_the_school(root: Path) -> None:
    outside = root.parent / "utenfor.yaml"
    outside.write_text("navn: x\n")
    assert locate(str(outside), root, anywhere=True) == outside
    with pytest.raises(NoSuchPack):
        locate(str(outside), root)


def test_an_unknown_routine_is_told_where_skole_yaml_names_it() -> None:
    error = NoSuchPack("rutinen finnes ikke", "velg en annen")
    assert place_of_unknown(Place("skole.yaml", 2, 9, 4), error).place.line == 2
    assert place_of_unknown(None, error).code == "F201"


# --- one pack -------------------------------------------------------------------------------------------------------


def test_a_rule_and_what_it_does_not_say(root: Path) -> None:
    rutine = pack(root, RULE)
    (rule,) = rutine.regler
    assert (rutine.id, rutine.navn, rutine.diagnostics) == ("min", "Min rutine", ())
    assert (rule.id, rule.opphav, rule.krav, rule.ivaretas_av_plan, rule.tolkning) == ("min/a", "min", (), False, False)
    assert rule.sjekk == {"uke", "måned", "semester"}
    assert rule.kind is KINDS["antall"]
    assert isinstance(rule.params, Antall)
    assert rule.params.minst == 3


def test_everything_a_rule_can_say(root: Path) -> None:
    (rule,) = pack(
        root,
        """id: a
    slag: sammenhengende
    når: {type: [dag]}
    skoledager: 3
    sjekk: [dag]
    ivaretas_av: plan
    tolkning: ja
    tittel: Tittel
    forklaring: Hvorfor.
    kilde: "1.1"
    oppfølging:
      - {handling: ring, ansvarlig: kontaktlærer, oppfylles_av: hjemkontakt,
         frist: {skoledager: 0}, ved_ubesvart: {handling: besøk, ansvarlig: rektor}}
      - {handling: si fra, ansvarlig: rektor, oppfylles_av: ledelse, frist: {dager: 7}}
      - {handling: møt, ansvarlig: rektor, oppfylles_av: ressursteam, frist: }
""",
    ).regler
    assert (rule.sjekk, rule.ivaretas_av_plan, rule.tolkning) == ({"dag"}, True, True)
    assert (rule.tittel, rule.forklaring, rule.kilde) == ("Tittel", "Hvorfor.", "1.1")
    first, second, third = rule.krav
    assert (first.hvem, first.frist, first.ved_ubesvart) == (
        Hvem("ring", "kontaktlærer"),
        Frist("skoledager", 0),
        Hvem("besøk", "rektor"),
    )
    assert (second.oppfylles_av, second.frist, second.ved_ubesvart) == ("ledelse", Frist("dager", 7), None)
    assert third.frist is None


@pytest.mark.parametrize(
    ("rule", "code"),
    [
        ("{id: a, slag: monster}", "F006"),  # unknown kind
        ("{id: a, slag: mønster}", "F205"),  # lacks hva
        ("{id: a, slag: mønster, hva: bup}", "F006"),  # a word of another kind
        ("{id: a, slag: felles, hva: bup}", "F006"),  # a kind that only the common rules have
        ("{id: a, slag: frist, etter: plan}", "F205"),  # lacks krever
        ("{id: a}", "F004"),  # no kind
        ("{id: a, slag: antall, når: {type: [dag]}, vindu: måned, minst: 3}", "F205"),  # lacks enhet
        (RULE.replace("minst: 3", "minst: "), "F005"),
        (RULE.replace("}]", "}").replace("minst: 3", "minst: 3, over: 5"), "F205"),  # a foreign parameter
        ("{id: a, slag: sammenhengende, når: {type: [dag]}, skoledager: 3, vindu: måned}", "F205"),
        ("{id: a, slag: andel, når: {type: [dag]}, vindu: måned, over: 5, minst: 3}", "F205"),
        (RULE.replace("måned", "uke"), "F006"),
        (RULE.replace("[dag]", "[dagg]"), "F006"),
        (RULE.replace("[dag]", "[avtalt]"), "F006"),
        (RULE.replace("minst: 3", "minst: 0"), "F008"),
        (RULE.replace("id: a", "id: A B"), "F027"),
        (RULE.replace("måned", "{dager: 3, skoledager: 3}"), "F008"),
        (RULE.replace("minst: 3", "minst: 3, minst: 4"), "F009"),
    ],
)
def test_a_wrong_rule_is_left_out_and_told_and_the_others_run(root: Path, rule: str, code: str) -> None:
    rutine = pack(root, rule, RULE.replace("id: a", "id: b"))
    assert ids(rutine) == ["min/b"]
    if rule.endswith("minst: }"):  # empty: which of F004 and F005 is a matter of wording
        assert [c for c, _, _ in told(rutine)] in (["F004"], ["F005"])
    else:
        assert told(rutine) == [(code, "min.yaml", 3)]


def test_two_rules_with_one_id(root: Path) -> None:
    rutine = pack(root, RULE, RULE.replace("minst: 3", "minst: 9"))
    assert told(rutine) == [("F204", "min.yaml", 4)]
    assert rutine.diagnostics[0].related[0].place.line == 3
    assert [r.params.minst for r in rutine.regler] == [3]


@pytest.mark.parametrize(
    "item",
    [
        "{handling: x, ansvarlig: kontaktlaerer, oppfylles_av: ledelse}",
        "{handling: x, ansvarlig: rektor, oppfylles_av: ledelse, ved_ubesvart: {handling: y, ansvarlig: inspektør}}",
    ],
)
def test_an_unknown_role_is_a_warning_and_the_rule_runs(root: Path, item: str) -> None:
    rutine = pack(root, RULE.replace("minst: 3", f"minst: 3, oppfølging: [{item}]"))
    assert [(p.code, p.severity) for p in rutine.diagnostics] == [("F206", Severity.ADVARSEL)]
    assert ids(rutine) == ["min/a"]


@pytest.mark.parametrize("text", ["", "[", "- a\n", "navn: [\n", "regler: []\n"])
def test_a_broken_pack_is_told_and_has_no_rules(root: Path, text: str) -> None:
    rutine = load_pack(write(root, "min", text), root)
    assert len(rutine.diagnostics) == 1
    assert rutine.regler == ()


# --- one pack upon another ------------------------------------------------------------------------------------------

GRAN = [r.id.removeprefix("gran/") for r in load_pack(PACK_FOLDER / "gran.yaml", PACK_FOLDER).regler]


def test_a_pack_that_builds_on_another_has_its_rules_under_its_own_name(root: Path) -> None:
    rutine = pack(root, head="bygger_på: gran\n")
    assert ids(rutine) == [f"min/{i}" for i in GRAN]
    assert {r.opphav for r in rutine.regler} == {"gran"}
    assert rutine.diagnostics == ()


def test_a_rule_that_changes_one_value_keeps_the_rest(root: Path) -> None:
    rutine = pack(root, "{id: forsentkomming, minst: 5}", head="bygger_på: gran\n")
    (rule,) = (r for r in rutine.regler if r.id == "min/forsentkomming")
    assert (rule.params.minst, rule.opphav, rule.ivaretas_av_plan, len(rule.krav)) == (5, "gran", True, 1)
    assert len(rutine.regler) == len(GRAN)


def test_a_rule_of_another_kind_replaces_it(root: Path) -> None:
    rutine = pack(
        root, "{id: forsentkomming, slag: sammenhengende, når: {type: [dag]}, skoledager: 2}", head="bygger_på: gran\n"
    )
    (rule,) = (r for r in rutine.regler if r.id == "min/forsentkomming")
    assert (rule.slag, rule.opphav, rule.krav) == ("sammenhengende", "min", ())
    assert rutine.diagnostics == ()


def test_a_new_rule_stands_with_the_others(root: Path) -> None:
    rutine = pack(root, RULE, head="bygger_på: gran\n")
    assert ids(rutine) == [*(f"min/{i}" for i in GRAN), "min/a"]


@pytest.mark.parametrize("name", ["sykdom-3", "gran/sykdom-3"])
def test_rules_switched_off(root: Path, name: str) -> None:
    rutine = pack(root, head=f"bygger_på: gran\nslått_av: [{name}]\n")
    assert ids(rutine) == [f"min/{i}" for i in GRAN if i != "sykdom-3"]


@pytest.mark.parametrize(
    ("head", "says"),
    [
        ("bygger_på: gran\nslått_av: [sykdm-3]\n", "mente du «sykdom-3»"),
        ("bygger_på: gran\nslått_av: [qqq]\n", "reglene er udokumentert"),
        ("slått_av: [sykdom-3]\n", "bygger_på"),
    ],
)
def test_switching_off_what_is_not_there(root: Path, head: str, says: str) -> None:
    rutine = pack(root, head=head)
    assert [p.code for p in rutine.diagnostics] == ["F203"]
    assert says in f"{rutine.diagnostics[0].message} {rutine.diagnostics[0].suggestion}"


def test_a_rule_switched_off_can_be_written_anew(root: Path) -> None:
    rutine = pack(root, RULE.replace("id: a", "id: sykdom-3"), head="bygger_på: gran\nslått_av: [sykdom-3]\n")
    (rule,) = (r for r in rutine.regler if r.id == "min/sykdom-3")
    assert (rule.slag, rule.opphav) == ("antall", "min")


def test_three_storeys(root: Path) -> None:
    write(root, "kommune", "navn: Kommune\nbygger_på: gran\nregler:\n  - {id: forsentkomming, minst: 4}\n")
    rutine = pack(root, "{id: forsentkomming, vindu: semester}", head="bygger_på: kommune\n")
    (rule,) = (r for r in rutine.regler if r.id == "min/forsentkomming")
    assert (rule.params.minst, rule.params.vindu.name) == (4, "semester")


def test_a_missing_base_is_told_and_ones_own_rules_run(root: Path) -> None:
    rutine = pack(root, RULE, head="bygger_på: grann\n")
    assert told(rutine) == [("F202", "min.yaml", 2)]
    assert "mente du «gran»" in rutine.diagnostics[0].message
    assert ids(rutine) == ["min/a"]


@pytest.mark.parametrize("chain", [["min"], ["b", "min"], ["b", "c", "min"], ["b", "c", "b"]])
def test_packs_that_build_on_each_other_in_a_ring(root: Path, chain: list[str]) -> None:
    for this, base in pairwise(chain):
        if this != "min":
            write(root, this, f"navn: {this}\nbygger_på: {base}\n")
    rutine = pack(root, RULE, head=f"bygger_på: {chain[0]}\n")
    assert [c for c, _, _ in told(rutine)] == ["F202"]
    assert ids(rutine) == ["min/a"]


def test_what_is_wrong_in_the_base_is_told_in_the_bases_file(root: Path) -> None:
    write(root, "grunn", f"navn: x\nregler:\n  - {{id: b, slag: monster}}\n  - {RULE}\n")
    rutine = pack(root, "{id: a, over: 5}", head="bygger_på: grunn\n")
    assert sorted(told(rutine)) == [("F006", "grunn.yaml", 3), ("F205", "min.yaml", 4)]
    assert ids(rutine) == []


# --- the packs that come with the program ---------------------------------------------------------------------------


@pytest.mark.parametrize("name", shipped())
def test_shipped_packs_are_whole(name: str) -> None:
    rutine = load_pack(PACK_FOLDER / f"{name}.yaml", PACK_FOLDER)
    assert rutine.diagnostics == ()
    assert rutine.regler
    assert rutine.felles
    assert rutine.navn
    assert rutine.versjon
    assert rutine.kilde.get("tittel")


@pytest.mark.parametrize(
    "rule",
    [r for name in shipped() for r in load_pack(PACK_FOLDER / f"{name}.yaml", PACK_FOLDER).alle_regler],
    ids=lambda r: r.id,
)
def test_every_shipped_rule_says_where_it_comes_from_and_why(rule: Regel) -> None:
    assert rule.kilde
    assert len(rule.forklaring) > 40
    assert rule.tittel
    assert rule.sjekk <= set(CHECKS)
    for krav in rule.krav:
        assert krav.oppfylles_av in FULFILMENTS if rule.kind else krav.oppfylles_av == ""
        assert krav.hvem.ansvarlig in ROLLER
