"""The colours and hatches of pictures differ to every eye, and in print."""

from itertools import combinations

import pytest

from planner.facts.activities import Kind
from planner.report import canvas
from report.images import SEEN_BY, contrast, difference, luminance


@pytest.mark.parametrize("paper", ["#ffffff", canvas.PALE_RED])
@pytest.mark.parametrize("ink", [canvas.INK, canvas.RED])
def test_words_stand_out_from_the_paper(ink: str, paper: str) -> None:
    assert contrast(ink, paper) >= 4.4


@pytest.mark.parametrize("eyes", SEEN_BY)
def test_kinds_differ_to_every_eye(eyes: str) -> None:
    looks = [canvas.look_of(kind) for kind in Kind.__args__]  # type: ignore[attr-defined]
    for one, other in combinations(looks, 2):
        assert difference(one.colour, other.colour, eyes) >= 10, (one, other)


@pytest.mark.parametrize("eyes", SEEN_BY)
def test_red_days_differ_from_white_and_from_days_off_to_every_eye(eyes: str) -> None:
    for paper in ("#ffffff", canvas.OFF.colour):
        assert difference(canvas.PALE_RED, paper, eyes) >= 6
        assert difference(canvas.RED, paper, eyes) >= 40


def test_kinds_differ_without_colour() -> None:
    looks = [canvas.look_of(kind) for kind in Kind.__args__]  # type: ignore[attr-defined]
    assert len({one.hatch for one in looks}) == len(looks)
    assert all(abs(luminance(one.stroke) - luminance(one.colour)) > 0.15 for one in looks if one.hatch)


def test_a_kind_of_ones_own_has_a_look_too() -> None:
    assert canvas.look_of("night watch") in canvas.LOOKS
