"""Where a plan is written: whole, or kept elsewhere; never over something else."""

import contextlib
import io
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from solving.searches import long_search

import planner
from cli.commands import PLANNER, YEAR, Write, nobody, public, real, run
from planner.cli import main
from planner.writing import try_writing, write_out

FULL = Path("/dev/full")
needs_full = pytest.mark.skipif(not FULL.exists(), reason="no full device")


@pytest.fixture
def spare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the folder for temporary files, empty."""
    folder = tmp_path / "spare"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    monkeypatch.setenv("TMPDIR", str(folder))
    return folder


def kept(spare: Path, told: str) -> planner.Plan:
    """Load the only plan that was kept, which the message names."""
    (file,) = spare.iterdir()
    assert f"The plan is kept in {file}." in told
    return planner.load_plan(file)


@pytest.mark.parametrize(
    ("place", "told"),
    [
        ("nowhere/plan.json", "its folder does not exist. Make the folder first"),
        ("", "it is a folder. Name a file in it."),
        ("week.json/plan.json", "its folder is a file"),
        ("week.json", "it is the problem itself. Choose another place."),
    ],
)
def test_places_that_cannot_be_are_noticed_before_the_search(
    write: Write, tmp_path: Path, spare: Path, place: str, told: str
) -> None:
    file = write()
    before = file.read_text()
    said = run("solve", file, "-o", tmp_path / place, "--json")
    assert said.code == 2
    assert repr(str(tmp_path / place)) in said.err
    assert told in said.err
    assert told in said.data["message"]
    assert file.read_text() == before
    assert not list(spare.iterdir())
    assert {one.name for one in tmp_path.iterdir()} == {"spare", "week.json"}


def test_a_link_to_the_problem_is_the_problem(write: Write, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(write())
    assert "it is the problem itself" in run("solve", tmp_path / "week.json", "-o", tmp_path / "link").err


@pytest.mark.skipif(not hasattr(os, "seteuid"), reason="no users")
def test_a_read_only_folder_is_noticed_before_the_search(write: Write) -> None:
    run("solve", write())  # what is to be loaded is loaded by us
    with public() as folder:
        file = folder / "week.json"
        file.write_text(write().read_text())
        (target := folder / "plan.json").touch()
        with nobody():
            said = run("solve", file, "-o", target)
        assert target.read_text() == ""
    assert said.code == 2
    assert f"{str(target)!r} could not be written: permission denied" in said.err
    assert "Guardia" not in said.out


@needs_full
def test_a_full_disk_loses_no_plan(write: Write, spare: Path) -> None:
    said = run("solve", write(), "-o", FULL)
    assert said.code == 2
    assert "'/dev/full' could not be written: no space is left there" in said.err
    assert kept(spare, said.err).status == "optimal"
    assert "Guardia" in said.out


def test_a_place_that_goes_away_loses_no_plan(
    write: Write, spare: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "later").mkdir()
    found = planner.solve(planner.load(write()))

    def solve(*_: object, **__: object) -> planner.Plan:
        (tmp_path / "later").rmdir()
        return found

    monkeypatch.setattr("planner.planning.solve", solve)
    said = run("solve", write(), "-o", tmp_path / "later/plan.json", "--json")
    assert said.code == 2
    assert kept(spare, said.err) == found
    assert planner.Plan.model_validate(said.data) == found


@needs_full
def test_nowhere_to_keep_it(write: Write, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "nowhere"))
    said = run("solve", write(), "-o", FULL, "--json")
    assert said.code == 2
    assert "It could not be kept in the folder for temporary files either: No such file or directory." in said.err
    assert said.data["status"] == "optimal"


def test_what_stood_there_is_replaced_whole(write: Write, tmp_path: Path) -> None:
    (tmp_path / "plan.json").write_text("before" * 10_000)
    assert run("solve", write(), "-o", tmp_path / "plan.json").code == 0
    assert planner.load_plan(tmp_path / "plan.json").status == "optimal"


def test_no_plan_replaces_no_plan(tmp_path: Path) -> None:
    long_search().save(tmp_path / "long.json")
    target = tmp_path / "plan.json"
    said = run("solve", tmp_path / "long.json", "-o", target, "--work", "0.0001")
    assert said.code == 3
    assert planner.load_plan(target).status == "stopped"
    target.write_text("a plan")
    said = run("solve", tmp_path / "long.json", "-o", target, "--work", "0.0001")
    assert said.code == 3
    assert target.read_text() == "a plan"
    assert f"There is no plan: {str(target)!r} is left as it was." in said.err


@needs_full
@pytest.mark.parametrize("as_json", [(), ("--json",)])
def test_a_full_standard_output_loses_no_plan(write: Write, spare: Path, as_json: tuple[str, ...]) -> None:
    with FULL.open("w") as full:
        said = real("solve", write(), *as_json, stdout=full)
    assert said.code == 2
    assert said.err.startswith("The plan is kept in ")
    assert "standard output could not be written: no space is left there" in said.err
    assert kept(spare, said.err).status == "optimal"


@needs_full
def test_a_plan_that_was_saved_need_not_be_kept(write: Write, spare: Path, tmp_path: Path) -> None:
    with FULL.open("w") as full:
        said = real("solve", write(), "-o", tmp_path / "plan.json", stdout=full)
    assert said.code == 2
    assert not list(spare.iterdir())
    assert planner.load_plan(tmp_path / "plan.json").status == "optimal"


def test_a_closed_standard_output(write: Write) -> None:
    command = f"{PLANNER} dates {write()} >&-"
    ran = subprocess.run(command, shell=True, stderr=subprocess.PIPE, text=True, check=False)
    assert (ran.returncode, ran.stderr) == (2, "standard output is closed. Write to a file instead.\n")


def test_a_reader_who_has_read_enough() -> None:
    command = f"set -o pipefail; {PLANNER} schema problem | head -c 1"
    ran = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "{", "")


def test_no_standard_error_at_all(write: Write) -> None:
    command = f"{PLANNER} dates {write()}x 2>&-"
    ran = subprocess.run(command, shell=True, stdout=subprocess.PIPE, text=True, check=False)
    assert (ran.returncode, ran.stdout) == (2, "")


def test_text_is_whole_where_nobody_looks(write: Write) -> None:
    name = "The yearly meeting with a client whose name is longer than any line of any terminal " * 3
    file = write(activities=[{"kind": "appointment", "id": "a", "client": name.strip(), "on": "2020-06-23"}])
    assert f"Tue 23 June  {name.strip()}  appointment\n" in run("dates", file).out
    for line in run("solve", file).out.splitlines():
        assert line == line.rstrip()


def test_text_fits_where_a_width_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    said = run("dates", YEAR)
    assert max(map(len, said.out.splitlines())) <= 60
    assert " ".join(said.out.split()).count("December") == 4


def test_text_that_the_terminal_cannot_spell() -> None:
    said = real("dates", YEAR, env={"PYTHONIOENCODING": "ascii"})
    assert said.code == 0
    assert "C\\xe9his" in said.out


def test_errors_are_data_with_json(write: Write) -> None:
    said = run("dates", write(colour="red", timezone=5), "--json")
    assert said.code == 2
    assert said.data["error"] == "InputError"
    assert [fault["path"] for fault in said.data["faults"]] == [["timezone"], ["colour"]]
    assert said.data["message"] + "\n" == said.err


def test_a_mistake_of_ours_is_no_mistake_of_the_users(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise planner.BugError("the checker refuses the plan")

    monkeypatch.setattr("planner.planning.solve", broken)
    said = run("solve", write())
    assert (said.code, said.err) == (70, "the checker refuses the plan\n")


def test_a_crash_has_a_code_of_its_own(
    write: Write, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("planner.planning.solve", broken)
    monkeypatch.setattr(sys, "argv", ["planner", "solve", str(write())])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 70
    assert "ZeroDivisionError" in capsys.readouterr().err


def test_main_ends_with_the_code(
    write: Write, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["planner", "dates", str(write()), "--json"])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 0
    assert list(json.loads(capsys.readouterr().out)["activities"]) == ["guardia"]


def refused(*_: object, **__: object) -> None:
    """Refuse to write."""
    raise planner.OutputError("standard output could not be written: no space is left there.")


@pytest.mark.parametrize("saved", [False, True])
def test_what_cannot_be_printed_is_kept(
    write: Write, spare: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, saved: bool
) -> None:
    monkeypatch.setattr("planner.cli.shared.write_out", refused)
    said = run("solve", write(), *(("-o", tmp_path / "plan.json") if saved else ()), "--json")
    assert (said.code, said.out) == (2, "")
    assert said.err.endswith("no space is left there.\n")
    if saved:
        assert not list(spare.iterdir())
    else:
        assert kept(spare, said.err).status == "optimal"


@needs_full
def test_writing_to_a_full_output_is_given_up() -> None:
    with FULL.open("w") as full, contextlib.redirect_stdout(full):
        with pytest.raises(
            planner.OutputError, match=r"standard output could not be written: no space is left there\."
        ):
            write_out("text")
        write_out("what follows goes nowhere")


def test_writing_to_somebody_who_left_is_no_error() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "w") as pipe, contextlib.redirect_stdout(pipe):
        write_out("text")


def test_writing_to_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    with pytest.raises(planner.OutputError, match="standard output is closed"):
        write_out("text")


def test_writing_what_cannot_be_spelt() -> None:
    held = io.BytesIO()
    with contextlib.redirect_stdout(io.TextIOWrapper(held, "ascii")):
        write_out("Céhis \ud800")
        assert held.getvalue() == b"C\\xe9his \\ud800"
        write_out("Céhis \ud800", encoding="utf-8")
        assert held.getvalue().endswith(b"C\xc3\xa9his \\ud800")
    with contextlib.redirect_stdout(io.StringIO()) as text:
        write_out("Céhis", encoding="utf-8")
    assert text.getvalue() == "Céhis"


def test_trying_changes_nothing(tmp_path: Path) -> None:
    file = tmp_path / "plan.json"
    try_writing(file)
    assert not list(tmp_path.iterdir())
    file.write_text("before")
    before = file.stat()
    try_writing(file)
    assert file.stat() == before
    assert list(tmp_path.iterdir()) == [file]


def test_trying_leaves_pipes_alone(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    try_writing(tmp_path / "pipe")  # would wait for a reader
