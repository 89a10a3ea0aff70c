"""What all tests share."""

from __future__ import annotations

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--oppdater-fasit", action="store_true", help="skriv fasitfilene på nytt i stedet for å sammenligne"
    )


@pytest.fixture
def oppdater(request: pytest.FixtureRequest) -> bool:
    """Whether the expected files are to be rewritten."""
    return bool(request.config.getoption("--oppdater-fasit"))
