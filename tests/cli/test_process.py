"""The command as a process of its own: start, streams, signals."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import gongkai
from gongkai.report.report import Report
from tests.cli.run import CLEAN, WRONG, environment, process, write

HEAVY = ("gongkai.law", "gongkai.reading", "gongkai.report", "msgspec", "yaml", "rich", "xlsxwriter", "selectolax")


def test_version() -> None:
    done = process("--version")
    assert done.stdout.decode().split() == ["gongkai", gongkai.__version__]


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["-h"]], ids=" ".join)
def test_help_imports_nothing_heavy(arguments: list[str]) -> None:
    code = (
        "import sys\n"
        "from gongkai.cli.main import main\n"
        f"sys.argv[1:] = {arguments!r}\n"
        "try:\n    main()\nexcept SystemExit as end:\n    status = end.code\n"
        f"print([m for m in {HEAVY!r} if m in sys.modules], status)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[] 0"


@pytest.mark.parametrize(("report", "status"), [(CLEAN, 0), (WRONG, 1), (b"x", 2)])
def test_status(tmp_path: Path, report: Report | bytes, status: int) -> None:
    file = write(tmp_path, "a.json", report)
    assert process("check", str(file)).returncode == status


def test_standard_output_is_utf_8_whatever_the_locale(tmp_path: Path) -> None:
    file = write(tmp_path, "a.json", CLEAN)
    done = process(
        "read", str(file), "--format", "json", env=environment(LC_ALL="C", PYTHONUTF8="0", PYTHONIOENCODING="ascii")
    )
    assert json.loads(done.stdout)["body"]["name"] == "青山县白石镇人民政府"


def test_nothing_but_the_result_on_standard_output(tmp_path: Path) -> None:
    for i in range(12):
        write(tmp_path, f"{i}.json", CLEAN)
    write(tmp_path, "bad.json", b"x")
    done = process("check", f"{tmp_path}/*.json", "--format", "jsonl", "--jobs", "2")
    assert len([json.loads(line) for line in done.stdout.splitlines()]) == 13
    assert "共 13 份文件，读取 12 份，失败 1 份。" in done.stderr.decode()


@pytest.mark.skipif(os.name != "posix", reason="pipes of POSIX")
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_reader_that_goes_away_is_no_error(tmp_path: Path, jobs: str) -> None:
    for i in range(30):
        write(tmp_path, f"{i}.json", CLEAN)
    command = f"{sys.executable} -m gongkai read '{tmp_path}/*.json' --format json --jobs {jobs} | head -c 100"
    done = subprocess.run(["bash", "-c", f"set -o pipefail; {command}"], capture_output=True, check=False, timeout=60)
    assert len(done.stdout) == 100
    assert done.stderr == b""
    assert done.returncode == 141


@pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_ctrl_c_ends_quietly_and_leaves_nothing_behind(tmp_path: Path, jobs: str) -> None:
    pipe = tmp_path / "pipe.txt"
    os.mkfifo(pipe)
    files = [str(write(tmp_path, "a.json", CLEAN)), str(pipe)]
    target = tmp_path / "out" / "x.json"
    target.parent.mkdir()
    command = [sys.executable, "-m", "gongkai", "read", *files, "--jobs", jobs, "-o", str(target)]
    running = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True)
    # Opening the pipe for writing waits until the command reads it: then it is surely at work.
    writer = os.open(pipe, os.O_WRONLY)
    time.sleep(0.2)
    os.killpg(running.pid, signal.SIGINT)
    os.close(writer)
    out, err = running.communicate(timeout=30)
    assert (running.returncode, out) == (130, b"")
    assert b"Traceback" not in err
    assert list(target.parent.iterdir()) == []


def test_a_law_that_is_wrong_is_told_with_its_place(tmp_path: Path) -> None:
    write(tmp_path, "law/checks.yaml", b"- {code: X, colour: red}\n")
    file = write(tmp_path, "a.json", CLEAN)
    done = process("check", str(file), env=environment(GONGKAI_DATA=str(tmp_path)))
    assert done.returncode == 2
    assert "checks.yaml:1: $[0].colour" in done.stderr.decode()
    assert b"Traceback" not in done.stderr


def test_the_module_is_the_command() -> None:
    assert b"explain" in process("--help").stdout
