"""Results as text: screen, lines, JSON, CSV, Markdown, diagnostics. Pure functions."""
