"""What is asked of the figures, and whether they hold it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from benchmarks.sizes import SIZES
from benchmarks.trace import bound_within, reached, value_within

Row = dict[str, Any]
Seen = dict[str, dict[str, Row]]  # rows by name, by part

BARE = 0.9  # seconds in which others saw CP-SAT prove 50x12
FIRST = 0.05  # of the limit, in which there must be a plan
LEVEL = 1.5  # times the seconds for each appointment, from 2 000 to 50 000
OUTSIDE = 0.2  # of the time, outside the search
CLOSE = 0.01  # of its bound or of all weight
WORSE = 0.02  # than the best value known
GIB = 1024.0


class Held(NamedTuple):
    """One goal, what was seen, and whether that holds it; `None` if too little was seen to tell."""

    problem: str
    goal: str
    seen: str
    met: bool | None


def goals(seen: Seen) -> Iterator[Held]:
    """Every goal beside what was seen."""
    yield _smallest(seen)
    yield _small(seen)
    for problem, within, least, goal in (
        ("2000x120", 5, 132, "open weight under 133 within 5 s"),
        ("2000x120", 60, 111, "111 or less within 60 s"),
        ("10000x300", 20, 576, "open weight under 577 within 20 s"),
        ("10000x300", 120, 480, "480 or less within 120 s"),
        ("50000x800", 60, 2600, "open weight under 2 601 within 60 s"),
        ("50000x800", 300, 2400, "2 400 or less within 300 s"),
    ):
        found = _best([value_within(row, within) for row in _runs(seen, problem)], min)
        yield Held(f"staffing {problem}", goal, _told(found), None if found is None else found <= least)
    for problem, within, least in (("2000x120", 60, 97), ("10000x300", 120, 387), ("50000x800", 600, 2212)):
        found = _best([bound_within(row, within) for row in _runs(seen, problem)], max)
        goal = f"own bound at least {least} within {within} s"
        yield Held(f"staffing {problem}", goal, _told(found), None if found is None else found >= least)
    for problem, most in (("2000x120", 0.001), ("10000x300", 0.0016)):
        gap = _best([row.get("gap") for row in _runs(seen, problem)], min)
        goal = f"gap at most {most:.2%} of the total weight"
        yield Held(
            f"staffing {problem}", goal, "-" if gap is None else f"{gap:.3%}", None if gap is None else gap <= most
        )
    peak = _best([row.get("peak_mb") for row in _runs(seen, "50000x800")], max)
    yield Held("staffing 50000x800", "under 8 GiB", _told(peak, " MB"), None if peak is None else peak < 8 * GIB)
    yield from _appointments(seen)
    yield from _public(seen)
    yield from _laws(seen)


def _runs(seen: Seen, size: str) -> list[Row]:
    """The planner's rows on a given instance as the family states it."""
    return [row for name, row in seen.get("planner", {}).items() if name.startswith(f"{size} balance ")]


def _best(found: list[float | None], better: Callable[[list[float]], float]) -> float | None:
    told = [one for one in found if one is not None]
    return better(told) if told else None


def _told(found: float | None, unit: str = "") -> str:
    return "-" if found is None else f"{found:g}{unit}"


def _smallest(seen: Seen) -> Held:
    goal = "everything proved; whole call under 3x the bare CP-SAT solve"
    row = next(iter(_runs(seen, "50x12")), None)
    bare = seen.get("baselines", {}).get("50x12 balance 10 cpsat", {}).get("search_seconds")
    if row is None or row.get("value") is None or bare is None:
        return Held("staffing 50x12", goal, "-", None)
    most = 3 * min(bare, BARE)
    said = f"{row['status']} in {row['seconds']:.2f} s; bare {bare:.2f} s, others saw {BARE} s"
    return Held("staffing 50x12", goal, said, row["status"] == "optimal" and row["seconds"] < most)


def _small(seen: Seen) -> Held:
    goal = "open weight 45 and balance 14 312 both proved optimal in under 5 s"
    row = next(iter(_runs(seen, "500x40")), None)
    if row is None or row.get("value") is None:
        return Held("staffing 500x40", goal, "-", None)
    said = f"{row['status']}: {row['value']:g} and {row.get('balance', 0):g} in {row['seconds']:.2f} s"
    both = row.get("proved") and row.get("balance_proved") and (row["value"], row.get("balance")) == (45, 14312)
    return Held("staffing 500x40", goal, said, bool(both) and row["seconds"] < 5)


