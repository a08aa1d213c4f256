"""Somebody learns a skill in time."""

from __future__ import annotations

from collections.abc import Iterator

from planner.explain.ways.proposal import Proposal, proposed
from planner.explain.ways.way import Way
from planner.facts.prices import RepairKind
from planner.plan.certificate import Certificate
from planner.plan.repair import Change


class Training(Way):
    """Somebody has the skills from the first day on: who lacks them, or has them from a training only."""

    kinds = frozenset[RepairKind]({"train"})

    def of(self, certificate: Certificate) -> Iterator[Proposal]:
        lacking = [one.staff for one in certificate.absent if one.fact == "skill" and one.staff]
        for person in dict.fromkeys((*lacking, *certificate.people)):
            new = sorted(self._asked(certificate, person) - self._held(certificate, person))
            if new:
                skills = [
                    one.model_dump(mode="json", exclude_unset=True)
                    for one in self._timeline.people[person].staff.skills
                ]
                skills += [{"name": one, "from": f"{certificate.from_}"} for one in new]
                text = self._words.say(
                    "train {person} in {skills} before {day}",
                    person=self._names.person(person),
                    skills=self._words.listed(new),
                    day=self._words.day(certificate.from_),
                )
                change = Change(what="staff", id=person, facts={"skills": skills})
                yield proposed("train", change, len(new), text, f"train {person}", people=(person,))

    def _asked(self, certificate: Certificate, person: str) -> set[str]:
        """The skills that are asked of somebody's roles."""
        roles = self._timeline.people[person].staff.roles
        needs = (need for task in self._tasks(certificate) for need in task.needs if need.role in roles)
        return {skill for need in needs for skill in need.skills}

    def _held(self, certificate: Certificate, person: str) -> set[str]:
        """The skills that somebody has on all of the days."""
        first, last = certificate.from_, certificate.to
        held = self._timeline.people[person].staff.skills
        return {one.name for one in held if (one.from_ or first) <= first and last <= (one.to or last)}
