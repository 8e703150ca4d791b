"""Random small scenarios whose sites have plants: storages, panels, tariffs, limits and ramps."""

from __future__ import annotations

import math
import random
from datetime import datetime, timezone

from small_problems import Scenario, instant, random_job

# Ordinary, or with midnight, a month's or a year's end or a change of the clocks near at hand.
STARTS = [
    datetime(2026, 7, 14, 9, tzinfo=timezone.utc),
    datetime(2026, 3, 1, tzinfo=timezone.utc),
    datetime(2026, 1, 31, 18, tzinfo=timezone.utc),
    datetime(2026, 12, 31, 15, tzinfo=timezone.utc),
    datetime(2026, 3, 28, 20, tzinfo=timezone.utc),
    datetime(2026, 10, 24, 22, tzinfo=timezone.utc),
]
ZONES = ["UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Pacific/Auckland"]
WINDOWS = ["all", "all 06:00-22:00", "weekdays 07:20-19:00", "sat,sun 00:00-24:00", "all 22:15-24:00"]


def random_scenario(seed: int, most_jobs: int, most_slots: int) -> Scenario:
    """A scenario with plants; its series stand in it as lists until they are written."""
    draw = random.Random(seed)
    slot = draw.choice([15, 30, 60])
    slots = draw.randint(8, most_slots)
    start = draw.choice(STARTS)
    kind = draw.choice(["none", "rigid", "rigid", "free", "free", "mixed", "costly", "divisible"])
    site_count = 1 if kind == "divisible" else draw.choice([1, 1, 1, 2])
    if kind == "divisible":
        jobs = many_small_jobs(draw, slot, slots, start)
    else:
        count = 0 if kind == "none" else draw.randint(1, most_jobs)
        jobs = [
            random_job(draw, number, kind, slot, slots, 1, site_count, start)
            for number in range(count)
        ]
    load = draw.uniform(0.25, 0.6)
    hours = sum(job["gpus"] * job["hours"] for job in jobs)
    least = max((job["gpus"] for job in jobs), default=4)
    gpus = max(least, round(hours / (slots * slot / 60 * site_count) / load))
    return {
        "schemaVersion": "1.0",
        "horizon": {
            "start": instant(0, start),
            "end": instant(slots * slot, start),
            "slotMinutes": slot,
        },
        "objective": {"currency": "EUR", "carbonPricePerTonne": draw.choice([0, 0, 80])},
        "sites": [random_site(draw, number, gpus, slot, slots, start) for number in range(site_count)],
        "jobs": jobs,
    }


