"""Scenarios with every kind of job at three sites, for `kinds`."""

from __future__ import annotations

import json
import math
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

from command import must_run
from mixed_jobs import Draw
from scenario_files import text

START = datetime(2026, 7, 6, tzinfo=timezone.utc)
SLOT_MINUTES = 15
KINDS = ["whole", "interruptible", "restarting", "moldable", "malleable"]
SITES = [
    ("dublin", "wind-heavy", ["EU"], 0.4),
    ("frankfurt", "solar-heavy", ["EU"], 0.35),
    ("austin", "solar-heavy", ["US"], 0.25),
]
FILL = 0.75
DAYS_BEFORE_THE_END = 2


def instant(hours: float) -> str:
    return text(START + timedelta(hours=hours))


def mixed_kinds(
    count: int, slots: int, *, seed: int, kinds: list[str] = KINDS, is_bound: bool = True
) -> list[dict[str, Any]]:
    """Jobs of all the kinds in turn; where there are several kinds, with caps, due dates, chains,
    homes and all the rest, too. Unbound ones may run at any time."""
    draw = Draw(seed)
    jobs = [one_job(draw, number, slots, draw.one(kinds)) for number in range(count)]
    if not is_bound:
        for job in jobs:
            del job["release"], job["deadline"]
    if len(kinds) > 1:
        for job in jobs:
            add_features(draw, job)
        add_chains(draw, jobs, slots)
        add_running(draw, jobs)
    return jobs


def one_job(draw: Draw, number: int, slots: int, kind: str) -> dict[str, Any]:
    horizon = slots * SLOT_MINUTES / 60
    hours = draw.one([0.7, 1.5, 2, 3.25, 4, 6.4, 9, 12.5])
    last = max(1, int((horizon - 24 * DAYS_BEFORE_THE_END - hours) * 4))
    release = draw.below(last) / 4
    slack = draw.one([4, 10, 20, 30, 48]) + draw.below(4) / 4
    job: dict[str, Any] = {
        "id": f"{kind}-{number}",
        "pool": "gpu",
        "gpus": draw.one([1, 2, 4, 8, 8, 16]),
        "hours": hours,
        "wattsPerGPU": draw.one([450, 700, 950]),
        "release": instant(release),
        "deadline": instant(min(horizon, release + hours + slack)),
    }
    if kind == "interruptible" or (kind == "malleable" and draw.percent(50)):
        job["preemption"] = {}
    elif kind == "restarting":
        minimum, restart = draw.one([60, 90, 120]), draw.one([3, 6, 15])
        job["preemption"] = {"minimumRunMinutes": minimum, "restartMinutes": restart}
    if kind in ("moldable", "malleable"):
        counts = [job["gpus"] * factor for factor in (1, 2, 4)]
        speed = draw.one([[1, 1.8, 3.0], [1, 1.95, 3.6], [1, 1.5, 2.0]])
        job["scaling"] = {"gpus": counts, "speed": speed, "resizable": kind == "malleable"}
        if kind == "malleable":
            job["scaling"]["resizeMinutes"] = draw.one([0, 0, 3, 6])
    return job


def add_features(draw: Draw, job: dict[str, Any]) -> None:
    watts = job["wattsPerGPU"]
    if draw.percent(30):
        job["powerCaps"] = [
            {"wattsPerGPU": round(watts * 0.75), "speed": 0.9},
            {"wattsPerGPU": round(watts * 0.6), "speed": 0.75},
        ]
    if draw.percent(25):
        hours = job["hours"] * draw.one([1, 1.5, 2.5])
        due = datetime.fromisoformat(job["release"]) + timedelta(hours=hours)
        job["due"] = min(text(due), job["deadline"])
        job["latenessCostPerHour"] = round(job["gpus"] * draw.one([0.002, 0.02, 0.2]), 3)
    if draw.percent(15):
        job["homeSite"] = draw.one(SITES)[0]
        job["inputGB"] = draw.one([10, 200, 2000])
    if draw.percent(10):
        job["jurisdictions"] = ["EU"]
    if draw.percent(14):
        job["value"] = round(job["gpus"] * job["hours"] * draw.one([0.01, 0.06, 0.5]), 2)


