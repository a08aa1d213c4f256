"""A thin layer of logic over CP-SAT: literals that may be settled already, made once and remembered."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ortools.sat.python.cp_model import BoolVarT, CpModel, Domain, IntVar, LinearExpr

Lit = BoolVarT | bool
"""Something that holds or does not; `True` and `False` are settled already."""

Term = tuple[int, Lit]
"""A whole number times a literal or variable."""


def weighted(terms: Iterable[Term]) -> LinearExpr | int:
    """The sum of terms, as one expression."""
    fixed, factors, free = 0, [], []
    for factor, literal in terms:
        if isinstance(literal, bool):
            fixed += factor * literal
        else:
            factors.append(factor)
            free.append(literal)
    return LinearExpr.weighted_sum(free, factors) + fixed if free else fixed


def extreme(terms: Iterable[Term], *, highest: bool) -> int:
    """The highest or lowest sum that the terms' own domains allow."""
    reach = 0
    for factor, one in terms:
        if isinstance(one, bool):
            low, high = int(one), int(one)
        else:
            low, high = (one.domain.min(), one.domain.max()) if isinstance(one, IntVar) else (0, 1)
        reach += factor * (high if (factor > 0) == highest else low)
    return reach


class Logic:
    """Literals over one model.

    Parameters
    ----------
    model
        The CP-SAT model that they live in.
    """

    def __init__(self, model: CpModel) -> None:
        self.model = model
        self._both: dict[tuple[int, ...], Lit] = {}

    def literal(self) -> IntVar:
        """A new literal."""
        return self.model.new_bool_var("")

    @staticmethod
    def negated(literal: Lit) -> Lit:
        """The opposite of a literal."""
        return not literal if isinstance(literal, bool) else ~literal

    def number(self, least: int, most: int) -> IntVar:
        """A new whole number."""
        return self.model.new_int_var(least, most, "")

    def all_of(self, *literals: Lit) -> Lit:
        """A literal that holds exactly when all do."""
        if any(one is False for one in literals):
            return False
        by_index = {one.index: one for one in literals if not isinstance(one, bool)}
        free = list(by_index.values())
        if len(free) < 2:
            return next(iter(free), True)
        key = tuple(sorted(by_index))
        if key not in self._both:
            both = self.literal()
            self.model.add_bool_and(free).only_enforce_if(both)
            self.model.add_bool_or([both, *(~one for one in free)])
            self._both[key] = both
        return self._both[key]

    def any_of(self, *literals: Lit) -> Lit:
        """A literal that holds exactly when one does."""
        return self.negated(self.all_of(*map(self.negated, literals)))

    def if_any(self, crowds: Iterable[Sequence[Lit]]) -> Lit:
        """A literal that must hold if one of some others does; of each crowd of them at most one can.

        Said a crowd at a time, which keeps the relaxation tight.
        """
        said = [some for crowd in crowds if (some := [one for one in crowd if one is not False])]
        if not said:
            return False
        found = self.literal()
        for crowd in said:
            self.model.add(weighted((1, one) for one in crowd) <= found)
        return found

    def how_many(self, literals: Iterable[Lit]) -> list[tuple[int, Lit]]:
        """By number, whether so many of some literals hold."""
        some = list(literals)
        free = [one for one in some if not isinstance(one, bool)]
        sure = sum(one is True for one in some)
        if not free:
            return [(sure, True)]
        exactly = [(n, self.literal()) for n in range(len(free) + 1)]
        self.model.add_exactly_one(one for _, one in exactly)
        self.model.add(weighted((1, one) for one in free) == weighted(exactly))
        return [(sure + n, one) for n, one in exactly]

    def implies(self, cause: Lit, *effects: Lit) -> None:
        """If the cause holds, at least one of the effects does."""
        self.clause([self.negated(cause), *effects])

    def squared(self, literals: Iterable[Lit]) -> list[Term]:
        """Terms that add up to the square of how many of some literals hold, where they are made as small as can be.

        The square of n is the sum of the first n odd numbers, each on a step of its own: so said it relaxes tightly.
        """
        some = [(1, one) for one in literals if one is not False]
        steps = [(2 * n + 1, self.literal()) for n in range(len(some))]
        if some:
            self.model.add(weighted((1, one) for _, one in steps) == weighted(some))
        return list(steps)

    def clause(self, literals: Sequence[Lit]) -> None:
        """At least one of the literals holds."""
        if not any(one is True for one in literals):
            self.model.add_bool_or([one for one in literals if one is not False])

    def at_least(self, *numbers: IntVar | int) -> IntVar | int:
        """A number that is no less than any of some."""
        most = max(one if isinstance(one, int) else one.domain.max() for one in numbers)
        if not most:
            return 0
        highest = self.number(0, most)
        for one in numbers:
            self.model.add(highest >= one)
        return highest

    def within(self, number: LinearExpr | IntVar | int, values: Iterable[int]) -> Lit:
        """A literal that holds exactly when a number takes one of the values."""
        domain = Domain.from_values(sorted(values))
        chosen = self.literal()
        self.model.add_linear_expression_in_domain(number, domain).only_enforce_if(chosen)
        self.model.add_linear_expression_in_domain(number, domain.complement()).only_enforce_if(~chosen)
        return chosen
