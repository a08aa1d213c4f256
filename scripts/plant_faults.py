"""Plant small faults in rules, timeline, compile and reading, one at a time, and see whether the laws catch them.

`python scripts/plant_faults.py` plants a sample and resumes where it was interrupted; what was found stands in
`benchmarks/results/planted-faults.json`. A fault that nothing catches fails the run, unless it is listed under
`HARMLESS` with the reason why it changes no behaviour.
"""

from __future__ import annotations

import argparse
import ast
import copy
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parent.parent
RESULTS = ROOT / "benchmarks" / "results" / "planted-faults.json"
TARGETS = ("rules/*.py", "timeline/*.py", "compile/*.py", "solving/reading.py")
TEXTS = {"causes.py", "oddities.py", "__init__.py", "registry.py"}  # sentences about facts, and lists
OTHERS = {"faults", "demand", "title"}  # sentences about faults and demands
SAMPLE, SEED, PATIENCE = 160, 2020, 600
PASSED, NOTHING_RUN = 0, 5
REST = ["tests/timeline", "tests/planning", "tests/explain"]
LAWS, EDGES, FACTS = "tests/laws/test_laws.py", "tests/laws/test_edges.py", "tests/laws/test_oracle.py"
RULES = {"decided": "pins or required", "base": "prices", "ledger": "work_time", "scope": "at_most or buffer"}
SWAPS: dict[type[ast.AST], type[ast.AST]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.And: ast.Or,
    ast.Or: ast.And,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
}
NAMES = {"min": "max", "max": "min", "any": "all", "all": "any", "union": "intersect", "ceil": "floor"}
SWAPPED = {"subtract", "after", "together", "range"}
FIELDS = {"from_": "to", "to": "from_", "earliest": "latest", "latest": "earliest"}

LEFT_OUT = (ast.JoinedStr, ast.arguments, ast.Import, ast.ImportFrom, ast.Assert)


class Fault(NamedTuple):
    """One small change: where in the source, and what stands there instead."""

    file: str
    where: str
    start: int
    end: int
    old: str
    new: str
    number: int

    @property
    def name(self) -> str:
        """The same name as long as the changed lines stay as they are."""
        again = f" #{self.number}" if self.number else ""
        return f"{self.file} {self.where}: {self.old} -> {self.new}{again}"


def changes(node: ast.AST) -> Iterator[ast.AST]:
    """The small changes that can be made to one expression or statement."""
    match copy.deepcopy(node):
        case ast.Compare(ops=operators):
            yield from (other_operator(node, i) for i, one in enumerate(operators) if type(one) in SWAPS)
        case ast.BoolOp(op=operator) | ast.BinOp(op=operator) if type(operator) in SWAPS:
            yield other_operator(node, None)
        case ast.UnaryOp(op=ast.Not() | ast.USub() | ast.Invert(), operand=operand):
            yield operand
        case ast.Constant(value=bool(value)):
            yield ast.Constant(not value)
        case ast.Constant(value=int(value)):
            yield ast.Constant(value + 1)
        case other:
            yield from rarer_changes(other)


def other_operator(node: ast.AST, place: int | None) -> ast.AST:
    """The same expression with another operator: the only one, or one of a row of comparisons."""
    other: Any = copy.deepcopy(node)
    changed: ast.AST = other
    if place is None:
        other.op = SWAPS[type(other.op)]()
    else:
        other.ops[place] = SWAPS[type(other.ops[place])]()
    return changed


def rarer_changes(node: Any) -> Iterator[ast.AST]:
    """Other names, swapped arguments, and statements left out."""
    match node:
        case ast.Name(id=name) if name in NAMES:
            yield ast.Name(NAMES[name])
        case ast.Attribute(value=value, attr=name) if name in FIELDS:
            yield ast.Attribute(value, FIELDS[name])
        case ast.Call(func=called, args=[first, second, *rest]) if ast.unparse(called).rpartition(".")[2] in SWAPPED:
            yield ast.Call(called, [second, first, *rest], node.keywords)
        case ast.Subscript(value=value, slice=ast.Slice()):
            yield value
        case ast.Continue() | ast.Break():
            yield ast.Pass()
        case ast.Expr(value=ast.Call(func=called)) if "notices" not in ast.unparse(called):
            yield ast.Pass()
        case ast.IfExp(body=body):
            yield body
        case _:
            pass


