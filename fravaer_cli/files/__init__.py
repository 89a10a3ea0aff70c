"""Files on disk: finding them, reading them as values and places, checking them against schemas."""
