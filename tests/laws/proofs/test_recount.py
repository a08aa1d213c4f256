"""Certificates can be counted by hand, and everybody is accounted for."""

from __future__ import annotations

from laws.proofs.cases import certificates, seeds
from laws.proofs.crowded import STEP, case
from laws.proofs.recount import Recount


@seeds
def test_everybody_who_holds_a_role_can_come_or_is_away_with_a_reason(seed: int) -> None:
    for one in certificates(seed):
        assert not list(Recount(case(seed).oracle, one, STEP).unaccounted())


@seeds
def test_everybody_who_could_come_is_named(seed: int) -> None:
    for one in certificates(seed):
        assert list(one.people) == Recount(case(seed).oracle, one, STEP).people()


@seeds
def test_more_heads_are_asked_for_than_can_be_had(seed: int) -> None:
    oracle = case(seed).oracle
    for one in certificates(seed):
        if one.kind in ("nobody", "count"):
            assert one.left == Recount(oracle, one, STEP).heads()
            assert one.left < one.asked == sum(ask.heads for ask in one.asks)
            assert (one.kind == "nobody") == (one.left == 0)
            for ask in one.asks:
                if ask.need is not None:
                    need = oracle.occurrences[ask.occurrence].needs[ask.need]
                    assert ask.role == need.role
                    assert ask.heads <= need.count


@seeds
def test_more_minutes_are_asked_for_than_are_left(seed: int) -> None:
    for one in certificates(seed):
        if one.kind == "minutes":
            count = Recount(case(seed).oracle, one, STEP)
            assert one.left == count.minutes()
            assert one.left < one.asked == sum(ask.minutes for ask in one.asks)
            assert all(ask.minutes <= count.asked(ask) for ask in one.asks)


@seeds
def test_more_rooms_are_asked_for_than_there_are(seed: int) -> None:
    for one in certificates(seed):
        if one.kind == "rooms":
            count = Recount(case(seed).oracle, one, STEP)
            assert sorted(one.rooms) == count.rooms()
            assert one.left == len(one.rooms) < one.asked == len(one.asks)
            assert {ask.occurrence for ask in one.asks} == set(one.activities)
            assert count.rooms_at_once()
