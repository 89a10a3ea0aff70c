"""Files → model: loads a school, a class, a case, with all diagnostics (02)."""
