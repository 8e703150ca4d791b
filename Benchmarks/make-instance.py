#!/usr/bin/env python3
"""Makes benchmark instances in the format gpu-shift-1: jobs, prices and a plan known to fit."""

from __future__ import annotations

import argparse
import csv
import json
import math
import os
import random
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from options import fraction, positive_count

GPU_COUNTS = [1, 2, 4, 8, 16, 32, 64]
GPU_COUNT_WEIGHTS = [0.20, 0.15, 0.20, 0.22, 0.12, 0.08, 0.03]
KW_PER_GPU = [0.45, 0.7, 1.0, 1.2]
KW_PER_GPU_WEIGHTS = [0.25, 0.42, 0.20, 0.13]
MEDIAN_DURATION = 12.0
DURATION_LOG_DEVIATION = 0.9
LONGEST_DURATION = 96
# How far a window may reach past the planted run on either side: tight, within a day, four days.
SLACK_REACHES = [2, 24, 96]
SLACK_REACH_WEIGHTS = [0.15, 0.45, 0.40]
CARBON_WEIGHT_EUR_PER_KG = 0.08
NODE_GPUS = 8
PLACEMENT_TRIES = 64

NOTES = (
    "job j occupies gpus GPUs in `duration` slots inside [release,deadline) (deadline exclusive); "
    "objective = sum_t (price_t + carbon_weight*ci_t)*power_t*slot_hours, EUR; "
    "capacity: sum of gpus running in a slot <= capacity_gpus"
)

DESCRIPTION = """\
Makes a benchmark instance in the format gpu-shift-1.

Feasibility is planted: every job is first given a start, such that all of them together stay
within the capacity, and only then a window is drawn around it. So the instance has at least one
plan, however tight its windows are. That plan is written as `planted_start`; it is made without
looking at prices, and a solver must not read it."""


class Job(NamedTuple):
    gpus: int
    duration: int
    kw_per_gpu: float


class Market(NamedTuple):
    start: datetime
    slot_hours: float
    price_eur_per_kwh: list[float]
    carbon_kg_per_kwh: list[float]
    source: str


