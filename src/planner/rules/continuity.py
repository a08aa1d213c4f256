"""The same people for a client, or for a series, again and again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, ClassVar, Literal

from planner.rules.base import Finding, Names, Reach, WishRule
from planner.rules.ledger import Ledger
from planner.rules.scope import ScopedRule
from planner.timeline.occurrence import Occurrence

if TYPE_CHECKING:
    from planner.compile.draft import Draft
    from planner.compile.logic import Lit


class Continuity(WishRule, ScopedRule):
    """As few different people as can be fill the needs of one client's activities, or of one series.

    As many as the largest of the activities asks for at once are free; each further face counts: its price, or one of
    the preferences. With a role, only its needs are looked at; with people, only these are faces.
    """

    rule: Literal["continuity"] = "continuity"
    reach: ClassVar[Reach] = Reach.ALL
    by: Literal["client", "activity"] = "client"

    def _groups(self, tasks: Iterable[Occurrence]) -> Iterator[tuple[str, list[Occurrence]]]:
        """The activities that belong together; those without a client, where it is asked for, belong to none."""
        found: dict[str, list[Occurrence]] = defaultdict(list)
        for task in filter(self.concerns, tasks):
            group = task.activity.client if self.by == "client" else task.activity.id
            if group is not None:
                found[group].append(task)
        return ((group, some) for group, some in sorted(found.items()) if len(some) > 1)

    def _places(self, task: Occurrence) -> list[int]:
        """The needs that the rule speaks of."""
        return [i for i, need in enumerate(task.needs) if self.role in (None, need.role)]

    def _free(self, tasks: Iterable[Occurrence]) -> int:
        """How many faces are asked for at once."""
        return max(sum(task.needs[i].count for i in self._places(task)) for task in tasks)

    def build(self, draft: Draft) -> None:
        """Count the faces of each client or series, less those that are asked for at once."""
        for group, tasks in self._groups(draft.timeline.occurrences):
            faces: list[Lit] = []
            for person in filter(self.binds, draft.timeline.people):
                held = [task for task in tasks if draft.when.possible(task)]
                places = [[draft.who.fills(task, i, person) for i in self._places(task)] for task in held]
                faces.append(draft.logic.if_any(places))
            draft.require_at_most(self, (group,), [(1, one) for one in faces], self._free(tasks))

    def check(self, ledger: Ledger) -> Iterator[Finding]:
        """The clients and series that see more faces than are asked for at once."""
        entries = {entry.task.id: entry for entry in ledger.entries}
        for group, tasks in self._groups(ledger.timeline.occurrences):
            held = [entries[task.id] for task in tasks if task.id in entries]
            filling = {who for entry in held for i in self._places(entry.task) for who in entry.filling(i)}
            faces, free = sorted(filter(self.binds, filling)), self._free(tasks)
            if len(faces) > free:
                yield self.broken(group, times=len(faces) - free, faces=faces, free=free)

    def say(self, finding: Finding, names: Names) -> str:
        """Which client or series sees whom, and how many could do."""
        facts, (group,) = finding.facts, finding.subject
        name = group if self.by == "client" else names.task(group)
        told = {"group": name, "count": len(facts["faces"]), "people": names.people(facts["faces"])}
        sentence = names.wording.say(
            "{group} meets {count} people ({people}), {free} could do", **told, free=facts["free"]
        )
        return self.paid(sentence, names.wording)
