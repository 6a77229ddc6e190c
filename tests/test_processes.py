"""Children that fail, refuse to stop, or lose their parent."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from archive import processes
from archive.processes import PARENT, Child, keep_running, stop

REPOSITORY = Path(__file__).resolve().parent.parent


def test_a_child_that_fails_is_started_again_after_longer_and_longer_waits() -> None:
    child = Child("worker", [sys.executable, "-c", "raise SystemExit(3)"], dict(os.environ))
    said: list[str] = []
    for _ in range(3):
        keep_running([child], said.append)
        child.process.wait()
        keep_running([child], said.append)
        keep_running([child], said.append)  # it is not due yet
        assert child.process is None
        child.due = 0.0
    assert said == [f"The worker ended (exit code 3); it starts again in {wait} s." for wait in (1, 2, 4)]


def test_a_child_that_does_not_stop_is_killed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "PATIENCE", 0.3)
    deaf = "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); print(flush=True); signal.pause()"
    willing = Child("willing", [sys.executable, "-c", "import signal; signal.pause()"], dict(os.environ))
    stubborn = Child("stubborn", [sys.executable, "-c", deaf], dict(os.environ))
    willing.start()
    stubborn.process = subprocess.Popen(stubborn.command, stdout=subprocess.PIPE, process_group=0)
    with stubborn.process.stdout as said:
        said.readline()
        stop([willing, stubborn, Child("not started", [], {})])
    assert (willing.process.returncode, stubborn.process.returncode) == (-signal.SIGTERM, -signal.SIGKILL)


def test_a_child_goes_with_its_parent_however_that_ends() -> None:
    child = """
import signal, time
from archive.processes import end_with_parent
end_with_parent(signal.SIGTERM)
print("set")
time.sleep(10)
print("outlived")
"""
    parent = f"""
import subprocess, sys, os
from archive.processes import PARENT
subprocess.Popen([sys.executable, "-uc", {child!r}], env=os.environ | {{PARENT: str(os.getpid())}}).wait()
"""
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY)}
    with subprocess.Popen([sys.executable, "-c", parent], stdout=subprocess.PIPE, env=environment) as process:
        assert process.stdout.readline() == b"set\n"
        process.kill()
        assert process.stdout.read() == b""  # ends when the child has, who holds the pipe open


def test_a_child_whose_parent_is_gone_already_ends_at_once() -> None:
    late = "import signal; from archive.processes import *; end_with_parent(signal.SIGTERM); print('lives on')"
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY), PARENT: "1"}
    ended = subprocess.run([sys.executable, "-c", late], env=environment, capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stdout, ended.stderr) == (1, "", "The process that started this one is gone.\n")
