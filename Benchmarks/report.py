"""The comparison as Markdown: one row per run, between markers in a file where wanted."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

Run = dict[str, Any]

# Of the comparison with other solvers.
NAME = "benchmark"


def seconds_text(value: float | None) -> str:
    if value is None:
        return "–"
    if value < 0.1:
        return f"{1000 * value:.3g} ms"
    return f"{value:.2f} s" if value < 10 else f"{value:.1f} s"


def gap_text(value: float | None) -> str:
    if value is None:
        return "–"
    return f"{100 * value:.3g} %" if value > 1e-6 else "0"


def number_text(value: float | None, digits: int) -> str:
    return "–" if value is None else f"{value:,.{digits}f}"


def cost_text(run: Run) -> str:
    """The cost, or why there is none."""
    return run["status"] if run.get("cost") is None else number_text(run["cost"], 3)


COLUMNS = {
    "instance": lambda run: run["instance"],
    "mode": lambda run: run["mode"],
    "tool": lambda run: run["tool"],
    "cost": cost_text,
    "bound": lambda run: number_text(run.get("bound"), 3),
    "gap": lambda run: gap_text(run.get("gap")),
    "first plan": lambda run: seconds_text(run.get("firstPlanSeconds")),
    "to 1 %": lambda run: seconds_text(run.get("onePercentSeconds")),
    "to best": lambda run: seconds_text(run.get("bestSeconds")),
    "peak MB": lambda run: number_text(run.get("peakMB"), 0),
}


def table(runs: list[Run]) -> str:
    rows = [[text(run) for text in COLUMNS.values()] for run in runs]
    aligned = [":--"] * 3 + ["--:"] * (len(COLUMNS) - 3)
    return "\n".join("| " + " | ".join(row) + " |" for row in [list(COLUMNS), aligned, *rows])


def write_whole(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(path.name + ".partial")
    partial.write_text(text, encoding="utf-8")
    os.replace(partial, path)


def markers(name: str) -> tuple[str, str]:
    return f"<!-- {name}:begin -->", f"<!-- {name}:end -->"


def write_between_markers(path: Path, text: str, name: str = NAME) -> None:
    before, after = split_at_markers(path, name)
    begin, end = markers(name)
    write_whole(path, f"{before}{begin}\n{text}\n{end}{after}")


def split_at_markers(path: Path, name: str = NAME) -> tuple[str, str]:
    first, last = markers(name)
    before, begin, rest = path.read_text(encoding="utf-8").partition(first)
    _, end, after = rest.partition(last)
    if not begin or not end:
        raise ValueError(f"{path}: no {first} followed by {last}")
    return before, after
