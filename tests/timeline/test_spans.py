"""Sets of minutes against a library of intervals."""

import portion
from hypothesis import given
from hypothesis import strategies as st

from planner.timeline.spans import Spans, covers, intersect, subtract, total, touches, union

SPAN = st.tuples(st.integers(0, 60), st.integers(0, 60)).map(lambda pair: (min(pair), max(pair)))
LISTS = st.lists(SPAN, max_size=8)
SETS = LISTS.map(union)


def whole(spans: list[tuple[int, int]] | Spans) -> portion.Interval:
    return portion.Interval(*(portion.closedopen(*one) for one in spans))


@given(LISTS, LISTS)
def test_union(left: list[tuple[int, int]], right: list[tuple[int, int]]) -> None:
    assert whole(union(left, right)) == whole(left) | whole(right)


@given(LISTS)
def test_a_union_is_sorted_and_apart(spans: list[tuple[int, int]]) -> None:
    merged = union(spans)
    edges = [edge for span in merged for edge in span]
    assert edges == sorted(set(edges))


@given(SETS, SETS)
def test_intersect(left: Spans, right: Spans) -> None:
    shared = intersect(left, right)
    assert whole(shared) == whole(left) & whole(right)
    assert shared == union(shared)


@given(SETS, SETS)
def test_subtract(left: Spans, right: Spans) -> None:
    rest = subtract(left, right)
    assert whole(rest) == whole(left) - whole(right)
    assert rest == union(rest)


@given(SETS, SETS)
def test_total(left: Spans, right: Spans) -> None:
    assert total(left) == len({minute for start, end in left for minute in range(start, end)})
    assert total(union(left, right)) == total(left) + total(right) - total(intersect(left, right))


@given(SETS, SPAN.filter(lambda span: span[0] < span[1]))
def test_covers_and_touches(spans: Spans, part: tuple[int, int]) -> None:
    assert covers(spans, part) == (whole([part]) in whole(spans))
    assert touches(spans, part) == (not (whole(spans) & whole([part])).empty)
