"""The package that these scripts measure, and how they run its command."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent


class Failure(Exception):
    """Ends a script with one line."""


def must_run(what: str, *command: object) -> None:
    """Runs a command that a script cannot do without; what it prints is progress."""
    try:
        done = subprocess.run([str(part) for part in command], stdout=sys.stderr, check=False)
    except OSError as error:
        raise Failure(f"{what}: {command[0]}: {error.strerror}") from None
    if done.returncode != 0:
        raise Failure(f"{what} ended with code {done.returncode}")


def built_cli() -> Path:
    build = ["swift", "build", "--package-path", str(PACKAGE), "-c", "release"]
    must_run("the release build", *build, "--product", "optimize-cli")
    shown = subprocess.run([*build, "--show-bin-path"], capture_output=True, text=True, check=True)
    return Path(shown.stdout.strip()) / "optimize-cli"
