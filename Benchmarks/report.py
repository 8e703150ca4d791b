"""The comparison as Markdown: one row per run, and the machine it ran on."""

from __future__ import annotations

import os
import platform
import re
import subprocess
import sys
from pathlib import Path

from outcome import Run

BEGIN, END = "<!-- benchmark:begin -->", "<!-- benchmark:end -->"


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


def table(runs: list[Run]) -> str:
    header = ["instance", "mode", "tool", "status", "first plan", "cost", "bound", "gap"]
    header += ["time to 1 %", "proof", "peak MB"]
    rows = [
        [
            run["instance"],
            run["mode"],
            run["tool"],
            run["status"],
            seconds_text(run.get("firstPlanSeconds")),
            number_text(run.get("cost"), 4),
            number_text(run.get("bound"), 4),
            gap_text(run.get("gap")),
            seconds_text(run.get("onePercentSeconds")),
            seconds_text(run.get("provenSeconds")),
            number_text(run.get("peakMB"), 0),
        ]
        for run in runs
    ]
    aligned = [":--"] * 4 + ["--:"] * 7
    return "\n".join("| " + " | ".join(row) + " |" for row in [header, aligned, *rows])


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
    """The command's own version, the compiler's and Python's; each peer's stands in its rows."""
    swift = re.search(r"Swift version \S+", printed("swift", "--version"))
    named = [printed(str(cli), "--version"), swift.group(0) if swift else "Swift unknown"]
    return ", ".join([*named, f"Python {platform.python_version()}"])


def printed(*command: str) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.stdout.strip()


def write_between_markers(path: Path, text: str) -> None:
    parts = split_at_markers(path)
    if parts is None:
        raise ValueError(f"{path}: no {BEGIN} followed by {END}")
    before, after = parts
    partial = path.with_name(path.name + ".partial")
    partial.write_text(f"{before}{BEGIN}\n{text}\n{END}{after}", encoding="utf-8")
    os.replace(partial, path)


def split_at_markers(path: Path) -> tuple[str, str] | None:
    before, begin, rest = path.read_text(encoding="utf-8").partition(BEGIN)
    _, end, after = rest.partition(END)
    return (before, after) if begin and end else None
