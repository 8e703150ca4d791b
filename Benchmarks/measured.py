"""One program run as a process of its own: how long it took and how much memory it held."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path

BYTES_PER_MAXRSS = 1 if sys.platform == "darwin" else 1024


@dataclass(frozen=True)
class Measured:
    output: str
    exit_code: int
    was_killed: bool
    seconds: float
    cpu_seconds: float
    peak_mb: float
    """Largest resident memory in 10^6 bytes. Never below that of this Python when it started the
    process (about 15 MB): the system counts the moment before the program was loaded."""


def measured(
    command: list[str | Path], *, limit_seconds: float | None = None, is_quiet: bool = False
) -> Measured:
    """Runs a command to its end, or until a limit; standard output is kept, errors are shown."""
    began = time.perf_counter()
    killed = threading.Event()
    errors = subprocess.DEVNULL if is_quiet else None
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=errors, text=True) as child:

        def kill() -> None:
            killed.set()
            child.kill()

        killer = threading.Timer(limit_seconds or 0, kill)
        if limit_seconds is not None:
            killer.start()
        try:
            output = child.stdout.read() if child.stdout else ""
            _, status, usage = os.wait4(child.pid, 0)
            seconds = time.perf_counter() - began
            child.returncode = os.waitstatus_to_exitcode(status)
        except BaseException:
            child.kill()
            raise
        finally:
            killer.cancel()
    return Measured(
        output,
        child.returncode,
        killed.is_set(),
        seconds,
        usage.ru_utime + usage.ru_stime,
        usage.ru_maxrss * BYTES_PER_MAXRSS / 1e6,
    )
