"""What all pictures share: a figure laid out in inches, colours and hatches that survive print, measured text."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, get_args

import matplotlib as mpl
from matplotlib.collections import PolyCollection
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.textpath import text_to_path

from planner.facts.activities import Kind

if TYPE_CHECKING:
    from matplotlib.axes import Axes

INK = "#1a1a1a"
FAINT = "#6b6b6b"
RULE = "#c8c8c8"
RED = "#c4161c"
PALE_RED = "#fbd5cf"
UNDATED = {"svg": {"Date": None}, "pdf": {"CreationDate": None}}


class Look(NamedTuple):
    """A colour and a hatch, so that what is drawn differs without colour too."""

    colour: str
    hatch: str = ""
    stroke: str = "#ffffff"


# Okabe and Ito's colours (Color Universal Design, 2008). Their vermilion is left out, it is too near to red.
LOOKS = (
    Look("#0072b2"),
    Look("#e69f00", "....", "#7a5400"),
    Look("#009e73", "////"),
    Look("#cc79a7", "xxxx"),
    Look("#56b4e9", "----", "#1f5f85"),
    Look("#f0e442", "||||", "#857c00"),
)
LEGEND_LINE = 0.22
LEGEND_SIZE = 8.0
CLEAR = Look("none")
WORK = Look("#8f8f8f")
AWAY = Look("#dcdcdc", "//////", "#8a8a8a")
OFF = Look("#ececec")


class Picture(Figure):
    """A figure that shows itself in notebooks, and that writes the same bytes every time."""

    def savefig(self, fname: Any, **settings: Any) -> None:
        """Save as matplotlib does, without the date of the day."""
        kind = settings.get("format") or (Path(fname).suffix[1:] if isinstance(fname, str | Path) else "")
        settings.setdefault("metadata", UNDATED.get(kind, {}))
        with mpl.rc_context({"svg.hashsalt": "planner"}):
            super().savefig(fname, **settings)

    def _repr_png_(self) -> bytes:
        image = BytesIO()
        self.savefig(image, format="png")
        return image.getvalue()


def look_of(kind: str) -> Look:
    """How a kind of activity looks, the same in every picture."""
    known = get_args(Kind)
    return LOOKS[known.index(kind) % len(LOOKS)] if kind in known else LOOKS[-1]


def sheet(width: float, height: float, ax: Axes | None) -> Axes:
    """Axes whose units are inches from the top left corner; those given are stretched to them."""
    if ax is None:
        figure = Picture(figsize=(width, height), facecolor="white")
        ax = figure.add_axes((0, 0, 1, 1))
    ax.set(xlim=(0, width), ylim=(height, 0), autoscale_on=False)
    ax.set_axis_off()
    return ax


Box = tuple[float, float, float, float]


def boxes(
    ax: Axes, name: str, where: list[Box], look: Look, *, edge: str = "none", line: float = 0, zorder: float = 2
) -> None:
    """Rectangles (left, top, width, height) of one look; `name` tells what they are."""
    if not where:
        return
    corners = [((x, y), (x + w, y), (x + w, y + h), (x, y + h)) for x, y, w, h in where]
    drawn = PolyCollection(corners, facecolors=look.colour, edgecolors=edge, linewidths=line, zorder=zorder, gid=name)
    drawn.set_antialiased(line > 0)
    ax.add_collection(drawn, autolim=False)
    if look.hatch:
        hatched = PolyCollection(
            corners, facecolors="none", edgecolors="none", linewidths=0, zorder=zorder, gid=f"{name}, hatch"
        )
        hatched.set_hatch(look.hatch)
        hatched.set_hatchcolor(look.stroke)
        hatched.set_hatch_linewidth(0.6)
        ax.add_collection(hatched, autolim=False)


def write(ax: Axes, x: float, y: float, text: str, *, size: float, **settings: Any) -> None:
    """Text as it stands: nothing in it is mathematics."""
    style = {"color": INK, "va": "center", "ha": "left", "zorder": 6, **settings}
    ax.text(x, y, text, fontsize=size, parse_math=False, **style)


@lru_cache(maxsize=4096)
def wide(text: str, size: float, weight: str = "normal") -> float:
    """How wide a text is, in inches."""
    width, _, _ = text_to_path.get_text_width_height_descent(
        text, FontProperties(size=size, weight=weight), ismath=False
    )
    return float(width) / 72


def fitted(text: str, size: float, room: float, weight: str = "normal") -> str:
    """The text, cut with an ellipsis if there is no room for all of it."""
    if wide(text, size, weight) <= room:
        return text
    while text and wide(f"{text}…", size, weight) > room:
        text = text[:-1]
    return f"{text.rstrip()}…"


def figure_of(ax: Axes) -> Figure:
    """The figure that axes stand in."""
    figure = ax.get_figure(root=True)
    assert figure is not None
    return figure


class Sample(NamedTuple):
    """A word of the legend, and how what it explains looks."""

    text: str
    draw: Callable[[Axes, Box], None]


def swatch(text: str, look: Look, edge: str = "none") -> Sample:
    """A small rectangle of one look, with its word."""
    return Sample(text, lambda ax, box: boxes(ax, "legend", [box], look, edge=edge, line=0.8 if edge != "none" else 0))


def symbol(text: str, marker: str) -> Sample:
    """A red sign, with its word."""
    return Sample(text, lambda ax, box: sign(ax, "legend", marker, box[0] + box[2] / 2, box[1] + box[3] / 2))


def sign(ax: Axes, name: str, marker: str, x: float, y: float) -> None:
    """A red sign that is told by its shape."""
    ax.plot([x], [y], marker=marker, color=RED, markeredgecolor="white", markersize=8, mew=0.6, zorder=5.5, gid=name)


class Legend:
    """Samples with words beside them, in lines below a picture.

    Parameters
    ----------
    samples
        What is explained.
    left, right
        The edges between which the lines are broken.
    """

    def __init__(self, samples: list[Sample], left: float, right: float) -> None:
        self._samples = samples
        self._left = left
        self._places: list[tuple[float, int]] = []
        x, line = left, 0
        for sample in samples:
            step = 0.3 + wide(sample.text, LEGEND_SIZE) + 0.28
            if x > left and x + step > right:
                x, line = left, line + 1
            self._places.append((x, line))
            x += step
        self.height = (line + 1) * LEGEND_LINE

    def draw(self, ax: Axes, top: float) -> None:
        """Draw all samples below a line."""
        for sample, (x, line) in zip(self._samples, self._places, strict=True):
            y = top + (line + 0.5) * LEGEND_LINE
            sample.draw(ax, (x, y - 0.07, 0.24, 0.14))
            write(ax, x + 0.3, y, sample.text, size=LEGEND_SIZE, gid="legend")
