"""The day, month and half-year checks as pages: pure functions from a checked folder to blocks."""
