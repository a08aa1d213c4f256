"""HTML for notebooks: tables, lists and headings in one style, with whatever stands in them escaped."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from planner.report.words import tidy

RED = "color:#8f0d12;background:#fbd5cf"
GREY = "color:#666666"
CELL = "text-align:left;vertical-align:top;padding:2px 12px 2px 0"
OPEN, SURE, LOOSE = "#b3141a", "#0b6b3a", "#8a5a00"
"""What is in trouble, what is settled, what is not sure."""


def escaped(text: str) -> str:
    """Text as it stands."""
    return escape(tidy(text))


def heading(title: str) -> str:
    """A heading of a part."""
    return f'<h4 style="margin:12px 0 4px">{escaped(title)}</h4>'


def coloured(text: str, colour: str) -> str:
    """Text in bold and in a colour."""
    return f'<span style="color:{colour};font-weight:bold">{escaped(text)}</span>'


def alarm(content: str) -> str:
    """Content on red."""
    return f'<div style="{RED};padding:2px 6px;margin:2px 0">{content}</div>'


def listed(told: Iterable[str]) -> str:
    """A list; empty if there is nothing in it."""
    items = "".join(f"<li>{escaped(one)}</li>" for one in told)
    return f'<ul style="margin:2px 0">{items}</ul>' if items else ""


def table(rows: Iterable[str]) -> str:
    """A table of rows."""
    return f'<table style="border-collapse:collapse;margin:4px 0"><tbody>{"".join(rows)}</tbody></table>'


def row(cells: Iterable[str], *, tag: str = "td", style: str = "") -> str:
    """A row of cells, whose content is HTML."""
    told = "".join(f'<{tag} style="{CELL}">{one}</{tag}>' for one in cells)
    return f'<tr style="{style}">{told}</tr>' if style else f"<tr>{told}</tr>"
