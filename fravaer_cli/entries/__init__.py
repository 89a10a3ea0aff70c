"""Keeping the logs: entries put into a case's files, one writer at a time, and never an entry that would be wrong."""
