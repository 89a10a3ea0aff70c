"""The command line: one module per command. Parse, call, print, exit."""
