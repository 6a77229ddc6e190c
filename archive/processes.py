"""The processes that `manage.py serve` starts: kept running, stopped together, and never outliving their parent."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

PR_SET_PDEATHSIG = 1  # prctl(2): the signal that a process gets when its parent dies, however that dies
PARENT = "SERVED_BY"  # the environment variable with the parent's process id
STEADY_SECONDS = 60  # who lived that long starts its next failure without a wait again
LONGEST_WAIT = 30.0
PATIENCE = 8.0  # seconds between asking a process to stop and killing it


@dataclass
class Child:
    """A process to keep running; `environment` is its whole environment."""

    name: str
    command: list[str]
    environment: dict[str, str] = field(repr=False)
    process: subprocess.Popen[bytes] | None = None
    born: float = 0.0
    failures: int = 0
    due: float = 0.0  # when it is to be started again, on time.monotonic()'s clock

    def start(self) -> None:
        """Starts it, out of reach of a Ctrl-C at our terminal: we stop our children ourselves, in order."""
        environment = {**self.environment, PARENT: str(os.getpid())}
        self.process = subprocess.Popen(self.command, env=environment, stdin=subprocess.DEVNULL, process_group=0)  # noqa: S603
        self.born = time.monotonic()


def keep_running(children: Iterable[Child], say: Callable[[str], None]) -> None:
    """One look at the children: who ended is said and started again, after a wait that doubles with each failure."""
    for child in children:
        now = time.monotonic()
        if child.process is None:
            if now >= child.due:
                child.start()
        elif (code := child.process.poll()) is not None:
            child.failures = 0 if now - child.born > STEADY_SECONDS else child.failures + 1
            wait = min(LONGEST_WAIT, 2.0 ** (child.failures - 1))
            child.process, child.due = None, now + wait
            say(f"The {child.name} ended ({_reason(code)}); it starts again in {wait:g} s.")


def stop(children: Iterable[Child]) -> None:
    """Asks all to stop, waits, and kills the process groups of those that did not."""
    running = [child.process for child in children if child.process]
    for process in running:
        process.terminate()
    deadline = time.monotonic() + PATIENCE
    for process in running:
        try:
            process.wait(max(0.0, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def end_with_parent(number: signal.Signals, parent: int | None = None) -> None:
    """Has the kernel send us this signal when our parent dies; ends at once where it is dead already.

    `parent`: its process id, by default from the environment. Linux only; elsewhere nothing happens.
    """
    if sys.platform != "linux":
        return
    ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, int(number), 0, 0, 0)
    if os.getppid() != (parent or int(os.environ[PARENT])):
        sys.exit("The process that started this one is gone.")


def _reason(code: int) -> str:
    return f"exit code {code}" if code >= 0 else signal.Signals(-code).name
