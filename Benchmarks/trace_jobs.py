"""Published traces as jobs of a week: which are taken, and in which ways they can be flexible."""

from __future__ import annotations

import math
from datetime import datetime, timedelta
from typing import Any, NamedTuple

Job = dict[str, Any]

# Arrivals of a week; the horizon leaves the last of them time to end.
ARRIVAL_DAYS, HORIZON_DAYS = 7, 10
SHORTEST_HOURS, LONGEST_HOURS = 1, 48
# From the earliest finish to the deadline.
SLACK_HOURS = 24
# Busy GPU-hours over those of the pool in the days of the arrivals.
USE = 0.7
# Shorter jobs do not change their GPUs as they run.
LONG_HOURS = 4
# Speed of twice and four times the GPUs: count ^ 0.85.
SPEEDS = {1: 1, 2: 1.8, 4: 3.25}


class Trace(NamedTuple):
    name: str
    file: str
    unit: str | None
    """The unit of its times, where the file does not say it."""
    first_day: int
    every: int
    """Only one of so many jobs is taken."""
    gpu: str
    """Whose measured power it gets."""


class Week(NamedTuple):
    name: str
    series: str
    currency: str
    start: datetime

    def instant(self, days: float) -> str:
        return text(self.start + timedelta(days=days))


class Profile(NamedTuple):
    """Full power and the points below it, W, as `jobs profile` has them."""

    watts: float
    caps: list[dict[str, float]]


TRACES = [
    Trace("Alibaba PAI", "pai_1k", "seconds", 0, 1, "v100"),
    Trace("Azure", "azure-100k", "hours", 7, 3, "a40"),
    Trace("Alibaba pods", "alibaba-gpu-2023-pods", None, 128, 1, "v100"),
]


def text(instant: datetime) -> str:
    return instant.strftime("%Y-%m-%dT%H:%M:%SZ")


def selected(jobs: list[Job], trace: Trace, week: Week, profiles: list[Profile]) -> list[Job]:
    """The jobs that arrive in the week, with deadlines and each profile in turn."""
    taken: list[Job] = []
    for job in jobs:
        release = datetime.fromisoformat(job["release"].replace("Z", "+00:00"))
        arrives = timedelta() <= release - week.start < timedelta(days=ARRIVAL_DAYS)
        if arrives and SHORTEST_HOURS <= job["hours"] <= LONGEST_HOURS:
            deadline = release + timedelta(hours=job["hours"] + SLACK_HOURS)
            taken.append({**job, "deadline": text(deadline + timedelta(seconds=1))})
    taken = taken[:: trace.every]
    for number, job in enumerate(taken):
        job["wattsPerGPU"] = profiles[number % len(profiles)].watts
    return taken


def pool_size(jobs: list[Job]) -> int:
    """GPUs at which the jobs would use that share of the arrival days; at least the largest job."""
    busy = sum(job["gpus"] * job["hours"] for job in jobs)
    return max(math.ceil(busy / (24 * ARRIVAL_DAYS * USE)), *(job["gpus"] for job in jobs))


def flexible(jobs: list[Job], kinds: set[str], profiles: list[Profile], pool: int) -> list[Job]:
    """The same jobs, flexible in some ways: preemption, caps, moldable, malleable.

    Where jobs are malleable, short ones are moldable.
    """
    result = []
    for number, job in enumerate(jobs):
        job = dict(job)
        if "preemption" in kinds:
            job["preemption"] = {"minimumRunMinutes": 60, "restartMinutes": 6}
        if "caps" in kinds:
            job["powerCaps"] = profiles[number % len(profiles)].caps
        if kinds & {"moldable", "malleable"}:
            is_malleable = "malleable" in kinds and job["hours"] >= LONG_HOURS
            counts = [factor for factor in SPEEDS if factor * job["gpus"] <= pool]
            job["scaling"] = {
                "gpus": [factor * job["gpus"] for factor in counts],
                "speed": [SPEEDS[factor] for factor in counts],
                "resizable": is_malleable,
                "resizeMinutes": 3 if is_malleable else 0,
            }
        result.append(job)
    return result
