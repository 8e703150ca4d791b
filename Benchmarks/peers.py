#!/usr/bin/env python3
"""Solves gpu-shift-1 instances with HiGHS and CP-SAT and says what they reached, and when."""

from __future__ import annotations

import argparse
import json
import math
import os
import subprocess
import sys
import threading
import time
from importlib import import_module
from importlib.metadata import version
from itertools import product
from pathlib import Path
from typing import NamedTuple

import gpu_shift
from options import positive_count, positive_seconds
from outcome import (
    Clock,
    Outcome,
    Run,
    Trajectory,
    finite,
    relative_gap,
    seconds_to_gap,
    seconds_to_plan,
)


class Solver(NamedTuple):
    name: str
    package: str
    module: str


SOLVERS = {
    "highs": Solver("HiGHS", "highspy", "highs_peer"),
    "cpsat": Solver("CP-SAT", "ortools", "cpsat_peer"),
}
OPTIMAL_GAP = 1e-6
TARGET_GAP = 0.01


class Task(NamedTuple):
    path: Path
    solver: str
    mode: str
    limit_seconds: float
    threads: int

    def heading(self) -> Run:
        solver = SOLVERS[self.solver]
        return {
            "instance": self.path.stem,
            "mode": self.mode,
            "tool": f"{solver.name} {version(solver.package)}",
            "threads": self.threads,
        }

    def command(self) -> list[str]:
        """What runs this task alone."""
        options = {
            "--solver": self.solver,
            "--mode": self.mode,
            "--time-limit": self.limit_seconds,
            "--threads": self.threads,
        }
        named = [str(part) for option in options.items() for part in option]
        return [sys.executable, __file__, str(self.path), *named, "--in-process"]


def solved(task: Task) -> Run:
    """Solves in this process; checks the plan and computes its cost without the solver."""
    peer = import_module(SOLVERS[task.solver].module)
    began = time.perf_counter()
    instance = gpu_shift.read_instance(task.path)
    read_seconds = time.perf_counter() - began

    clock = Clock(task.limit_seconds)
    trajectory = Trajectory(clock)
    outcome: Outcome = peer.solve(instance, task.mode, clock, task.threads, trajectory.observe)
    seconds = clock.elapsed()

    cost = None
    if outcome.schedule is not None:
        violation = gpu_shift.violation(instance, outcome.schedule, task.mode)
        if violation is not None:
            raise ValueError(f"{task.path}: {task.solver} broke a rule: {violation}")
        cost = gpu_shift.cost(instance, outcome.schedule)
    final_bound = -math.inf if outcome.bound is None else outcome.bound
    trajectory.add(seconds, math.inf if cost is None else cost, final_bound)
    bound = finite(trajectory.bound)
    gap = relative_gap(cost, bound)
    proven = outcome.proven and gap is not None and gap <= OPTIMAL_GAP
    return {
        **task.heading(),
        "instance": instance.name,
        "status": status(outcome, proven),
        "stop": "proven" if proven or outcome.infeasible else "time",
        "jobs": len(instance.jobs),
        "slots": instance.slots,
        "readSeconds": read_seconds,
        "firstPlanSeconds": seconds_to_plan(trajectory.points),
        "onePercentSeconds": seconds_to_gap(trajectory.points, TARGET_GAP),
        "seconds": seconds,
        "provenSeconds": seconds if proven else None,
        "cost": cost,
        "bound": bound,
        "gap": gap,
        "trajectory": trajectory.points,
    }


def status(outcome: Outcome, proven: bool) -> str:
    if outcome.infeasible:
        return "infeasible"
    if outcome.schedule is None:
        return "none"
    return "optimal" if proven else "feasible"


