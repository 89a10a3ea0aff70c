"""HTML: one page that needs nothing else, for the screen and for print."""

from __future__ import annotations

import re
from html import escape

from fravaer_cli import resources
from fravaer_cli.documents.look import Ramme

_PART = re.compile(r"<h[1-6]>(?P<heading>.*?)</h[1-6]>|(?P<table><table\b[^>]*>)|(?P<end></table>)", re.DOTALL)
_GRID = re.compile(r'class="(?:rutenett|kalender)\b')


def page(body: str, ramme: Ramme, mark: str) -> bytes:
    """The whole page.

    Args:
        body: what the template gave.
        mark: what tells later whether the file has been changed; see `mark`.
    """
    style = (resources.folder("templates") / "dokumenter" / "dokument.css").read_text("utf-8")
    logo = ""
    if ramme.logo:
        logo = f'<img src="{ramme.logo.url}" alt="{escape(f"Logoen til {ramme.skole}")}">'
    municipality = f"<br>{escape(ramme.kommune)}" if ramme.kommune else ""
    marking = "<br>".join(map(escape, ramme.merking))
    return f"""<!DOCTYPE html>
<html lang="{ramme.spraak}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<meta name="robots" content="noindex">
<meta name="fravaer-kontroll" content="{mark}">
<title>{escape(ramme.tittel_full)}</title>
<style>
{style}</style>
</head>
<body>
<header>
<div class="avsender">{logo}<p><strong>{escape(ramme.skole)}</strong>{municipality}</p></div>
{f'<p class="merking">{marking}</p>' if marking else ""}
</header>
<main>
{_scrolling(body)}
</main>
<footer><p>{escape(ramme.bunn)}</p></footer>
</body>
</html>
""".encode()


def _scrolling(body: str) -> str:
    """The body with each grid in a box of its own: on a phone it scrolls there, also by keyboard, and not the page."""
    heading = ""
    open_: list[bool] = []

    def boxed(found: re.Match[str]) -> str:
        nonlocal heading
        if found["table"]:
            open_.append(not open_ and _GRID.search(found["table"]) is not None)
            label = f' role="group" aria-label="Tabell: {heading}"' if heading else ""
            return f'<div class="rulle" tabindex="0"{label}>{found[0]}' if open_[-1] else found[0]
        if found["end"]:
            return "</table></div>" if open_ and open_.pop() else found[0]
        heading = " ".join(re.sub(r"<[^>]*>", "", found["heading"]).split()).replace('"', "&quot;")
        return found[0]

    return _PART.sub(boxed, body)
