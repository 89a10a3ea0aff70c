"""Which bytes are which letters, and when we would rather not say."""

from __future__ import annotations

import pytest

from fravaer_cli.errors import UserError
from fravaer_cli.importing.encoding import decode

NAVN = "Åse Bjørnæs;Øystein Hagen;Ærlig Åsmund"


@pytest.mark.parametrize(
    ("koding", "sagt"),
    [
        ("utf-8", "UTF-8"),
        ("utf-8-sig", "UTF-8"),
        ("utf-16", "UTF-16"),
        ("utf-16-le", "UTF-16"),
        ("utf-16-be", "UTF-16"),
        ("cp1252", "Windows-1252"),
        ("latin-1", "Windows-1252"),
        ("cp865", "DOS (865)"),
        ("mac_roman", "Mac Roman"),
    ],
)
def test_norwegian_names_come_through(koding: str, sagt: str) -> None:
    assert decode(NAVN.encode(koding), "f.csv") == (NAVN, sagt)


@pytest.mark.parametrize("navn", ["Bjørg", "Siân O’Brien", "Zoë", "Čedomir – 7B", "10 § 2", "Élodie", "Æ", "å"])
def test_one_odd_name_in_windows_is_enough(navn: str) -> None:
    data = navn.encode("utf-8" if "Č" in navn else "cp1252")
    assert decode(data, "f.csv").text == navn


def test_one_letter_from_an_old_mac_is_norwegian_rather_than_german() -> None:
    assert decode("Åse".encode("mac_roman"), "f.csv") == ("Åse", "Mac Roman")


@pytest.mark.parametrize("tegnsett", ["windows-1252", "Latin-1", "ISO-8859-1", "cp1252"])
def test_the_user_may_say_what_it_is(tegnsett: str) -> None:
    assert decode(b"\xe5", "f.csv", tegnsett).text == "å"


@pytest.mark.parametrize(
    ("data", "tegnsett", "del_"),
    [
        ("a\nJÃ¸rgen".encode(), None, "i linje 2 står det «Ã¸»"),
        (b"\xc3\xb8\xc3\xa5\xc3\xa6\n\xe5", None, "linje 2 er det ikke"),
        (b"\xff\xfea\x00b", None, "slutter midt i et tegn"),
        (b"a\x01b\x02", None, "er ikke en tekstfil"),
        (b"a\n\xe5", "utf-8", "linje 2 passer ikke"),
        (b"a", "klingon", "«klingon» er ikke kjent"),
    ],
)
def test_what_we_cannot_be_sure_of_is_said(data: bytes, tegnsett: str | None, del_: str) -> None:
    with pytest.raises(UserError) as feil:
        decode(data, "f.csv", tegnsett)
    assert del_ in feil.value.message
    assert feil.value.remedy
