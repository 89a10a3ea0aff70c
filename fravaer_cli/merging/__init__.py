"""Merging for git, entry by entry: what two people have done to one file since they had it in common.

Everything here is text → text, but for `driver`, which reads and writes the files that git names. What merges cleanly
holds all that both have done; anything else stops with an ordinary conflict.
"""
