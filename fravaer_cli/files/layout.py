"""Where the values of a file stand in its text: offsets, lines, and the line on which a block really ends."""

from __future__ import annotations

from typing import Any

from fravaer_cli.diagnostics import Route
from fravaer_cli.files.source import Node, Source
from fravaer_cli.files.syntax import Lines


def with_value(whole: Any, route: Route, value: Any) -> Any:
    """A file's values, with one other at the end of a route. What is not on the way is shared, not copied.

    Raises:
        KeyError, IndexError, TypeError: the route leads nowhere.
    """
    if not route:
        return value
    step, *rest = route
    copy: Any = {**whole} if isinstance(whole, dict) else [*whole]
    copy[step] = with_value(whole[step], tuple(rest), value) if rest else value
    return copy


def first_day(entry: Any) -> str:
    """The day on which an entry of a list begins, as it is written; nothing if it has none."""
    found = (entry.get("dato") or entry.get("fra")) if isinstance(entry, dict) else None
    return found if isinstance(found, str) else ""


class Layout:
    """A file that was read, with the places of its nodes as offsets and lines, counted from 0."""

    def __init__(self, source: Source) -> None:
        self.file = source.file
        self.source = source
        self.text = source.text
        self.starts = Lines(source.file, self.text).starts

    def node(self, route: Route) -> Node:
        """The node at the end of a route."""
        node: Any = self.source.root
        for step in route:
            child = node.children[step]
            node = child[1] if isinstance(node.children, dict) else child
        return node

    def offset(self, line: int, column: int) -> int:
        """The place of a mark in the text."""
        return self.starts[line] + column if line < len(self.starts) else len(self.text)

    def start(self, node: Node) -> int:
        """Where a node begins."""
        return self.offset(node.start_mark.line, node.start_mark.column)

    def end(self, node: Node) -> int:
        """Where a node ends; of a block, see `last_line`."""
        return self.offset(node.end_mark.line, node.end_mark.column)

    def is_flow(self, node: Node) -> bool:
        """A collection in brackets or braces."""
        return self.text[self.start(node) : self.start(node) + 1] in ("[", "{")

    def line(self, number: int) -> str:
        """A line's text with its end, counted from 0."""
        following = self.starts[number + 1] if number + 1 < len(self.starts) else len(self.text)
        return self.text[self.starts[number] : following]

    def last_node(self, node: Node) -> Node:
        """The value that ends a node: the node itself, or in a block the last value of its last value."""
        while isinstance(getattr(node, "children", None), dict | list) and node.children and not self.is_flow(node):
            last = list(node.children.values() if isinstance(node.children, dict) else node.children)[-1]
            node = last[1] if isinstance(node.children, dict) else last
        return node

    def last_line(self, node: Node) -> int:
        """The line on which the content of a node ends, without the comments that follow."""
        node = self.last_node(node)
        line: int = node.end_mark.line
        if node.end_mark.column == 0 and line > node.start_mark.line:  # a text under «|» ends where the next begins
            line -= 1
            while line > node.start_mark.line and not self.line(line).strip():
                line -= 1
        return line
