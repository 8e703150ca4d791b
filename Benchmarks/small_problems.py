"""Random small scenarios, and their optimum by HiGHS.

Jobs are unfolded into graphs whose paths are their schedules, straight from the rules of the
scenario format and in whole milliseconds; nothing is shared with the planner.
"""

from __future__ import annotations

import json
import random
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any, NamedTuple

import highspy
import numpy as np

Scenario = dict[str, Any]
START = datetime(2026, 3, 1, tzinfo=timezone.utc)


def instant(minutes: float, start: datetime = START) -> str:
    moment = start + timedelta(milliseconds=round(minutes * 60_000))
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def milliseconds(text: str, scenario: Scenario) -> int:
    """From the start of the horizon."""
    start = datetime.fromisoformat(scenario["horizon"]["start"])
    return round((datetime.fromisoformat(text) - start) / timedelta(milliseconds=1))


# Scenarios


def random_scenario(seed: int, most_jobs: int, most_slots: int) -> Scenario:
    """A scenario of every kind; its series stand in it as lists until they are written."""
    draw = random.Random(seed)
    slot = draw.choice([15, 30, 60])
    slots = draw.randint(8, most_slots)
    site_count, pool_count = draw.choice([1, 1, 1, 2, 3]), draw.choice([1, 1, 2])
    kind = draw.choice(["rigid", "free", "costly", "mixed", "mixed"])
    carbon_price = draw.choice([0, 0, 80])
    jobs = [
        random_job(draw, number, kind, slot, slots, pool_count, site_count)
        for number in range(draw.randint(2, most_jobs))
    ]
    load = draw.uniform(0.35, 0.85)
    sites = []
    for number in range(site_count):
        low = draw.choice([-60, 10, 10])
        pue = draw.choice([1, 1.3])
        pools, full = [], 0.0
        for pool in range(pool_count):
            takers = [job for job in jobs if job["pool"] == f"pool{pool}"]
            hours = sum(job["gpus"] * job["hours"] for job in takers)
            least = max((job["gpus"] for job in takers), default=1)
            gpus = max(least, round(hours / (slots * slot / 60 * site_count) / load))
            idle = draw.choice([0, 90])
            pools.append({"id": f"pool{pool}", "gpus": gpus, "idleWattsPerGPU": idle})
            full += gpus * 0.9
            if draw.random() < 0.25:
                first = draw.randrange(slots)
                cut = {"start": instant(first * slot), "end": instant((first + 2) * slot)}
                pools[-1]["availability"] = [{**cut, "gpus": draw.randrange(gpus + 1)}]
        site: Scenario = {
            "id": f"site{number}",
            "jurisdictions": ["EU", "DE"] if number == 0 else ["EU"],
            "price": [round(low + 150 * draw.random(), 2) for _ in range(slots)],
            "carbon": [round(20 + 500 * draw.random(), 1) for _ in range(slots)],
            "pools": pools,
            "itBaseKW": draw.choice([0, 2]),
            "cooling": {"kind": "fixedPUE", "pue": pue},
        }
        if draw.random() < 0.3:
            site["gridLimitKW"] = round(pue * (site["itBaseKW"] + draw.uniform(0.6, 1) * full), 3)
        sites.append(site)
    return {
        "schemaVersion": "1.0",
        "horizon": {"start": instant(0), "end": instant(slots * slot), "slotMinutes": slot},
        "objective": {"currency": "EUR", "carbonPricePerTonne": carbon_price},
        "sites": sites,
        "jobs": jobs,
    }


