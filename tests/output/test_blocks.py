"""Blocks as lines: columns, narrow screens, points with what follows from them; what one plan lacks as one finding."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fravaer_cli.casework.followup import Status
from fravaer_cli.casework.results import Finding, Item
from fravaer_cli.output.blocks import Block, Bullets, Column, Entry, Heading, Para, Point, Table, to_lines
from fravaer_cli.output.grouping import grouped
from fravaer_cli.output.lines import plain, width_of, wrap

TABELL = Table(
    (Column("Elev", tall=False, bred=True), Column("Dager"), Column("Årsaker", tall=False, bred=True)),
    (("Ada Moen", "12", "sykdom, vegring"), ("Per Lunde", "–", "")),
    ("Alle", "12", ""),
)


def vist(*blokker: Block, bredde: int = 60) -> list[str]:
    return plain(to_lines(blokker, bredde)).splitlines()


def test_a_table_has_columns_and_a_sum_under_a_line() -> None:
    assert vist(TABELL) == [
        "  Elev       Dager  Årsaker",
        "  Ada Moen      12  sykdom, vegring",
        "  Per Lunde      –",
        "  ─────────────────────────────────",
        "  Alle          12",
    ]


def test_a_wide_column_gives_way() -> None:
    assert vist(TABELL, bredde=32)[:3] == [
        "  Elev       Dager  Årsaker",
        "  Ada Moen      12  sykdom,",
        " " * 20 + "vegring",
    ]


def test_where_columns_find_no_room_each_row_is_told() -> None:
    assert vist(TABELL, bredde=26) == [
        "  Ada Moen: dager 12,",
        "    årsaker sykdom,",
        "    vegring",
        "  Per Lunde",
        "  Alle: dager 12",
    ]


def test_words_of_points_stand_in_a_column_and_steps_under_them() -> None:
    punkter = Bullets((Point("Ada", "FORFALT", "forfalt", ("Ring",)), Point("Per", "ÅPEN")))
    assert vist(punkter) == ["  FORFALT  Ada", "           → Ring", "  ÅPEN     Per"]


def test_parts_stand_apart_by_one_empty_line() -> None:
    entry = Entry("Ada", "7B", "klasse7b/ada", (("Hvem", "Nora", ""),))
    assert vist(Heading("A"), entry, Para("", indent=0), Para("b"), Heading("C"), bredde=30) == [
        "",
        "A",
        "Ada · 7B          klasse7b/ada",
        "  Hvem      Nora",
        "",
        "  b",
        "",
        "C",
    ]


@given(
    st.lists(st.tuples(*[st.text("abc æ王,", max_size=30)] * 3), max_size=4).map(tuple),
    st.integers(min_value=40, max_value=100),
)
def test_no_table_is_wider_than_the_screen(rader: tuple[tuple[str, str, str], ...], bredde: int) -> None:
    assert all(width_of(linje) <= bredde for linje in to_lines([TABELL._replace(rows=rader)], bredde))


@pytest.mark.parametrize(
    ("tekst", "bredde", "linjer"),
    [
        ("fredag 21. november", 12, ["fredag", "21. november"]),
        ("så mye som 4,8 % av dem", 16, ["så mye som 4,8 %", "av dem"]),
        ("trinn 3. Så mer", 10, ["trinn 3.", "Så mer"]),
    ],
)
def test_a_date_and_a_percentage_stay_whole(tekst: str, bredde: int, linjer: list[str]) -> None:
    assert plain(wrap([(tekst, "")], bredde)).splitlines() == linjer


def mangel(regel: str, melding: str, ansvarlig: str = "kontaktlærer", status: Status = Status.AAPEN) -> Finding:
    dag = date(2025, 11, 10)
    item = Item("før opp i planen", ansvarlig, None, None, status, None)
    return Finding(
        *(regel, "tiltak", status, True, False, dag, dag, None, None, None, (), melding, (item,)), ivaretatt=False
    )


def test_what_one_plan_lacks_is_one_finding_in_the_place_of_the_first() -> None:
    annet = mangel("gran/forlot", "Gikk fra skolen")
    funn = [
        mangel("g/plan-a", "Planen mangler a"),
        annet,
        mangel("g/plan-b", "Planen mangler b"),
        mangel("g/plan-c", "Planen mangler c"),
    ]
    samlet, siste = grouped(funn)
    assert (samlet.regel, samlet.melding) == ("g/plan-a, g/plan-b, g/plan-c", "Planen mangler: a; b; c")
    assert [i.handling for i in samlet.oppfoelging] == ["før det opp i planen"]
    assert siste == annet


def test_one_lack_is_left_as_it_is_and_two_persons_are_not_mixed() -> None:
    funn = [mangel("g/plan-a", "Planen mangler a"), mangel("g/plan-b", "Planen mangler b", "rektor")]
    assert grouped(funn) == funn
    assert grouped([funn[0], mangel("g/plan-e", "Evalueringen mangler e")])[1].melding == "Evalueringen mangler e"
