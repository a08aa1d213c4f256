"""Looking at pictures: where texts stand, what is drawn, which colour a point has, how colours differ."""

import io
from collections.abc import Iterator
from itertools import combinations

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure
from matplotlib.text import Text
from matplotlib.transforms import Bbox

# Machado, Oliveira, Fernandes: A physiologically-based model for simulation of color vision deficiency, 2009
SEEN_BY = {
    "everybody": np.eye(3),
    "protanopes": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    "deuteranopes": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    ),
    "tritanopes": np.array(
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]
    ),
}


def texts(figure: Figure, *names: str) -> list[Text]:
    """Give the texts of some names, all of them without one."""
    found = [one for ax in figure.axes for one in ax.texts]
    return [one for one in found if not names or one.get_gid() in names]


def smallest(figure: Figure, *names: str) -> float:
    """Give the size of the smallest letters, in points."""
    return min(float(one.get_fontsize()) for one in texts(figure, *names))


def words(figure: Figure, name: str) -> list[str]:
    """Give what the texts of a name say."""
    return [one.get_text() for one in texts(figure, name)]


def extents(figure: Figure, some: list[Text]) -> list[Bbox]:
    """Give where texts really stand, in pixels."""
    renderer = FigureCanvasAgg(figure).get_renderer()  # type: ignore[no-untyped-call]
    return [Text.get_window_extent(one, renderer) for one in some]


def overlapping(figure: Figure, *names: str) -> Iterator[tuple[str, str]]:
    """Yield pairs of texts that cover each other by more than a pixel."""
    some = texts(figure, *names)
    for (one, a), (other, b) in combinations(zip(some, extents(figure, some), strict=True), 2):
        wide, high = min(a.x1, b.x1) - max(a.x0, b.x0), min(a.y1, b.y1) - max(a.y0, b.y0)
        if wide > 1 and high > 1:
            yield one.get_text(), other.get_text()


def outside(figure: Figure) -> list[str]:
    """Give the texts that the edge of the figure cuts."""
    edge, some = figure.bbox, texts(figure)
    return [
        one.get_text()
        for one, box in zip(some, extents(figure, some), strict=True)
        if box.x0 < 0 or box.y0 < 0 or box.x1 > edge.x1 or box.y1 > edge.y1
    ]


def drawn(figure: Figure, name: str) -> list[Bbox]:
    """Give the rectangles of a name, in units of the axes."""
    some = [one for ax in figure.axes for one in ax.collections if one.get_gid() == name]
    return [path.get_extents() for one in some for path in one.get_paths()]


def signs(figure: Figure, name: str) -> list[float]:
    """Give where the signs of a name stand, from left to right."""
    return [float(line.get_xdata()[0]) for ax in figure.axes for line in ax.lines if line.get_gid() == name]  # type: ignore[index, arg-type]


def hatches(figure: Figure) -> dict[str, str]:
    """Give the hatch of everything hatched."""
    some = [one for ax in figure.axes for one in ax.collections]
    return {str(one.get_gid()).removesuffix(", hatch"): hatch for one in some if (hatch := one.get_hatch())}


class Image:
    """The picture as it is seen."""

    def __init__(self, figure: Figure) -> None:
        canvas = FigureCanvasAgg(figure)
        canvas.draw()  # type: ignore[no-untyped-call]
        self._pixels = np.asarray(canvas.buffer_rgba())  # type: ignore[no-untyped-call]
        self._figure = figure

    def at(self, x: float, y: float) -> tuple[int, int, int]:
        """Give the colour of a point, in units of the axes."""
        across, up = self._figure.axes[0].transData.transform((x, y))
        red, green, blue, _ = self._pixels[self._pixels.shape[0] - 1 - int(up), int(across)]
        return int(red), int(green), int(blue)

    def reddish(self, box: Bbox) -> bool:
        """Tell whether a corner of a rectangle, where nothing else is drawn, is red."""
        red, green, blue = self.at(box.x0 + 0.02 * box.width + 0.01, box.y0 + 0.06 * box.height)
        return red > green + 25 and red > blue + 25


def pixels(figure: Figure, form: str) -> bytes:
    """Save a figure."""
    file = io.BytesIO()
    figure.savefig(file, format=form)
    return file.getvalue()


def luminance(colour: str) -> float:
    """Give the relative luminance, as WCAG 2 defines it."""
    linear = _linear(colour)
    return float(linear @ [0.2126, 0.7152, 0.0722])


def contrast(one: str, other: str) -> float:
    """Give the contrast of two colours, as WCAG 2 defines it."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def difference(one: str, other: str, seen_by: str) -> float:
    """Give how far apart two colours are to somebody, in CIE Lab (76): 10 is plain to see."""
    return float(np.linalg.norm(_lab(one, seen_by) - _lab(other, seen_by)))


def _linear(colour: str) -> np.ndarray:
    rgb = np.array(to_rgb(colour))
    return np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)


def _lab(colour: str, seen_by: str) -> np.ndarray:
    linear = np.clip(SEEN_BY[seen_by] @ _linear(colour), 0, 1)
    to_xyz = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
    ratio = to_xyz @ linear / [0.95047, 1, 1.08883]
    f = np.where(ratio > 0.008856, np.cbrt(ratio), 7.787 * ratio + 16 / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])