def random_job(
    draw: random.Random,
    number: int,
    kind: str,
    slot: int,
    slots: int,
    pools: int,
    sites: int,
    start: datetime = START,
) -> Scenario:
    length = draw.randint(1, max(1, slots // 2)) - draw.choice([0, 0, 0.2, 0.5])
    if draw.random() < 0.5:
        length = max(0.5, length / 2)
    release = draw.randint(0, max(0, slots - 2 - int(length) - 1))
    slack = draw.choice([1, 2, 4, 8, slots])
    deadline = min(slots, release + length + slack + draw.choice([0, 0, 0.4]))
    job: Scenario = {
        "id": f"job{number}",
        "pool": f"pool{draw.randrange(pools)}",
        "gpus": draw.randint(1, 8),
        "hours": length * slot / 60,
        "wattsPerGPU": draw.choice([150, 400, 700, 900]),
        "release": instant(release * slot - draw.choice([0, 0, 3]) if release else 0, start),
        "deadline": instant(deadline * slot, start),
    }
    if draw.random() < 0.2:
        job["value"] = round(draw.random() * 0.15 * job["gpus"] * job["hours"], 4)
    if sites > 1 and draw.random() < 0.15:
        job["sites"] = [f"site{draw.randrange(sites)}"]
    preemption = draw.choice(["rigid", "free", "costly"]) if kind == "mixed" else kind
    if preemption == "free":
        job["preemption"] = {}
    elif preemption == "costly":
        minimum, restart = draw.choice([0, 1, 1.5, 2, 3]), draw.choice([0, 0.1, 0.25, 0.5, 1])
        job["preemption"] = {"minimumRunMinutes": minimum * slot, "restartMinutes": restart * slot}
    return job


COLUMNS = {
    "price": "price_eur_per_mwh",
    "carbon": "carbon_g_per_kwh",
    "solar": "solar_kw",
    "dryBulbC": "dry_bulb_c",
    "relativeHumidityPercent": "relative_humidity_percent",
}


def write(scenario: Scenario, folder: Path) -> Path:
    """Writes the scenario with its series in files beside it."""
    slot = scenario["horizon"]["slotMinutes"]
    start = datetime.fromisoformat(scenario["horizon"]["start"])
    sites = []
    for site in scenario["sites"]:
        name = f"{site['id']}.csv"
        series = {key: values for key, values in site.items() if key in COLUMNS}
        series |= site.get("weather", {})
        lines = [",".join(["time", *(COLUMNS[key] for key in series)])]
        for index, row in enumerate(zip(*series.values(), strict=True)):
            lines.append(",".join([instant(index * slot, start), *map(str, row)]))
        (folder / name).write_text("\n".join(lines) + "\n")
        files = {key: {"file": name} for key in ("price", "solar", "weather") if key in site}
        said = {"file": name, "basis": "average", "factor": "lifecycle"}
        sites.append({**site, **files, "carbon": said})
    path = folder / "scenario.json"
    path.write_text(json.dumps({**scenario, "sites": sites}, indent=1))
    return path


# Graphs


class Arc(NamedTuple):
    """What a job does in a slot: the used part is 0 where it holds nothing."""

    slot: int
    source: tuple
    target: tuple
    site: int
    pool: str
    part: float


WAITING, OVER = ("waiting",), ("over",)


def arcs(job: Scenario, scenario: Scenario) -> list[Arc]:
    """All that a job may do, from waiting to over; every path is a schedule or leaves it out."""
    slot_ms = scenario["horizon"]["slotMinutes"] * 60_000
    slots = len(scenario["sites"][0]["price"])
    release = milliseconds(job["release"], scenario)
    deadline = milliseconds(job["deadline"], scenario)
    work = round(job["hours"] * 3_600_000)
    preemption = job.get("preemption")
    places = [
        (number, job["pool"])
        for number, site in enumerate(scenario["sites"])
        if site["id"] in job.get("sites", [site["id"]])
    ]
    minimum = restart = 0
    if preemption is not None:
        minimum = -(-round(preemption.get("minimumRunMinutes", 0) * 60_000) // slot_ms)
        restart = round(preemption.get("restartMinutes", 0) * 60_000)

    def moves(state: tuple, slot: int) -> list[tuple[tuple, int, float]]:
        """Target, place and used part of each move; the place is -1 where nothing is held."""
        if state == OVER:
            return [(OVER, -1, 0.0)]
        if state == WAITING:
            begun = []
            if slot * slot_ms >= release:
                for place in range(len(places)):
                    begun += held(place, work, 0, slot)
            return [(WAITING, -1, 0.0), *begun]
        name, place, rest, length = state
        if name == "paused":
            return [(state, -1, 0.0), *held(place, rest, 0, slot)]
        found = held(place, rest, length, slot)
        # Only whole runs may be followed by others; each resumption adds work without use.
        if preemption is not None and length >= minimum and rest + restart > 0:
            found.append((("paused", place, rest + restart, 0), -1, 0.0))
        return found

    def held(place: int, rest: int, length: int, slot: int) -> list[tuple[tuple, int, float]]:
        found = []
        if 0 < rest <= slot_ms and slot * slot_ms + rest <= deadline:
            found.append((OVER, place, rest / slot_ms))
        # A run may outlast the work where restarts follow, but whole slots alone end no job.
        if rest > slot_ms or restart > 0 and rest > slot_ms - restart * slots:
            target = ("running", place, rest - slot_ms, min(length + 1, max(1, minimum)))
            found.append((target, place, 1.0))
        return found

    found: list[Arc] = []
    reached = {WAITING}
    for slot in range(slots):
        following = set()
        for state in sorted(reached):
            for target, place, part in moves(state, slot):
                site, pool = places[place] if place >= 0 else (-1, "")
                found.append(Arc(slot, state, target, site, pool, part))
                following.add(target)
        reached = following
    # What cannot end in time is on no path.
    ends = {WAITING, OVER}
    kept: list[Arc] = []
    for slot in reversed(range(slots)):
        here = [arc for arc in found if arc.slot == slot and arc.target in ends]
        kept += here
        ends = {arc.source for arc in here}
    return kept


# Optimum


def touches(span: Scenario, slot: int, scenario: Scenario) -> bool:
    """Whether any of the time from `start` to `end` is in the slot."""
    slot_ms = scenario["horizon"]["slotMinutes"] * 60_000
    first, last = milliseconds(span["start"], scenario), milliseconds(span["end"], scenario)
    return first < (slot + 1) * slot_ms and slot * slot_ms < last


def capacity(pool: Scenario, slot: int, scenario: Scenario) -> int:
    cuts = [cut for cut in pool.get("availability", []) if touches(cut, slot, scenario)]
    return min([pool["gpus"], *(cut["gpus"] for cut in cuts)])


class Optimum(NamedTuple):
    """`lower` is nothing where no plan places all jobs that must run."""

    lower: float | None
    cost: float | None


def optimum(scenario: Scenario, seconds: float) -> Optimum:
    """The cheapest plan, as far as HiGHS proves it in so many seconds."""
    slot_ms = scenario["horizon"]["slotMinutes"] * 60_000
    hours = slot_ms / 3_600_000
    slots = len(scenario["sites"][0]["price"])
    carbon_price = scenario["objective"]["carbonPricePerTonne"]
    cost_per_kw, room, gpus, idle = {}, {}, {}, {}
    base = 0.0
    for number, site in enumerate(scenario["sites"]):
        pue = site["cooling"]["pue"]
        for slot in range(slots):
            fixed = site["itBaseKW"]
            for pool in site["pools"]:
                available = capacity(pool, slot, scenario)
                gpus[number, pool["id"], slot] = available
                idle[number, pool["id"]] = pool["idleWattsPerGPU"] / 1000
                fixed += available * pool["idleWattsPerGPU"] / 1000
            each = site["price"][slot] / 1000 + carbon_price * site["carbon"][slot] / 1e6
            cost_per_kw[number, slot] = each * pue * hours
            base += cost_per_kw[number, slot] * fixed
            if "gridLimitKW" in site:
                limit = site["gridLimitKW"]
                room[number, slot] = (limit + 1e-9 * max(1, limit)) / pue - fixed
    if any(kw < 0 for kw in room.values()):
        return Optimum(None, None)

    rows: dict[tuple, int] = {}
    lower: list[float] = []
    upper: list[float] = []
    costs: list[float] = []
    starts, indices, values = [0], [], []

    def row(name: tuple, least: float, most: float) -> int:
        if name not in rows:
            rows[name] = len(rows)
            lower.append(least)
            upper.append(most)
        return rows[name]

    for number, job in enumerate(scenario["jobs"]):
        for arc in arcs(job, scenario):
            entries: dict[int, float] = {}
            begins = arc.slot == 0 and arc.source == WAITING
            source = row((number, arc.slot, arc.source), float(begins), float(begins))
            entries[source] = 1.0
            cost = 0.0
            if arc.slot + 1 < slots:
                entries[row((number, arc.slot + 1, arc.target), 0.0, 0.0)] = -1.0
            elif arc.target == WAITING:
                if "value" not in job:
                    continue
                cost = job["value"]
            if arc.site >= 0:
                added = job["gpus"] * (job["wattsPerGPU"] / 1000 - idle[arc.site, arc.pool])
                cost += cost_per_kw[arc.site, arc.slot] * added * arc.part
                key = (arc.site, arc.pool, arc.slot)
                entries[row(("gpus", *key), -highspy.kHighsInf, gpus[key])] = job["gpus"]
                if (arc.site, arc.slot) in room:
                    most = room[arc.site, arc.slot]
                    name = ("kW", arc.site, arc.slot)
                    entries[row(name, -highspy.kHighsInf, most)] = added * arc.part
            costs.append(cost)
            indices += entries.keys()
            values += entries.values()
            starts.append(len(indices))

    lp = highspy.HighsLp()
    lp.num_row_, lp.num_col_ = len(rows), len(costs)
    lp.col_cost_ = np.array(costs)
    lp.col_lower_, lp.col_upper_ = np.zeros(len(costs)), np.ones(len(costs))
    lp.row_lower_, lp.row_upper_ = np.array(lower), np.array(upper)
    lp.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    lp.a_matrix_.num_row_, lp.a_matrix_.num_col_ = len(rows), len(costs)
    lp.a_matrix_.start_ = np.array(starts)
    lp.a_matrix_.index_ = np.array(indices)
    lp.a_matrix_.value_ = np.array(values, dtype=float)
    lp.integrality_ = [highspy.HighsVarType.kInteger] * len(costs)
    highs = highspy.Highs()
    highs.silent()
    highs.setOptionValue("threads", 1)
    highs.setOptionValue("mip_rel_gap", 1e-9)
    highs.setOptionValue("mip_abs_gap", 1e-9)
    highs.setOptionValue("time_limit", seconds)
    highs.passModel(lp)
    highs.run()
    if highs.getModelStatus() == highspy.HighsModelStatus.kInfeasible:
        return Optimum(None, None)
    info = highs.getInfo()
    solved = info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
    return Optimum(
        base + info.mip_dual_bound, base + info.objective_function_value if solved else None
    )
