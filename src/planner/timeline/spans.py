"""Sets of minutes as sorted, disjoint, half-open spans."""

from __future__ import annotations

from collections.abc import Iterable

Span = tuple[int, int]
Spans = tuple[Span, ...]


def union(*parts: Iterable[Span]) -> Spans:
    """All minutes of any part; spans that touch become one.

    Examples
    --------
    >>> union([(0, 5), (10, 12)], [(5, 7)])
    ((0, 7), (10, 12))
    """
    merged: list[Span] = []
    for start, end in sorted(span for part in parts for span in part if span[0] < span[1]):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)


def intersect(left: Spans, right: Spans) -> Spans:
    """The minutes that both have.

    Examples
    --------
    >>> intersect(((0, 10),), ((2, 4), (8, 12)))
    ((2, 4), (8, 10))
    """
    shared: list[Span] = []
    i = j = 0
    while i < len(left) and j < len(right):
        start, end = max(left[i][0], right[j][0]), min(left[i][1], right[j][1])
        if start < end:
            shared.append((start, end))
        if left[i][1] <= right[j][1]:
            i += 1
        else:
            j += 1
    return tuple(shared)


def subtract(spans: Spans, holes: Spans) -> Spans:
    """The minutes of the first that the second lacks.

    Examples
    --------
    >>> subtract(((0, 10),), ((2, 4), (8, 12)))
    ((0, 2), (4, 8))
    """
    left: list[Span] = []
    for start, end in spans:
        for hole_start, hole_end in holes:
            if hole_end <= start:
                continue
            if hole_start >= end:
                break
            if start < hole_start:
                left.append((start, hole_start))
            start = max(start, hole_end)
        if start < end:
            left.append((start, end))
    return tuple(left)


def total(spans: Iterable[Span]) -> int:
    """How many minutes there are."""
    return sum(end - start for start, end in spans)


def covers(spans: Iterable[Span], part: Span) -> bool:
    """Whether one span holds the whole part."""
    return any(start <= part[0] and part[1] <= end for start, end in spans)


def touches(spans: Iterable[Span], part: Span) -> bool:
    """Whether a minute is shared."""
    return any(start < part[1] and part[0] < end for start, end in spans)
