#!/usr/bin/env python3
"""Solves one gpu-shift-1 instance with HiGHS or CP-SAT and prints what it reached, and when."""

from __future__ import annotations

import argparse
import json
import sys
import time
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import gpu_shift
from options import positive_count, positive_seconds
from trajectory import Clock, Trajectory, finite, relative_gap

if TYPE_CHECKING:
    from formulation import Outcome

OPTIMAL_GAP = 1e-6
OUT_OF_MEMORY = 71
"""The exit code where the problem does not fit."""


class Solver(NamedTuple):
    name: str
    package: str
    module: str


SOLVERS = {
    "highs": Solver("HiGHS", "highspy", "highs_peer"),
    "cpsat": Solver("CP-SAT", "ortools", "cpsat_peer"),
}


def status(outcome: Outcome, gap: float | None) -> str:
    if outcome.is_infeasible:
        return "infeasible"
    if outcome.schedule is None:
        return "none"
    return "optimal" if gap is not None and gap <= OPTIMAL_GAP else "feasible"


def solved(arguments: argparse.Namespace) -> dict[str, object]:
    """Solves, checks the plan and computes its cost without the solver."""
    solver = SOLVERS[arguments.solver]
    solve = import_module(solver.module).solve
    began = time.perf_counter()
    instance = gpu_shift.read_instance(arguments.instance)
    read_seconds = time.perf_counter() - began

    clock = Clock(arguments.time_limit)
    trajectory = Trajectory(clock)
    outcome: Outcome = solve(
        instance, arguments.mode, clock, arguments.threads, trajectory.observe
    )
    seconds = clock.elapsed()

    cost = None
    if outcome.schedule is not None:
        violation = gpu_shift.violation(instance, outcome.schedule, arguments.mode)
        if violation is not None:
            raise ValueError(f"{instance.name}: {solver.name} broke a rule: {violation}")
        cost = gpu_shift.cost(instance, outcome.schedule)
    nothing = float("nan")
    trajectory.observe(
        nothing if cost is None else cost, nothing if outcome.bound is None else outcome.bound
    )
    bound = finite(trajectory.bound)
    gap = relative_gap(cost, bound)
    return {
        "instance": instance.name,
        "mode": arguments.mode,
        "tool": f"{solver.name} {version(solver.package)}",
        "threads": arguments.threads,
        "status": status(outcome, gap),
        "jobs": len(instance.jobs),
        "slots": instance.slots,
        "readSeconds": read_seconds,
        "seconds": seconds,
        "cost": cost,
        "bound": bound,
        "gap": gap,
        "trajectory": trajectory.points,
    }


def parsed() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, allow_abbrev=False)
    add = parser.add_argument
    add("instance", type=Path, metavar="INSTANCE", help="file in format gpu-shift-1")
    add("--solver", choices=SOLVERS, required=True)
    add("--mode", choices=gpu_shift.MODES, default=gpu_shift.WHOLE, help="default %(default)s")
    add(
        "--time-limit",
        type=positive_seconds,
        default=120.0,
        metavar="SECONDS",
        help="building the model included (default 120)",
    )
    add("--threads", type=positive_count, default=1, help="default %(default)s")
    return parser.parse_args()


def main() -> None:
    try:
        print(json.dumps(solved(parsed()), allow_nan=False))
    except ValueError as error:
        sys.exit(f"peers: {error}")
    except MemoryError:
        print("peers: out of memory", file=sys.stderr)
        sys.exit(OUT_OF_MEMORY)
    except ImportError as error:
        sys.exit(f"peers: {error}: run install-peers, then use .venv/bin/python")


if __name__ == "__main__":
    main()
