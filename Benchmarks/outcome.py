"""What a peer gets and gives, whichever solver it is."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from gpu_shift import Schedule

Run = dict[str, Any]
"""What one run reached, with the keys of `optimize-cli benchmark --json`."""

Observer = Callable[[float, float], None]
"""Told a plan's cost and a lower bound, infinite or NaN where there is none yet."""


@dataclass(frozen=True)
class Outcome:
    schedule: Schedule | None = None
    bound: float | None = None
    proven: bool = False
    infeasible: bool = False


@dataclass(frozen=True)
class Clock:
    """Wall time since a run began, once its instance was read; building the model counts."""

    limit_seconds: float
    began: float = field(default_factory=time.perf_counter)

    def elapsed(self) -> float:
        return time.perf_counter() - self.began

    def remaining(self) -> float:
        return max(self.limit_seconds - self.elapsed(), 0.0)


def relative_gap(cost: float | None, bound: float | None) -> float | None:
    """(cost - bound) / max(|cost|, |bound|), never below 0."""
    if cost is None or bound is None:
        return None
    scale = max(abs(cost), abs(bound))
    return max(cost - bound, 0.0) / scale if scale > 0 else 0.0


class Trajectory:
    """Cost and bound over time: a point whenever either improved."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.points: list[Run] = []
        self.cost, self.bound = math.inf, -math.inf

    def observe(self, cost: float, bound: float) -> None:
        self.add(self.clock.elapsed(), cost, bound)

    def add(self, seconds: float, cost: float, bound: float) -> None:
        cost = min(self.cost, cost) if math.isfinite(cost) else self.cost
        bound = max(self.bound, bound) if math.isfinite(bound) else self.bound
        if (cost, bound) == (self.cost, self.bound):
            return
        self.cost, self.bound = cost, bound
        self.points.append({"seconds": seconds, "cost": finite(cost), "bound": finite(bound)})


def seconds_to_plan(trajectory: list[Run]) -> float | None:
    """When there first was a plan."""
    return next((point["seconds"] for point in trajectory if point.get("cost") is not None), None)


def seconds_to_gap(trajectory: list[Run], gap: float) -> float | None:
    """When cost and bound of one run first came within a gap of each other."""
    for point in trajectory:
        reached = relative_gap(point.get("cost"), point.get("bound"))
        if reached is not None and reached <= gap:
            seconds: float = point["seconds"]
            return seconds
    return None


def finite(value: float) -> float | None:
    return value if math.isfinite(value) else None
