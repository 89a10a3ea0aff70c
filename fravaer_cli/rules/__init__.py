"""What a routine looks for: one module per kind of rule, and the routine packs with their loader."""
