"""Home health care: the published optimum, and routes that keep every window, way and distance in time."""

import json
from itertools import pairwise
from pathlib import Path

import pytest

from families.running import DATA, planned

FILE = DATA / "hhcrsp" / "InstanzCPLEX_HCSRP_10_10.json"
TINY = 1e-3


def test_the_published_optimum_is_reached(tmp_path: Path) -> None:
    told, solution = planned("hhcrsp", FILE, tmp_path)
    assert (told["status"], told["published"]) == ("optimal", 225.006)
    assert told["value"] == told["bound"] == told["published"]

    instance = json.loads(FILE.read_text())
    patients = {one["id"]: (i, one) for i, one in enumerate(instance["patients"], start=1)}
    able = {one["id"]: set(one["abilities"]) for one in instance["caregivers"]}
    ways = instance["distances"]
    visits: dict[str, dict[str, tuple[str, float]]] = {}
    way, late = 0.0, []
    for route in solution["routes"]:
        places = [0]
        leaves = 0.0
        for stop in route["locations"]:
            place, patient = patients[stop["patient"]]
            asked = {one["service"]: one["duration"] for one in patient["required_caregivers"]}
            assert stop["service"] in able[route["caregiver_id"]]
            assert stop["arrival_time"] >= leaves + ways[places[-1]][place] - TINY
            assert stop["arrival_time"] >= patient["time_window"][0]
            assert stop["departure_time"] == pytest.approx(stop["arrival_time"] + asked[stop["service"]])
            late.append(max(0, stop["arrival_time"] - patient["time_window"][1]))
            there = visits.setdefault(stop["patient"], {})
            assert stop["service"] not in there
            there[stop["service"]] = (route["caregiver_id"], stop["arrival_time"])
            leaves = stop["departure_time"]
            places.append(place)
        way += sum(ways[one][other] for one, other in pairwise([*places, 0]))
    for name, (_, patient) in patients.items():
        services = [one["service"] for one in patient["required_caregivers"]]
        assert sorted(visits[name]) == sorted(services)
        if len(services) == 2:
            (one, first), (other, then) = (visits[name][service] for service in services)
            least, most = patient["synchronization"].get("distance", (0, 0))
            assert one != other
            assert least - TINY <= then - first <= most + TINY
    assert (way + sum(late) + max(late)) / 3 == pytest.approx(told["value"], abs=TINY)
