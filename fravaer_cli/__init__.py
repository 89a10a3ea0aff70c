"""fravaer: case work on worrying school absence, over plain files."""

__version__ = "0.1.0"
