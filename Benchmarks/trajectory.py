"""What a run knew when: cost and bound over time, and what can be read off them."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

Point = dict[str, Any]
"""`seconds`, and `cost` and `bound` as far as they were known."""

COST_TOLERANCE = 1e-7
"""Relative; two costs nearer to each other differ by rounding alone."""


@dataclass(frozen=True)
class Clock:
    """Wall time since a run began, once its instance was read; building the model counts."""

    limit_seconds: float
    began: float = field(default_factory=time.perf_counter)

    def elapsed(self) -> float:
        return time.perf_counter() - self.began

    def remaining(self) -> float:
        return max(self.limit_seconds - self.elapsed(), 0.0)


class Trajectory:
    """Keeps a point whenever cost or bound improved."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.points: list[Point] = []
        self.cost, self.bound = math.inf, -math.inf

    def observe(self, cost: float, bound: float) -> None:
        """A plan's cost and a lower bound, infinite or NaN where there is none yet."""
        cost = min(self.cost, cost) if math.isfinite(cost) else self.cost
        bound = max(self.bound, bound) if math.isfinite(bound) else self.bound
        if (cost, bound) == (self.cost, self.bound):
            return
        self.cost, self.bound = cost, bound
        point = {"seconds": self.clock.elapsed(), "cost": finite(cost), "bound": finite(bound)}
        self.points.append(point)


Observer = Callable[[float, float], None]
"""``Trajectory.observe``."""


def relative_gap(cost: float | None, bound: float | None) -> float | None:
    """(cost - bound) / max(|cost|, |bound|), never below 0."""
    if cost is None or bound is None:
        return None
    scale = max(abs(cost), abs(bound))
    return max(cost - bound, 0.0) / scale if scale > 0 else 0.0


def seconds_to_plan(points: list[Point]) -> float | None:
    """When there first was a plan."""
    return next((point["seconds"] for point in points if point.get("cost") is not None), None)


def seconds_to_gap(points: list[Point], gap: float) -> float | None:
    """When cost and bound first came within a gap of each other."""
    for point in points:
        reached = relative_gap(point.get("cost"), point.get("bound"))
        if reached is not None and reached <= gap:
            return float(point["seconds"])
    return None


def seconds_to_best(points: list[Point]) -> float | None:
    """When the last plan was found that is better than all before it."""
    costs = [point["cost"] for point in points if point.get("cost") is not None]
    if not costs:
        return None
    best = min(costs)
    enough = best + COST_TOLERANCE * abs(best)
    for point in points:
        if point.get("cost") is not None and point["cost"] <= enough:
            return float(point["seconds"])
    return None


def finite(value: float) -> float | None:
    return value if math.isfinite(value) else None
