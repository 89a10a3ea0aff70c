"""Absence from another system's table: read, understood row by row, matched to pupils and merged into their logs."""