def faults_in(file: Path, tree: Path) -> Iterator[Fault]:
    """Every fault that can be planted in a file of a tree."""
    source = file.read_text("utf-8")
    starts = [0]
    for line in source.encode().splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    seen: Counter[tuple[str, str, str]] = Counter()
    for where, node in sites(ast.parse(source), ""):
        begin = starts[node.lineno - 1] + node.col_offset
        end = starts[(node.end_lineno or 0) - 1] + (node.end_col_offset or 0)
        old = source.encode()[begin:end].decode()
        for changed in changes(node):
            new = ast.unparse(ast.fix_missing_locations(changed))
            new = new if isinstance(changed, ast.Pass) else f"({new})"
            key = where, old, new
            yield Fault(file.relative_to(tree).as_posix(), where, begin, end, old, new, seen[key])
            seen[key] += 1


def sites(node: ast.AST, where: str) -> Iterator[tuple[str, Any]]:
    """The expressions and statements of functions, and the functions they stand in; no annotations, no texts."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.ClassDef | ast.FunctionDef):
            if child.name not in OTHERS:
                yield from sites(child, f"{where}.{child.name}".lstrip("."))
        elif isinstance(child, ast.AnnAssign):
            if where and child.value is not None:
                yield from sites(ast.Expr(child.value), where)
        elif not isinstance(child, LEFT_OUT) and child not in declared(node):
            if where and hasattr(child, "lineno"):
                yield where, child
            yield from sites(child, where)


def declared(node: ast.AST) -> list[ast.AST | None]:
    """What is said about a function and not done in it, and imports for types."""
    if isinstance(node, ast.FunctionDef):
        return [node.returns, *node.decorator_list]
    return list(node.body) if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test) else []


def all_faults(tree: Path) -> list[Fault]:
    """Every fault that can be planted in a tree, in an order of chance that stays the same."""
    house = tree / "src" / "planner"
    files = sorted(file for target in TARGETS for file in house.glob(target) if file.name not in TEXTS)
    faults = [fault for file in files for fault in faults_in(file, tree)]
    return sorted(faults, key=lambda fault: hashlib.sha256(f"{SEED} {fault.name}".encode()).digest())


def planted(fault: Fault, tree: Path) -> bytes:
    """Plant a fault in a copy of the tree; what stood in the file before is returned."""
    file = tree / fault.file
    source = file.read_bytes()
    file.write_bytes(source[: fault.start] + fault.new.encode() + source[fault.end :])
    return source


def stages(fault: Fault | None) -> Iterator[tuple[int, list[str]]]:
    """What is run against a fault until something fails, the likeliest and quickest first: cases a rule, and tests."""
    examples = [f"src/planner/{part}" for part in ("rules", "timeline", "compile")]
    place = Path(fault.file) if fault else Path()
    if place.parent.name == "rules":
        yield 8, [LAWS, EDGES, "-k", f"not bind and ({RULES.get(place.stem, place.stem)})"]
    if place.parent.name == "timeline":
        yield 2, [FACTS]
    yield 2, [LAWS, "-k", "not bind and not half_of"]
    yield 2, [EDGES, FACTS, *examples]
    yield 25, [LAWS, "-k", "not bind"]
    yield 2, REST


def caught(tree: Path, fault: Fault | None) -> str | None:
    """The first test that fails in a tree; `None` if none does."""
    paths = os.pathsep.join(str(tree / part) for part in ("src", "tests"))
    for cases, arguments in stages(fault):
        variables = {**os.environ, "PYTHONPATH": paths, "LAW_CASES": str(cases), "PYTHONDONTWRITEBYTECODE": "1"}
        command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", *arguments]
        try:
            run = subprocess.run(
                command, cwd=tree, env=variables, capture_output=True, text=True, check=False, timeout=PATIENCE
            )
        except subprocess.TimeoutExpired:
            return "never ends"
        if run.returncode not in (PASSED, NOTHING_RUN):
            failed = [line for line in run.stdout.splitlines() if line.startswith(("FAILED", "ERROR"))]
            return failed[0].partition(" - ")[0] if failed else run.stdout[-200:] + run.stderr[-200:]
    return None


def main() -> None:
    """Plant a sample of faults, and tell how many were caught and which were not."""
    parser = argparse.ArgumentParser(description="Plant faults and see whether the laws catch them.")
    parser.add_argument("--sample", type=int, default=SAMPLE, help=f"how many, at least 100; {SAMPLE} if left out")
    parser.add_argument("--again", action="store_true", help="begin anew; survivors are always tried again")
    parser.add_argument("--only", default="", help="faults whose name holds this text")
    parser.add_argument("--list", action="store_true", help="list the faults and plant none")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        tree = Path(folder, "tree")
        shutil.copytree(ROOT, tree, ignore=shutil.ignore_patterns("__pycache__", ".*", "benchmarks", "notebooks"))
        sample = [fault for fault in all_faults(tree) if asked.only in fault.name][: asked.sample]
        if asked.list:
            print("\n".join(fault.name for fault in sample))
            return
        found = plant(sample, tree, {} if asked.again else known())
    alive = [fault.name for fault in sample if not found[fault.name]["caught"] and fault.name not in HARMLESS]
    print(f"{len(sample)} faults planted, {sum(found[fault.name]['caught'] for fault in sample)} caught")
    if alive:
        sys.exit("\n".join(["SURVIVED:", *alive]))


def known() -> dict[str, Any]:
    """What was found before."""
    found: dict[str, Any] = json.loads(RESULTS.read_text("utf-8"))["faults"] if RESULTS.exists() else {}
    return found


def plant(sample: list[Fault], tree: Path, found: dict[str, Any]) -> dict[str, Any]:
    """Plant faults one at a time, but those that are known to be caught; what is found is kept as it comes."""
    sound = caught(tree, None)
    if sound is not None:
        sys.exit(f"the tests fail without any fault: {sound}")
    for n, fault in enumerate(sample, start=1):
        if not found.get(fault.name, {}).get("caught"):
            began = time.monotonic()
            source = planted(fault, tree)
            by = caught(tree, fault)
            (tree / fault.file).write_bytes(source)
            told = {"by": by} if by else {"harmless": HARMLESS[fault.name]} if fault.name in HARMLESS else {}
            found[fault.name] = {"caught": by is not None, **told, "seconds": round(time.monotonic() - began, 1)}
            print(f"{n}/{len(sample)} {'caught' if by else 'SURVIVED'}: {fault.name} {by or ''}", flush=True)
        keep(found, sample)
    return found


def keep(found: dict[str, dict[str, Any]], sample: list[Fault]) -> None:
    """Write what was found so far, whole."""
    names = {fault.name for fault in sample}
    mine = {name: one for name, one in sorted(found.items()) if name in names}
    totals = {
        "planted": len(mine),
        "caught": sum(one["caught"] for one in mine.values()),
        "harmless": sum(not one["caught"] and name in HARMLESS for name, one in mine.items()),
    }
    RESULTS.parent.mkdir(parents=True, exist_ok=True)
    draft = RESULTS.with_suffix(".part")
    draft.write_text(json.dumps({**totals, "faults": mine}, indent=1) + "\n", "utf-8")
    draft.replace(RESULTS)


HARMLESS: dict[str, str] = {
    "src/planner/compile/holding.py Holding._of: starts & self._when.starts_on(task, day)"
    " -> (starts | self._when.starts_on(task, day))": "the days it adds are those on which the person is never there",
    "src/planner/compile/who.py Who.on_at: self._when.starts_on(task, day) & allowed"
    " -> (self._when.starts_on(task, day) | allowed)": "no day is then found again: other literals, the same meaning",
    "src/planner/compile/holding.py Holding.together: other.earliest >= one.latest + one.size"
    " -> (other.earliest > one.latest + one.size)": "a literal that cannot hold takes the place of False",
    "src/planner/compile/who.py Who._split_by_day: self._logic.literal() if serves is not False else False"
    " -> (self._logic.literal())": "the literals add up to False",
    "src/planner/compile/who.py Who._split_by_day: self._when.starts_on(task, day) & self.allowed(task, person)"
    " -> (self._when.starts_on(task, day) | self.allowed(task, person))": "literals of days on which nobody is there",
    "src/planner/timeline/clock.py LocalClock.span: ends - begins -> (ends + begins)": "the slow way comes to the same",
    "src/planner/timeline/spans.py intersect: left[i][1] <= right[j][1]"
    " -> (left[i][1] < right[j][1])": "where both end, either may go on",
    "src/planner/timeline/occurrences.py Expansion._times: 2 -> (3)": "what lasts a day at most ends within two",
}
"""Faults that change no behaviour, and why."""

if __name__ == "__main__":
    main()