def solved_apart(task: Task) -> Run:
    """Solves in a process of its own: its peak memory is its own, its failure ends nothing else."""
    run: Run = {**task.heading(), "status": "failed", "stop": "failed", "trajectory": []}
    # A solver deep in presolve or in a linear program may not look at its clock for a while.
    latest = time.monotonic() + 1.5 * task.limit_seconds + 60
    with subprocess.Popen(task.command(), stdout=subprocess.PIPE, text=True) as child:
        killer = threading.Timer(latest - time.monotonic(), child.kill)
        killer.start()
        try:
            output = child.stdout.read() if child.stdout else ""
            _, wait_status, usage = os.wait4(child.pid, 0)
            child.returncode = os.waitstatus_to_exitcode(wait_status)
        except BaseException:
            child.kill()
            raise
        finally:
            killer.cancel()
    if child.returncode == 0:
        run = json.loads(output)["runs"][0]
    elif time.monotonic() >= latest:
        run |= {"status": "none", "stop": "overran"}
    run["cpuSeconds"] = usage.ru_utime + usage.ru_stime
    # ru_maxrss is in KiB on Linux, in bytes on macOS.
    run["peakMB"] = usage.ru_maxrss / (1024 if sys.platform != "darwin" else 1024 * 1024)
    return run


def document(runs: list[Run]) -> str:
    return json.dumps({"schemaVersion": "1.0", "runs": runs}, allow_nan=False) + "\n"


def line(run: Run) -> str:
    figures = [f"{run['instance']} {run['mode']} {run['tool']}: {run['status']}"]
    for key, text in (
        ("cost", "cost {:.6f}"),
        ("bound", "bound {:.6f}"),
        ("gap", "gap {:.2e}"),
        ("firstPlanSeconds", "first plan {:.2f} s"),
        ("onePercentSeconds", "1 % {:.2f} s"),
        ("seconds", "ended {:.2f} s"),
        ("cpuSeconds", "processor {:.2f} s"),
        ("peakMB", "{:.0f} MB"),
    ):
        if run.get(key) is not None:
            figures.append(text.format(run[key]))
    return ", ".join(figures)


def parsed() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, allow_abbrev=False)
    add = parser.add_argument
    add("instances", nargs="+", type=Path, metavar="INSTANCE", help="file in format gpu-shift-1")
    add("--solver", choices=(*SOLVERS, "both"), default="both", help="default %(default)s")
    add(
        "--mode",
        choices=(*gpu_shift.MODES, "both"),
        default="both",
        help="jobs in one piece, or in any slots of their windows (default %(default)s)",
    )
    add(
        "--time-limit",
        type=positive_seconds,
        default=120.0,
        metavar="SECONDS",
        help="for each solve, building its model included (default 120)",
    )
    add("--threads", type=positive_count, default=1, help="default %(default)s")
    add("--json", type=Path, metavar="OUT", help="write all runs with their trajectories")
    add("--in-process", action="store_true", help=argparse.SUPPRESS)
    return parser.parse_args()


def solved_all(arguments: argparse.Namespace) -> list[Run]:
    for path in arguments.instances:
        gpu_shift.read_instance(path)
    solvers = SOLVERS if arguments.solver == "both" else [arguments.solver]
    modes = gpu_shift.MODES if arguments.mode == "both" else [arguments.mode]
    runs = []
    for path, mode, solver in product(arguments.instances, modes, solvers):
        task = Task(path, solver, mode, arguments.time_limit, arguments.threads)
        if arguments.in_process:
            return [solved(task)]
        runs.append(solved_apart(task))
        print(line(runs[-1]), file=sys.stderr)
    return runs


def main() -> None:
    arguments = parsed()
    try:
        runs = solved_all(arguments)
        if arguments.in_process:
            print(document(runs), end="")
        elif arguments.json is not None:
            arguments.json.write_text(document(runs), encoding="utf-8")
    except OSError as error:
        sys.exit(f"peers: {error.filename}: {error.strerror}")
    except ValueError as error:
        sys.exit(f"peers: {error}")
    except ImportError as error:
        sys.exit(f"peers: {error}: run install-peers, then use .venv/bin/python")
    sys.exit(any(run["status"] == "failed" for run in runs))


if __name__ == "__main__":
    main()
