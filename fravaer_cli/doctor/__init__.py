"""What works on this machine, and what is risky about a school's folder."""
