"""A diagnosis and other answers as HTML, for a notebook. Whatever they contain is escaped."""

from __future__ import annotations

from collections.abc import Iterator

from planner.checking import names_of
from planner.explain.gathered import gathered, kept
from planner.plan.answers import Answer, Approval, Capacity, Offers
from planner.plan.certificate import Certificate
from planner.plan.diagnosis import Diagnosis
from planner.plan.infeasible import InfeasibleDays
from planner.plan.missed import MissedStep
from planner.plan.repair import Repair
from planner.problem import Problem
from planner.report.discretion import discreet_diagnosis
from planner.report.markup import OPEN, SURE, alarm, coloured, escaped, listed, row, table
from planner.rules.names import Names
from planner.wording import SOURCE, Wording, wording_in

FEW = 4  # who else is touched is told by name, if they are no more
WIDE = 320  # pixels of the longer bar


def diagnosis_page(diagnosis: Diagnosis, problem: Problem | None = None) -> str:
    """A diagnosis as HTML: each trouble with its proof, and what was tried against it.

    Parameters
    ----------
    diagnosis
        What was found out.
    problem
        Its problem, for names; without it those who would be touched are told by their ids.
    """
    diagnosis = diagnosis if problem is None else discreet_diagnosis(problem, diagnosis)
    names = Names({}, {}, wording_in(diagnosis.language or SOURCE)) if problem is None else names_of(problem)
    words = names.wording
    parts = [f"<b>{escaped(diagnosis.problem)}</b>"]
    if diagnosis.healthy:
        parts.append(f"<br>{coloured(words.say('Everything can be held as asked.'), SURE)}")
    parts += [part for days in diagnosis.infeasible_days for part in _trouble(days, names)]
    parts += [part for step in diagnosis.missed_steps for part in _missed(step, names)]
    if diagnosis.not_proved:
        told = words.say(
            "Left short by this plan, and not proved to be short in every plan: {activities}",
            activities=words.listed(map(names.task, diagnosis.not_proved)),
        )
        parts.append(f"<p>{escaped(told)}</p>")
    return f"<div>{''.join(parts)}</div>"


def days_page(days: InfeasibleDays, problem: Problem | None = None) -> str:
    """One trouble of a diagnosis or of a plan as HTML.

    Parameters
    ----------
    days
        The days that cannot be kept.
    problem
        Their problem, for names.
    """
    whole = Diagnosis(problem="", infeasible_days=(days,))
    (told,) = (whole if problem is None else discreet_diagnosis(problem, whole)).infeasible_days
    return f"<div>{''.join(_trouble(told, Names({}, {}) if problem is None else names_of(problem)))}</div>"


def answer_page(answer: Answer | Approval | Offers | Capacity) -> str:
    """The text of an answer as HTML, with the proofs that it rests on.

    Parameters
    ----------
    answer
        What `why_not`, `approve`, `offer` or `capacity` said.
    """
    if isinstance(answer, Offers | Capacity):
        slots = [one.text for one in answer.slots] if isinstance(answer, Offers) else []
        return f"<div>{listed(slots or answer.text.splitlines())}</div>"
    first, *rest = answer.text.splitlines()
    parts = [f"<b>{escaped(first)}</b>", listed(rest)]
    if isinstance(answer, Approval):
        proofs = [one.certificate for one in answer.infeasible_days if one.certificate is not None]
        parts += [part for one in proofs for part in _proof(one)]
    return f"<div>{''.join(parts)}</div>"


def _trouble(days: InfeasibleDays, names: Names) -> Iterator[str]:
    """What cannot be held, why, and the ways out."""
    say = names.wording.say
    yield alarm(f"<b>{escaped(days.text)}</b>")
    if days.certificate is not None:
        first, *others = _proof(days.certificate)
        yield "".join([first, *_bars(days.certificate, names.wording), *others])
    if days.repairs:
        heads = say("What would help"), say("Costs"), say("Still missing here"), say("Who is concerned")
        yield table([row(map(escaped, heads), tag="th"), *(row(_cells(one, names)) for one in days.repairs)])


def _missed(step: MissedStep, names: Names) -> Iterator[str]:
    """A step that nobody can do, why, and the ways out."""
    say = names.wording.say
    yield alarm(f"<b>{escaped(step.text)}</b>")
    yield listed(gathered(kept(step.reasons, names), names.wording, all_told=True))
    if step.repairs:
        heads = say("What would help"), say("Costs"), say("Steps missed then"), say("Who is concerned")
        yield table(
            [row(map(escaped, heads), tag="th"), *(row(_cells(one, names, of_step=True)) for one in step.repairs)]
        )


def _proof(proof: Certificate) -> Iterator[str]:
    """The proof in words."""
    first, *others = proof.text.split("\n")
    yield f"<div>{escaped(first)}</div>"
    yield listed(others)


def _bars(proof: Certificate, words: Wording) -> Iterator[str]:
    """What is asked for beside what there is, where there is something of it."""
    if proof.kind not in ("minutes", "count"):
        return
    asked, left = (words.hours(one) if proof.kind == "minutes" else f"{one}" for one in (proof.asked, proof.left))
    told = words.say("{amount} asked for", amount=asked), words.say("{amount} can be had", amount=left)
    for amount, text, colour in zip((proof.asked, proof.left), told, (OPEN, SURE), strict=True):
        style = f"display:inline-block;background:{colour};width:{round(WIDE * amount / proof.asked)}px;height:8px"
        yield f'<div><span style="{style}"></span> <small>{escaped(text)}</small></div>'


def _cells(repair: Repair, names: Names, *, of_step: bool = False) -> Iterator[str]:
    """A way out: what to do, what it costs, what is missing then, who does something else than before."""
    words = names.wording
    left, none = repair.left, words.say("nobody")
    if of_step:
        left, none = repair.left_in_all, words.number(0)
    touched = [names.person(one) if names.person(one) != one else names.task(one) for one in repair.touches]
    yield f"<b>{escaped(repair.text)}</b>"
    yield escaped(words.number(repair.cost))
    yield coloured(words.number(left), OPEN) if left else escaped(none)
    yield escaped(words.shortened(touched, FEW))
