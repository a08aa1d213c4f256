"""A model of CP-SAT told as a mixed integer program, if it is linear through and through.

Where times are given, who goes where is a matter of sums and sets alone. The linear relaxation of such a model is
nearly whole, so a solver that branches on it proves in a second what a search by propagation does not in an hour.
(The relaxation of interval packing is tight where what overlaps is said as cliques: Kroon, Salomon and Van
Wassenhove, *Exact and approximation algorithms for the operational fixed interval scheduling problem*, EJOR 82, 1995.)
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from ortools.linear_solver.python.model_builder_helper import ModelBuilderHelper, Variable

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import CpModel
    from ortools.sat.python.cp_model_helper import ConstraintProto

NO_LIMIT = 2**62  # what CP-SAT says beyond this means none
Domain = tuple[int, int]


class Row(NamedTuple):
    """A sum of whole numbers times variables that stays between two limits."""

    variables: list[int]
    factors: list[float]
    least: float
    most: float

    def holds(self, values: Sequence[int]) -> bool:
        """Whether some values keep it."""
        reached = sum(factor * values[one] for one, factor in zip(self.variables, self.factors, strict=True))
        return self.least <= reached <= self.most


class Linear(NamedTuple):
    """A mixed integer program whose goal is to be as small as can be.

    Parameters
    ----------
    domains
        By variable, its limits; all are whole.
    rows
        What must hold.
    goal
        The factors of the goal, by variable.
    hint
        By variable, where to begin.
    offset, scale
        What CP-SAT calls the objective is this scale times the sum of goal and offset.
    """

    domains: list[Domain]
    rows: list[Row]
    goal: dict[int, int]
    hint: dict[int, int]
    offset: float
    scale: float

    def holds(self, values: Sequence[int]) -> bool:
        """Whether some values keep everything, counted in whole numbers."""
        inside = all(low <= one <= high for one, (low, high) in zip(values, self.domains, strict=True))
        return inside and all(row.holds(values) for row in self.rows)

    def reached(self, values: Sequence[int]) -> int:
        """The goal of some values."""
        return sum(factor * values[one] for one, factor in self.goal.items())

    def objective(self, reached: float) -> float:
        """What CP-SAT calls the objective where the goal is so much."""
        return self.scale * (reached + self.offset)

    def told(self, unit: int, *, hinted: bool) -> ModelBuilderHelper:
        """The program as solvers read it, its goal counted in so many."""
        helper = ModelBuilderHelper()
        variables = [Variable(helper, place) for place in range(len(self.domains))]
        for low, high in self.domains:
            place = helper.add_var()
            helper.set_var_lower_bound(place, low)
            helper.set_var_upper_bound(place, high)
            helper.set_var_integrality(place, True)
        for row in self.rows:
            place = helper.add_linear_constraint()
            helper.add_terms_to_constraint(place, [variables[one] for one in row.variables], row.factors)
            helper.set_constraint_lower_bound(place, row.least)
            helper.set_constraint_upper_bound(place, row.most)
        for one, factor in self.goal.items():
            helper.set_var_objective_coefficient(one, factor // unit)
        for one, value in self.hint.items() if hinted else ():
            helper.add_hint(one, value)
        return helper


def linear(model: CpModel) -> Linear | None:
    """A model as a mixed integer program; `None` if it has no goal, or something in it is not linear.

    Parameters
    ----------
    model
        A model of CP-SAT.
    """
    proto = model.proto
    found = [tuple(one.domain) for one in proto.variables] if model.has_objective() else []
    if not found or any(len(one) > 2 for one in found):
        return None
    domains = [(one[0], one[1]) for one in found]
    rows: list[Row] = []
    for constraint in proto.constraints:
        told = _rows(constraint, domains)
        if told is None:
            return None
        rows += told
    goal = proto.objective
    factors = dict(zip(goal.vars, goal.coeffs, strict=True))
    hint = dict(zip(proto.solution_hint.vars, proto.solution_hint.values, strict=True))
    return Linear(domains, rows, factors, hint, goal.offset, goal.scaling_factor or 1.0)


def is_linear(model: CpModel) -> bool:
    """Whether everything in a model can be said as sums."""
    said = ("linear", "bool_or", "bool_and", "at_most_one", "exactly_one")
    return all(any(getattr(one, f"has_{kind}")() for kind in said) for one in model.proto.constraints)


def _rows(constraint: ConstraintProto, domains: Sequence[Domain]) -> list[Row] | None:
    """What a constraint says as sums; `None` if that cannot be said."""
    absent = [-one - 1 for one in constraint.enforcement_literal]
    if constraint.has_linear():
        return _sums(constraint, domains)
    if constraint.has_bool_or():
        return [_at_least_one([*constraint.bool_or.literals, *absent])]
    if constraint.has_bool_and():
        return [_at_least_one([one, *absent]) for one in constraint.bool_and.literals]
    if absent:
        return None
    if constraint.has_at_most_one():
        return [_row(_ones(constraint.at_most_one.literals), -math.inf, 1)]
    if constraint.has_exactly_one():
        return [_row(_ones(constraint.exactly_one.literals), 1, 1)]
    return None


def _sums(constraint: ConstraintProto, domains: Sequence[Domain]) -> list[Row] | None:
    """A sum within limits; where a literal must hold for that, each limit gives way by what it could be passed by."""
    limits = list(constraint.linear.domain)
    if len(limits) != 2:
        return None
    terms = list(zip(constraint.linear.vars, constraint.linear.coeffs, strict=True))
    least = -math.inf if limits[0] <= -NO_LIMIT else limits[0]
    most = math.inf if limits[1] >= NO_LIMIT else limits[1]
    given = list(constraint.enforcement_literal)
    if not given:
        return [_row(terms, least, most)]
    reach = [sorted((factor * domains[one][0], factor * domains[one][1])) for one, factor in terms]
    short = least - sum(low for low, _ in reach)
    over = sum(high for _, high in reach) - most
    found = []
    if 0 < short < math.inf:
        found.append(_row([*terms, *((one, -int(short)) for one in given)], least - short * len(given), math.inf))
    if 0 < over < math.inf:
        found.append(_row([*terms, *((one, int(over)) for one in given)], -math.inf, most + over * len(given)))
    return found


def _at_least_one(literals: Iterable[int]) -> Row:
    return _row(_ones(literals), 1, math.inf)


def _ones(literals: Iterable[int]) -> Iterator[tuple[int, int]]:
    return ((one, 1) for one in literals)


def _row(terms: Iterable[tuple[int, int]], least: float, most: float) -> Row:
    """A row of literals: one less than zero is the opposite of a variable, 1 less it."""
    factors: dict[int, int] = {}
    shift = 0
    for one, factor in terms:
        if one >= 0:
            factors[one] = factors.get(one, 0) + factor
        else:
            factors[-one - 1] = factors.get(-one - 1, 0) - factor
            shift += factor
    return Row(list(factors), list(factors.values()), least - shift, most - shift)