def drawn_jobs(count: int, slots: int, random_source: random.Random) -> list[Job]:
    """Jobs with log-normal durations; few jobs get no very wide ones."""
    widest = max(sum(gpus <= count / 3 for gpus in GPU_COUNTS), 1)
    longest = max(min(LONGEST_DURATION, slots // 3), 1)
    jobs = []
    for _ in range(count):
        gpus = random_source.choices(GPU_COUNTS[:widest], GPU_COUNT_WEIGHTS[:widest])[0]
        drawn = random_source.lognormvariate(math.log(MEDIAN_DURATION), DURATION_LOG_DEVIATION)
        duration = min(max(round(drawn), 1), longest)
        jobs.append(Job(gpus, duration, random_source.choices(KW_PER_GPU, KW_PER_GPU_WEIGHTS)[0]))
    return jobs


def planted_starts(
    jobs: list[Job], slots: int, random_source: random.Random
) -> tuple[list[int], int]:
    """Starts that level the load, widest jobs first, and the peak that they reach."""
    used = [0] * slots
    starts = [0] * len(jobs)
    for index in sorted(range(len(jobs)), key=lambda j: (-jobs[j].gpus, -jobs[j].duration)):
        job = jobs[index]
        choices = range(slots - job.duration + 1)
        tried = random_source.sample(choices, min(PLACEMENT_TRIES, len(choices)))
        best = min(tried, key=lambda start: max(used[start : start + job.duration]))
        for slot in range(best, best + job.duration):
            used[slot] += job.gpus
        starts[index] = best
    return starts, max(used)


def drawn_window(job: Job, start: int, slots: int, random_source: random.Random) -> tuple[int, int]:
    """Release and deadline around a planted run, each side drawn by itself, inside the horizon."""
    before, after = (
        random_source.randint(0, reach)
        for reach in random_source.choices(SLACK_REACHES, SLACK_REACH_WEIGHTS, k=2)
    )
    return max(start - before, 0), min(start + job.duration + after, slots)


def synthetic_market(
    slots: int, slot_minutes: int, start: datetime, random_source: random.Random
) -> Market:
    """Prices and carbon from an invented residual load: demand less sun less wind.

    Demand has a daily and a weekly shape, the sun digs the midday dip and clouds vary it by day,
    the wind wanders over days. Low residual load gives cheap, clean and at times negative hours.
    """
    prices, carbons = [], []
    wind, clouds = random_source.gauss(0, 1), 1.0
    persistence = 0.985 ** (slot_minutes / 60)
    for slot in range(slots):
        moment = start + timedelta(minutes=slot * slot_minutes)
        hour = moment.hour + moment.minute / 60
        if slot == 0 or hour == 0:
            clouds = random_source.uniform(0.35, 1.0)
        demand = (
            1.0
            + 0.14 * math.exp(-(((hour - 8.5) / 2.5) ** 2))
            + 0.20 * math.exp(-(((hour - 19) / 2.5) ** 2))
            - 0.16 * math.exp(-(((hour - 3) / 3.0) ** 2))
            - (0.0 if moment.weekday() < 5 else 0.14)
        )
        sun = 0.38 * clouds * max(math.cos(math.pi * (hour - 12.5) / 13), 0.0) ** 1.5
        wind = persistence * wind + math.sqrt(1 - persistence**2) * random_source.gauss(0, 1)
        residual = demand - sun - 0.20 * wind - 0.12
        noise = random_source.gauss(0, 0.0012)
        prices.append(
            round(0.034 + 0.075 * (residual - 0.85) + 0.06 * (residual - 0.85) ** 3 + noise, 5)
        )
        carbons.append(round(min(max(0.27 + 0.22 * (residual - 0.85), 0.05), 0.6), 5))
    return Market(start, slot_minutes / 60, prices, carbons, "synthetic, seeded")


def read_market(path: Path, slots: int, start: datetime | None) -> Market:
    """Prices and carbon of `slots` consecutive rows; any gap inside them is an error."""
    with path.open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    columns = ("time", "price_eur_per_mwh", "carbon_lifecycle_g_per_kwh")
    for column in columns:
        if not rows or column not in rows[0]:
            raise ValueError(f"{path}: no column {column}")
    times = [parsed_instant(row["time"]) for row in rows]
    start = times[0] if start is None else start
    if start not in times:
        raise ValueError(f"{path}: no row at {start:%Y-%m-%dT%H:%MZ}")
    first = times.index(start)
    if first + slots > len(rows) or slots < 2:
        raise ValueError(
            f"{path}: {len(rows) - first} rows from the start on, {slots} slots wanted, at least 2"
        )
    step = times[first + 1] - times[first]
    prices, carbons = [], []
    for index in range(first, first + slots):
        row = rows[index]
        if times[index] != start + (index - first) * step:
            raise ValueError(f"{path}:{index + 2}: {row['time']} breaks the step of {step}")
        try:
            price, carbon = float(row[columns[1]]) / 1000, float(row[columns[2]]) / 1000
        except (TypeError, ValueError):
            raise ValueError(
                f"{path}:{index + 2}: price or carbon is missing at {row['time']}"
            ) from None
        prices.append(round(price, 5))
        carbons.append(round(carbon, 5))
    return Market(start, step / timedelta(hours=1), prices, carbons, path.name)


def rounded_capacity(least_gpus: float) -> int:
    """Up to whole nodes, or to a part of one where a node is more than 3 % of the capacity."""
    step = NODE_GPUS
    while step > 1 and step > 0.03 * least_gpus:
        step //= 2
    return step * math.ceil(least_gpus / step)


def made_instance(
    name: str,
    jobs_wanted: int,
    slots: int,
    seed: int,
    utilisation: float,
    market: Market,
    random_source: random.Random,
) -> dict[str, Any]:
    jobs = drawn_jobs(jobs_wanted, slots, random_source)
    starts, peak = planted_starts(jobs, slots, random_source)
    mean_load = sum(job.gpus * job.duration for job in jobs) / slots
    capacity = rounded_capacity(max(mean_load / utilisation, peak))
    windows = [
        drawn_window(job, start, slots, random_source)
        for job, start in zip(jobs, starts, strict=True)
    ]
    return {
        "format": "gpu-shift-1",
        "name": name,
        "seed": seed,
        "slot_hours": market.slot_hours,
        "slots": slots,
        "start_utc": f"{market.start:%Y-%m-%dT%H:%MZ}",
        "price_source": f"{market.source}; jobs synthetic, seeded, feasibility planted",
        "price_eur_per_kwh": market.price_eur_per_kwh,
        "ci_kg_per_kwh": market.carbon_kg_per_kwh,
        "carbon_weight_eur_per_kg": CARBON_WEIGHT_EUR_PER_KG,
        "capacity_gpus": capacity,
        "utilisation": round(mean_load / capacity, 4),
        "jobs": [
            {
                "id": index,
                "release": release,
                "deadline": deadline,
                "duration": job.duration,
                "gpus": job.gpus,
                "kw_per_gpu": job.kw_per_gpu,
            }
            for index, (job, (release, deadline)) in enumerate(zip(jobs, windows, strict=True))
        ],
        "planted_start": starts,
        "notes": NOTES,
    }


def parsed_instant(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def instant(text: str) -> datetime:
    try:
        return parsed_instant(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not an ISO 8601 instant") from None


def write_whole(path: Path, text: str) -> None:
    partial = path.with_name(path.name + ".partial")
    partial.write_text(text, encoding="utf-8")
    os.replace(partial, path)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=DESCRIPTION,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    add = parser.add_argument
    add("--jobs", type=positive_count, required=True, help="number of jobs")
    add("--slots", type=positive_count, required=True, help="number of slots")
    add(
        "--slot-minutes",
        type=positive_count,
        default=60,
        help="length of a slot; --series brings its own (default %(default)s)",
    )
    add("--seed", type=int, default=1, help="same seed, same instance (default %(default)s)")
    add(
        "--utilisation",
        type=fraction,
        default=0.8,
        help="GPU time of all jobs over GPU time there is, at most (default %(default)s)",
    )
    add(
        "--series",
        type=Path,
        metavar="CSV",
        help="prices and carbon from the columns time, price_eur_per_mwh and "
        "carbon_lifecycle_g_per_kwh instead of invented ones",
    )
    add(
        "--start",
        type=instant,
        help="first slot, UTC unless it has an offset (default: first row of --series, "
        "else 2026-01-05)",
    )
    add(
        "-o",
        "--output",
        type=Path,
        required=True,
        metavar="FILE",
        help="where to write; its stem is the instance's name",
    )
    arguments = parser.parse_args()

    random_source = random.Random(arguments.seed)
    try:
        if arguments.series is not None:
            market = read_market(arguments.series, arguments.slots, arguments.start)
        else:
            start = arguments.start or datetime(2026, 1, 5, tzinfo=UTC)
            market = synthetic_market(
                arguments.slots,
                arguments.slot_minutes,
                start,
                random.Random(f"market {arguments.seed}"),
            )
        instance = made_instance(
            arguments.output.stem,
            arguments.jobs,
            arguments.slots,
            arguments.seed,
            arguments.utilisation,
            market,
            random_source,
        )
        write_whole(arguments.output, json.dumps(instance, separators=(",", ":")) + "\n")
    except OSError as error:
        sys.exit(f"make-instance: {error.filename}: {error.strerror}")
    except ValueError as error:
        sys.exit(f"make-instance: {error}")


if __name__ == "__main__":
    main()