def _appointments(seen: Seen) -> Iterator[Held]:
    rows = seen.get("appointments", {})
    year, quarter = rows.get("dense-600x16"), rows.get("dense-5000x200")
    met = None if year is None else year["status"] == "optimal" and year["seconds"] < 6
    said = "-" if year is None else f"{year['status']} in {year.get('seconds', 0):.1f} s"
    yield Held("600 appointments, 120 days, 8 + 8 staff", "proved optimal in under 6 s", said, met)
    bound: float | None = quarter.get("bound") if quarter is not None else None
    when = None
    if quarter is not None and bound is not None:
        when = reached(quarter, lambda value, _: value is not None and value >= (1 - CLOSE) * bound)
    gap = "-" if quarter is None else f"gap {quarter.get('gap')}, within 1 % after {_told(when, ' s')}"
    met = None if quarter is None else when is not None and when < 180
    yield Held("5 000 x 200, movable, preparation", "within 1 % of its bound in under 180 s", gap, met)


def _public(seen: Seen) -> Iterator[Held]:
    shifts = list(seen.get("smptsp", {}).values())
    reached_best = [row for row in shifts if row.get("value") is not None and row["value"] <= row["published"]]
    closed = [row for row in shifts if row.get("status") == "optimal"]
    said = f"{len(reached_best)} of {len(shifts)} at best or better, {len(closed)} proved"
    enough = len(reached_best) == len(shifts) and len(closed) >= 11 if shifts else None
    yield Held("smptsp", "best published value or better on all 14; the 11 closed ones proved", said, enough)
    projects = list(seen.get("mspsp", {}).values())
    proved = [row for row in projects if row.get("status") == "optimal"]
    worst = max((_worse(row) for row in projects), default=0.0)
    said = f"{len(proved)} of {len(projects)} proved, worst {worst:.1%} off"
    enough = len(proved) >= 16 and worst <= WORSE if projects else None
    yield Held("mspsp", "proved optimal on 16 or more; never worse than 2 %", said, enough)
    visits = [row for name, row in seen.get("hhcrsp", {}).items() if "_25_" in name]
    worst = max((_worse(row) for row in visits), default=0.0)
    enough = worst <= WORSE if visits else None
    yield Held("hhcrsp, 25 patients", "within 2 % of the best published value", f"worst {worst:.1%} off", enough)


def _worse(row: Row) -> float:
    """How much worse a value is than the best published, as a part of that; of no value, without end."""
    value = row.get("value")
    return float("inf") if value is None else max(0.0, (value - row["published"]) / row["published"])


def _laws(seen: Seen) -> Iterator[Held]:
    firsts = []
    for size in SIZES:
        for limit in size.limits:
            row = seen.get("planner", {}).get(f"{size.name} balance {limit}")
            if row is not None:
                firsts.append((size.name, limit, row.get("first_seconds")))
    late = [f"{name} in {limit} s: {_told(when, ' s')}" for name, limit, when in firsts if not _soon(when, limit)]
    said = f"late: {'; '.join(late)}" if late else f"{len(firsts)} in time"
    goal = "a first plan within 5 % of the limit at every size"
    yield Held("staffing", goal, said, not late if firsts else None)
    small, large = (seen.get("growth", {}).get(f"all {n}", {}) for n in (2000, 50000))
    goal = "seconds for each appointment grow by at most 1.5x from 2 000 to 50 000, at the same density"
    times = [_close(row) for row in (small, large)]
    if None in times:
        yield Held("growth", goal, "-", None)
    else:
        ratio = (times[1] or 0) / 50000 / ((times[0] or 1) / 2000)
        yield Held("growth", goal, f"{ratio:.2f}x until within 1 % of all weight", ratio <= LEVEL)
    shares = [_outside(row) for row in _runs(seen, "10000x300") if row.get("profile")]
    said = ", ".join(f"{one:.0%}" for one in shares) or "-"
    yield Held(
        "staffing 10000x300",
        "under 20 % of the time outside the search",
        said,
        max(shares) < OUTSIDE if shares else None,
    )


def _soon(when: float | None, limit: float) -> bool:
    return when is not None and when <= FIRST * limit


def _close(row: Row) -> float | None:
    """After how many seconds a plan was known that the final bound leaves 1 % of all weight, building included."""
    bound, total = row.get("bound"), row.get("total")
    if bound is None or total is None:
        return None
    when = reached(row, lambda value, _: value is not None and value - bound <= CLOSE * total)
    return None if when is None else when + float(row.get("build_seconds", 0))


def _outside(row: Row) -> float:
    whole = float(row["seconds"]) + float(row["build_seconds"])
    return 1 - float(row["profile"].get("search", 0)) / whole