def add_chains(draw: Draw, jobs: list[dict[str, Any]], slots: int) -> None:
    """Pipelines of 2 to 12 of the shorter jobs, each inside the whole horizon."""
    short = [job for job in jobs if job["hours"] <= 4 and "value" not in job]
    short = short[: len(jobs) // 8]
    while len(short) > 1:
        steps = short[: 2 + draw.below(11)]
        del short[: len(steps)]
        release = min(job["release"] for job in steps)
        for step, job in enumerate(steps):
            job["release"], job["deadline"] = release, instant(slots * SLOT_MINUTES / 60)
            job.pop("due", None)
            job.pop("latenessCostPerHour", None)
            if step > 0:
                job["after"] = [steps[step - 1]["id"]]


def add_running(draw: Draw, jobs: list[dict[str, Any]]) -> None:
    candidates = [
        job for job in jobs if not {"after", "homeSite", "jurisdictions", "scaling"} & job.keys()
    ]
    for job in candidates[: len(jobs) // 50]:
        remaining = round(job["hours"] * draw.one([0.25, 0.5, 0.75]), 2)
        job["running"] = {"since": instant(-6), "site": draw.one(SITES)[0], "remainingHours": remaining}
        job["deadline"] = instant(remaining + 24)
        job.pop("release")
        job.pop("due", None)
        job.pop("latenessCostPerHour", None)


def write_kinds(
    cli: Path, folder: Path, count: int, slots: int, *, seed: int, kinds: list[str] = KINDS,
    fill: float = FILL, is_bound: bool = True,
) -> Path:
    """The scenario, its jobs and its series; the sites are full to `fill` on the mean."""
    folder.mkdir(parents=True, exist_ok=True)
    jobs = mixed_kinds(count, slots, seed=seed, kinds=kinds, is_bound=is_bound)
    hours = slots * SLOT_MINUTES / 60
    gpu_hours = sum(job["gpus"] * job["hours"] for job in jobs)
    gpus = gpu_hours / fill / (hours - 12 * DAYS_BEFORE_THE_END)
    sites = []
    for number, (name, profile, places, share) in enumerate(SITES):
        series = folder / f"{name}.csv"
        span = ["--start", instant(0), "--days", math.ceil(hours / 24), "--slot-minutes", SLOT_MINUTES]
        options = ["--profile", profile, "--seed", seed + number, "-o", series, "--quiet"]
        must_run("series synthesize", cli, "series", "synthesize", *span, *options)
        size = max(64, round(gpus * share))
        pool: dict[str, Any] = {"id": "gpu", "gpus": size, "idleWattsPerGPU": 80}
        site = {
            "id": name,
            "price": {"file": series.name},
            "carbon": {"file": series.name, "factor": "lifecycle"},
            "pools": [pool],
            "jurisdictions": places,
            "cooling": {"kind": "fixedPUE", "pue": 1.2},
        }
        if len(kinds) > 1 and number == 0:
            pool["gpus"] += size // 4
            pool["reserved"] = {"file": "serving.csv"}
            write_serving(folder / "serving.csv", slots, size // 4)
        if len(kinds) > 1 and number == 1:
            site["startRampGPUsPerMinute"] = round(size / 4 / SLOT_MINUTES, 1)
        sites.append(site)
    scenario = {
        "schemaVersion": "1.0",
        "horizon": {"start": instant(0), "end": instant(hours), "slotMinutes": SLOT_MINUTES},
        "objective": {"currency": "EUR", "carbonPricePerTonne": 80},
        "transfers": {"perGB": 0.0002, "kWhPerGB": 0.001, "gigabitsPerSecond": 10},
        "sites": sites,
        "jobs": "jobs.json",
    }
    (folder / "jobs.json").write_text(json.dumps(jobs, indent=1) + "\n", encoding="utf-8")
    path = folder / "scenario.json"
    path.write_text(json.dumps(scenario, indent=2) + "\n", encoding="utf-8")
    return path


def write_serving(file: Path, slots: int, gpus: int) -> None:
    """Serving load with a peak in the evening."""
    lines = ["time,reserved_gpus,reserved_kw"]
    for slot in range(slots):
        hour = slot * SLOT_MINUTES / 60
        share = 0.6 + 0.4 * math.sin(2 * math.pi * (hour - 12) / 24)
        held = round(gpus * share)
        lines.append(f"{instant(hour)},{held},{held * 0.5:.1f}")
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
