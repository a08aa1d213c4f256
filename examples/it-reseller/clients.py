"""Make up the visits at the end of problem.yaml: 165 clients in three rings, each visited once in the quarter."""

import datetime as dt
import random
from collections.abc import Iterator, Sequence
from pathlib import Path

FILE = Path(__file__).with_name("problem.yaml")
MARK = "  # The visits. clients.py made them up.\n"
SEED = 7

FIRST = dt.date(2027, 1, 4)
CLOSED = [dt.date(2027, 1, 29), dt.date(2027, 3, 29)]  # the seminar, Easter Monday
WEEKS = [6, 8, 10, 12, 10, 8, 8, 9, 19, 33, 15, 14, 13]  # visits; in March most clients close their books

RINGS = {
    1: (30, ["paris", "defense", "issy", "saint-denis", "montreuil"]),
    2: (100, ["versailles", "saint-quentin", "cergy", "roissy", "marne", "creteil", "massy", "evry"]),
    3: (35, ["chartres", "orleans", "rouen", "beauvais", "reims"]),
}
DAYS_OFFERED = {1: 3, 2: 2, 3: 1}  # who comes from far is given one day

# Who owns how many accounts of a sector: 35 % banking, 35 % telecoms, 15 % industry, 10 % publishing, 5 % research.
SECTORS = {
    "banking": {"camille": 15, "yanis": 15, "sophie": 14, "pierre": 14},
    "telecoms": {"karim": 20, "laure": 19, "antoine": 19},
    "industry": {"elodie": 25},
    "publishing": {"jeanne": 16},
    "research": {"luc": 8},
}
DAYS_OFF = {"sophie": [2], "jeanne": [4], "luc": [3, 4]}
NAMES = {
    "banking": ["Banque", "Crédit", "Caisse", "Assurances", "Mutuelle", "Épargne"],
    "telecoms": ["Télécom", "Réseaux", "Mobile", "Fibre", "Câble", "Antennes"],
    "industry": ["Aciéries", "Ateliers", "Moteurs", "Verreries"],
    "publishing": ["Éditions", "Presses", "Imprimerie"],
    "research": ["Institut", "Laboratoire"],
}
PLACES = "Arnaud Bellecour Chaillot Delorme Estienne Faubourg Grandpré Hautefeuille Jonquière Lavoisier Montclar Vexin"
PRODUCTS = {"servers": 40, "storage": 25, "backup": 20, "software": 15}  # per cent of sales
STAGES = {"important": 55, "accessible": 30, "strategic": 15}  # per cent of prospects
PRIORITY = {"important": "low", "accessible": "normal", "strategic": "high"}
WORTH = {"important": (5, 30), "accessible": (10, 50), "strategic": (30, 90)}
SHOW_ROOMS = ["office", "defense", "issy"]


def visits(chance: random.Random) -> Iterator[str]:
    """A line each, an account manager's together."""
    places = [(ring, chance.choice(towns)) for ring, (count, towns) in RINGS.items() for _ in range(count)]
    weeks = [week for week, count in enumerate(WEEKS) for _ in range(count)]
    chance.shuffle(places)
    chance.shuffle(weeks)
    known: set[str] = set()
    number = 0
    for sector, owners in SECTORS.items():
        clients = [f"{word} {place}" for word in NAMES[sector] for place in PLACES.split()]
        chance.shuffle(clients)
        for owner, count in owners.items():
            yield f"\n  # {sector.capitalize()}: {owner.capitalize()}\n"
            mine = sorted((weeks.pop(), *places.pop()) for _ in range(count))
            for week, ring, town in mine:
                number += 1
                off = [*DAYS_OFF.get(owner, []), *([0] if ring == 3 else [])]  # no time for it after the weekly meeting
                days = offered(week, DAYS_OFFERED[ring], off, chance)
                yield visit(f"v{number:03}", clients.pop(), town, ring, days, owner, sector, known, chance)


def offered(week: int, count: int, off: Sequence[int], chance: random.Random) -> list[str]:
    """The days of a week that a client offers: in the busy week its middle, and a Monday only here and there."""
    monday = FIRST + dt.timedelta(weeks=week)
    all_days = [monday + dt.timedelta(n) for n in range(5) if n not in off]
    days = [one for one in all_days if one not in CLOSED]
    likely = [1, 4, 4, 4, 3] if WEEKS[week] < max(WEEKS) else [1, 8, 8, 6, 2]
    found: set[dt.date] = set()
    while len(found) < min(count, len(days)):
        found |= set(chance.choices(days, [likely[one.weekday()] for one in days]))
    return [str(one) for one in sorted(found)]


def visit(
    name: str,
    client: str,
    town: str,
    ring: int,
    days: Sequence[str],
    owner: str,
    sector: str,
    known: set[str],
    chance: random.Random,
) -> str:
    """One line; a need that comes for the first time is written out, and named for those that come after."""
    (stage,) = chance.choices(list(STAGES), list(STAGES.values()))
    (product,) = chance.choices(list(PRODUCTS), list(PRODUCTS.values()))
    received = stage == "strategic" and ring < 3 and chance.random() < 0.6
    low, high = WORTH[stage]
    needs = [named(owner, f"{{role: manager, from: [{owner}, helene], in_turn: true}}", known)]
    needs.append(named("junior", "{role: junior, skills: [autonomous]}", known))
    if stage == "strategic":  # a trio
        needs.insert(0, named("head", "{role: head, from: [helene, valerie], in_turn: true}", known))
    if stage != "important" or chance.random() < 0.35:
        needs.append(named(product, f"{{role: technician, skills: [{product}]}}", known))
    told = {
        "kind": "appointment",
        "id": name,
        "client": client,
        "site": chance.choice(SHOW_ROOMS) if received else town,
        "on": f"[{', '.join(days)}]" if len(days) > 1 else days[0],
        "needs": f"[{', '.join(needs)}]",
        "priority": PRIORITY[stage],
        "value": f"{chance.randint(low, high)}",
        "details": f"{{ring: {ring}, stage: {stage}}}",
    }
    if received:
        told["room"] = f"{{seats: {chance.choice([4, 6, 8])}}}"
    if sector == "banking" and not received:  # several departments are met
        told["duration"] = "2h30"
    return f"  - {{{', '.join(f'{key}: {value}' for key, value in told.items())}}}\n"


def named(name: str, need: str, known: set[str]) -> str:
    """A need by its name, or with it where it comes first."""
    if name in known:
        return f"*{name}"
    known.add(name)
    return f"&{name} {need}"


def main() -> None:
    """Write them below the mark."""
    kept, mark, _ = FILE.read_text(encoding="utf-8").partition(MARK)
    FILE.write_text(kept + mark + "".join(visits(random.Random(SEED))), encoding="utf-8")


if __name__ == "__main__":
    main()
