"""Instances of one AI factory, as `optimize-cli benchmark make` makes them."""

from __future__ import annotations

from pathlib import Path

from command import must_run

GPUS, SLOTS = 131_072, 2016
"""Slots of five minutes: a week."""


def made_factory(
    cli: Path, folder: Path, *, jobs: int, seed: int, mix: str = "rigid", facility: str
) -> Path:
    """The scenario in a new folder; its job list and series stand beside it."""
    size = ["--jobs", jobs, "--slots", SLOTS, "--gpus", GPUS, "--seed", seed]
    kind = ["--mix", mix, "--facility", facility, "--quiet"]
    must_run("benchmark make", cli, "benchmark", "make", *size, *kind, folder)
    return folder / "scenario.json"