def many_small_jobs(
    draw: random.Random, slot: int, slots: int, start: datetime
) -> list[Scenario]:
    """Some two hundred jobs of one GPU, alike in groups, each free to run in any of its slots."""
    jobs = []
    for group in range(draw.randint(1, 4)):
        first = draw.randint(0, slots // 3)
        last = draw.randint(max(first + 3, slots * 2 // 3), slots)
        job = {
            "pool": "pool0",
            "gpus": 1,
            "hours": draw.randint(1, max(1, (last - first) // 2)) * slot / 60,
            "wattsPerGPU": draw.choice([400, 700, 900]),
            "release": instant(first * slot, start),
            "deadline": instant(last * slot, start),
            "preemption": {},
        }
        jobs += [{"id": f"job{group}-{copy}", **job} for copy in range(draw.randint(30, 80))]
    return jobs


def random_site(
    draw: random.Random, number: int, gpus: int, slot: int, slots: int, start: datetime
) -> Scenario:
    pue, base, idle = draw.choice([1, 1.3]), draw.choice([0.02, 0.2, 0.5]) * gpus, draw.choice([0, 90])
    # What the facility draws with every GPU at work.
    full = pue * (base + gpus * 0.9)
    low = draw.choice([-80, 10, 10])
    site: Scenario = {
        "id": f"site{number}",
        "timeZone": draw.choice(ZONES),
        "price": [round(low + 150 * draw.random(), 2) for _ in range(slots)],
        "carbon": [round(20 + 500 * draw.random(), 1) for _ in range(slots)],
        "pools": [{"id": "pool0", "gpus": gpus, "idleWattsPerGPU": idle}],
        "itBaseKW": base,
        "cooling": {"kind": "fixedPUE", "pue": pue},
        "tariff": {},
    }
    if draw.random() < 0.15:
        first = draw.randrange(slots)
        cut = {"start": instant(first * slot, start), "end": instant((first + 2) * slot, start)}
        site["pools"][0]["availability"] = [{**cut, "gpus": draw.randrange(gpus + 1)}]
    if draw.random() < 0.5:
        site["battery"] = random_battery(draw, full)
    if draw.random() < 0.5:
        peak = full * draw.uniform(0.2, 1.5)
        sun = [max(0.0, math.sin(2 * math.pi * (index + 2) / slots)) for index in range(slots)]
        site["solar"] = [round(peak * part * draw.uniform(0.6, 1), 3) for part in sun]
    if draw.random() < 0.4:
        site["gridLimitKW"] = round(pue * (base + draw.uniform(0.7, 1.1) * gpus * 0.9), 3)
    if draw.random() < 0.25:
        first, length = draw.randrange(slots), draw.randint(1, 4)
        site["limits"] = [
            {
                # Not on an edge: whatever it touches is limited.
                "start": instant(first * slot + draw.choice([0, 2]), start),
                "end": instant((first + length) * slot - 1, start),
                "gridKW": round(pue * (base + gpus * (idle / 1000 + draw.uniform(0.3, 0.9))), 3),
            }
        ]
    if draw.random() < 0.25:
        site["rampKWPerMinute"] = round(full * draw.uniform(0.3, 0.9) / slot, 4)
    add_tariff(draw, site, slot)
    return site


def random_battery(draw: random.Random, full: float) -> Scenario:
    energy = round(full * draw.uniform(0.3, 2), 3)
    battery: Scenario = {"energyKWh": energy, "powerKW": round(full * draw.uniform(0.1, 0.6), 3)}
    if draw.random() < 0.8:
        battery["roundTripEfficiency"] = draw.choice([0.7, 0.88, 0.95, 1])
    if draw.random() < 0.5:
        battery["initialKWh"] = round(energy * draw.random(), 3)
        battery["finalKWh"] = round(battery["initialKWh"] * draw.random(), 3)
    if draw.random() < 0.5:
        battery["cyclingCostPerMWh"] = draw.choice([5, 20, 60])
    return battery


def add_tariff(draw: random.Random, site: Scenario, slot: int) -> None:
    tariff = site["tariff"]
    if draw.random() < 0.3:
        tariff["addersPerMWh"] = [
            {"name": f"adder{number}", "perMWh": draw.choice([-10, 18.5, 60]), "window": window}
            for number, window in enumerate(draw.sample(WINDOWS, draw.choice([1, 2])))
        ]
    if draw.random() < 0.45:
        tariff["demandCharges"] = [
            random_charge(draw, number, site, slot) for number in range(draw.choice([1, 1, 2]))
        ]
    if draw.random() < 0.35:
        least = min(site["price"]) + sum(
            min(0, adder["perMWh"]) for adder in tariff.get("addersPerMWh", [])
        )
        tariff["exportPricePerMWh"] = round(least - draw.choice([0, 5, 40]), 2)


def random_charge(draw: random.Random, number: int, site: Scenario, slot: int) -> Scenario:
    charge: Scenario = {
        "name": f"charge{number}",
        "perKW": round(10 ** draw.uniform(-2, 0.5), 3),
        "period": draw.choice(["day", "month", "month", "year"]),
    }
    if draw.random() < 0.4:
        charge["meteringMinutes"] = slot * draw.choice([2, 3, 4])
    if draw.random() < 0.4:
        gpus = site["pools"][0]["gpus"]
        charge["peakSoFarKW"] = round(0.9 * gpus * draw.uniform(0.2, 0.8), 3)
    if draw.random() < 0.5:
        charge["window"] = draw.choice(WINDOWS)
    return charge


def features(scenario: Scenario) -> list[str]:
    """What is in it, for a table."""
    jobs, sites = scenario["jobs"], scenario["sites"]
    found = [
        "no jobs" if not jobs else "divisible" if len(jobs) > 20 else "few jobs",
    ]
    if any("preemption" not in job for job in jobs):
        found.append("rigid jobs")
    if found[0] == "few jobs" and any(job.get("preemption") == {} for job in jobs):
        found.append("free jobs")
    if any(job.get("preemption") for job in jobs):
        found.append("restarts")
    if any("value" in job for job in jobs):
        found.append("values")
    if len(sites) > 1:
        found.append("two sites")
    if scenario["objective"]["carbonPricePerTonne"]:
        found.append("carbon price")
    for site in sites:
        found += site_features(site)
    return list(dict.fromkeys(found))


def site_features(site: Scenario) -> list[str]:
    names = {
        "battery": "battery",
        "solar": "solar",
        "gridLimitKW": "grid limit",
        "limits": "timed limits",
        "rampKWPerMinute": "ramp",
        "thermalStorage": "tank",
    }
    found = [name for key, name in names.items() if key in site]
    tariff = site["tariff"]
    if site["cooling"]["kind"] == "liquid":
        found.append(site["cooling"]["preset"])
    if min(site["price"]) < 0:
        found.append("negative prices")
    if "addersPerMWh" in tariff:
        found.append("adders")
    if "exportPricePerMWh" in tariff:
        found.append("export")
    charges = tariff.get("demandCharges", [])
    found += ["demand charge"] * bool(charges) + ["two charges"] * (len(charges) > 1)
    for charge in charges:
        found += ["metering"] * ("meteringMinutes" in charge)
        found += ["peak so far"] * ("peakSoFarKW" in charge)
        found += ["daily peaks"] * (charge["period"] == "day")
        found += ["windows"] * ("window" in charge)
    return found


# Liquid cooling

PRESETS = ["nvl72-dry", "nvl72-tower", "nvl72-adiabatic", "hgx-h100", "rubin-45c"]
WITH_CHILLER = ["nvl72-dry", "nvl72-tower", "nvl72-adiabatic", "hgx-h100"]


def random_liquid_scenario(seed: int, most_slots: int) -> Scenario:
    """One liquid-cooled site with up to three jobs; where it has a tank, with at most one."""
    draw = random.Random(seed)
    scenario = random_scenario(draw.randrange(1 << 30), 3, min(most_slots, 12))
    has_tank = draw.random() < 0.5
    jobs = scenario["jobs"][: draw.choice([0, 1] if has_tank else [1, 2, 3])]
    if len(scenario["jobs"]) > 3:
        jobs = jobs[:1]
    for job in jobs:
        job.pop("sites", None)
        if job.get("preemption"):
            del job["preemption"]
    site = scenario["sites"][0]
    pool = site["pools"][0]
    slots = len(site["price"])
    coolest, step = draw.uniform(2, 26), draw.uniform(-1, 1)
    site["weather"] = {
        "dryBulbC": [round(coolest + step * slot, 2) for slot in range(slots)],
        "relativeHumidityPercent": [draw.choice([30, 50, 80]) + slot % 3 for slot in range(slots)],
    }
    nominal = site["itBaseKW"] + 0.9 * pool["gpus"]
    site["cooling"] = {
        "kind": "liquid",
        "preset": draw.choice(WITH_CHILLER if has_tank else PRESETS),
        "nominalITKW": round(nominal * draw.uniform(1, 1.5), 3),
    }
    if draw.random() < 0.3:
        site["cooling"]["weatherQuantile"] = 0.9
    if draw.random() < 0.5:
        scenario["objective"]["waterPricePerM3"] = 4
    if has_tank:
        power = round(nominal * draw.uniform(0.1, 0.4), 3)
        site["thermalStorage"] = {
            "energyKWhThermal": round(power * draw.uniform(1, 5), 3),
            "powerKWThermal": power,
            "lossPerHour": draw.choice([0, 0.01]),
        }
    return {**scenario, "sites": [site], "jobs": jobs}
