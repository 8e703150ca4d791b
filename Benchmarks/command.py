"""The release command and the machine it runs on, for whoever measures it."""

from __future__ import annotations

import os
import platform
import re
import subprocess
import sys
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent


class Failure(Exception):
    """Ends a benchmark with one line."""


def must_run(what: str, *command: object) -> None:
    """Runs a command that a benchmark cannot do without; what it prints is progress."""
    try:
        done = subprocess.run([str(part) for part in command], stdout=sys.stderr, check=False)
    except OSError as error:
        raise Failure(f"{what}: {command[0]}: {error.strerror}") from None
    if done.returncode != 0:
        raise Failure(f"{what} ended with code {done.returncode}")


def built_cli() -> Path:
    """The path of optimize-cli, built for release."""
    build = ["swift", "build", "--package-path", str(PACKAGE), "-c", "release"]
    must_run("the release build", *build, "--product", "optimize-cli")
    return Path(printed(*build, "--show-bin-path")) / "optimize-cli"


def machine() -> str:
    """Processor, cores, memory and operating system in one phrase."""
    if sys.platform == "darwin":
        model = printed("sysctl", "-n", "machdep.cpu.brand_string")
    else:
        processors = Path("/proc/cpuinfo").read_text(encoding="utf-8")
        named = re.search(r"^model name\s*:\s*(.+)$", processors, re.MULTILINE)
        model = named.group(1) if named else platform.machine()
    memory_gib = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    try:
        system = platform.freedesktop_os_release()["PRETTY_NAME"]
    except OSError:
        system = f"{platform.system()} {platform.release()}"
    return f"{model}, {os.cpu_count()} cores, {memory_gib:.0f} GiB, {system}"


def versions(cli: Path) -> str:
    """The command's own version, the compiler's and Python's."""
    swift = re.search(r"Swift version \S+", printed("swift", "--version"))
    named = [printed(cli, "--version"), swift.group(0) if swift else "Swift unknown"]
    return ", ".join([*named, f"Python {platform.python_version()}"])


def printed(*command: str | Path) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.stdout.strip()
