"""What a liquid-cooled plant draws at given loads and tank powers: the command's own exact figures."""

from __future__ import annotations

import json
import re
import subprocess
import tempfile
from itertools import product
from pathlib import Path
from typing import NamedTuple

from small_problems import Scenario, arcs, capacity, write


class Sample(NamedTuple):
    """One steady state."""

    tank_kw: float
    facility_kw: float
    water_l_per_hour: float


# By slot: the samples at each load, by tank power.
Samples = list[dict[float, list[Sample]]]
# Tank powers at a load.
TANK_POWERS = 13


def sampled(cli: Path, scenario: Scenario, path: Path) -> dict[str, Samples]:
    """The plants of all liquid-cooled sites, by site, at every load that jobs can make."""
    found = {}
    for number, site in enumerate(scenario["sites"]):
        if site["cooling"]["kind"] == "liquid":
            loads = possible_loads(scenario, number)
            if "thermalStorage" in site:
                found[site["id"]] = with_tank(cli, scenario, number, loads)
            else:
                found[site["id"]] = without_tank(cli, site, loads, path)
    return found


def possible_loads(scenario: Scenario, number: int) -> list[list[float]]:
    """In kW of IT power, by slot."""
    site = scenario["sites"][number]
    found = []
    all_arcs = [(job, arcs(job, scenario)) for job in scenario["jobs"]]
    for slot in range(len(site["price"])):
        pools = site["pools"]
        idle = {pool["id"]: pool["idleWattsPerGPU"] / 1000 for pool in pools}
        fixed = site["itBaseKW"]
        fixed += sum(capacity(pool, slot, scenario) * idle[pool["id"]] for pool in pools)
        choices = [
            {0.0}
            | {
                job["gpus"] * (job["wattsPerGPU"] / 1000 - idle[arc.pool]) * arc.part
                for arc in job_arcs
                if arc.site == number and arc.slot == slot
            }
            for job, job_arcs in all_arcs
        ]
        found.append(sorted({round(fixed + sum(added), 9) for added in product(*choices)}))
    return found


def without_tank(
    cli: Path, site: Scenario, loads: list[list[float]], path: Path
) -> Samples:
    """Two loads at a time, since `cooling curve` places loads at equal distances."""
    wanted = sorted({load for slot in loads for load in slot})
    if len(wanted) == 1:
        wanted.append(wanted[0] * 1.001)
    found: Samples = [{} for _ in loads]
    for low, high in [(a, b) for a, b in zip(wanted[::2], wanted[1::2])] + (
        [(wanted[0], wanted[-1])] if len(wanted) % 2 else []
    ):
        command = [cli, "cooling", "curve", "--site", path, "--format", "json", "--points", "2"]
        command += ["--weather", path.with_name(f"{site['id']}.csv")]
        command += ["--margin-k", site["cooling"].get("marginK", 2)]
        command += ["--from-it-kw", repr(low), "--to-it-kw", repr(high)]
        done = subprocess.run([str(part) for part in command], capture_output=True, check=True)
        for slot, curve in enumerate(json.loads(done.stdout)["curves"]):
            for load, point in zip((low, high), curve["points"]):
                sample = Sample(0.0, point["facilityKW"], 3600 * point["waterKgPerSecond"])
                if load in loads[slot]:
                    found[slot][load] = [sample]
    return found


def with_tank(
    cli: Path, scenario: Scenario, number: int, loads: list[list[float]]
) -> Samples:
    """What `verify` recomputes for plans of a single hour that use the tank."""
    found: Samples = []
    with tempfile.TemporaryDirectory() as name:
        for slot, slot_loads in enumerate(loads):
            found.append({})
            for load in slot_loads:
                hour = Hour(cli, Path(name), scenario["sites"][number], slot, load)
                found[slot][load] = hour.samples()
    return found


class Hour:
    """A site with a constant load and no jobs, whose plan is rewritten to use the tank."""

    def __init__(self, cli: Path, folder: Path, site: Scenario, slot: int, load: float) -> None:
        self.cli, self.folder = cli, folder
        self.power = site["thermalStorage"]["powerKWThermal"]
        weather = {key: [values[slot]] for key, values in site["weather"].items()}
        tank = {"energyKWhThermal": 1e6, "powerKWThermal": self.power, "finalKWhThermal": 0}
        self.site = {
            "id": "site", "price": [1000.0], "carbon": [0.0], "weather": weather,
            "pools": [{"id": "none", "gpus": 1}], "itBaseKW": load, "cooling": site["cooling"],
            "thermalStorage": tank, "tariff": {},
        }
        self.plan = self.planned()

    def planned(self) -> dict:
        self.scenario(price=1000.0, water=0.0)
        command = [self.cli, "plan", self.folder / "scenario.json", "--quiet"]
        command += ["-o", self.folder / "plan.json", "--work-limit", "1"]
        subprocess.run(command, capture_output=True, check=False)
        return json.loads((self.folder / "plan.json").read_text())

    def scenario(self, price: float, water: float) -> None:
        horizon = {"start": "2026-01-01T00:00:00Z", "end": "2026-01-01T01:00:00Z", "slotMinutes": 60}
        write(
            {
                "schemaVersion": "1.0", "horizon": horizon, "jobs": [],
                "objective": {"currency": "EUR", "waterPricePerM3": water},
                "sites": [{**self.site, "price": [price]}],
            },
            self.folder,
        )

    def verified(self, tank_kw: float) -> dict:
        self.plan["sites"][0]["slots"]["storageKWThermal"] = [tank_kw]
        (self.folder / "plan.json").write_text(json.dumps(self.plan))
        command = [self.cli, "verify", "--json", "--quiet"]
        command += [self.folder / "scenario.json", self.folder / "plan.json"]
        return json.loads(subprocess.run(command, capture_output=True, check=False).stdout)

    def range(self) -> tuple[float, float]:
        """The tank powers that the plant allows."""
        low, high = -self.power, self.power
        for tank_kw in (low, high):
            for violation in self.verified(tank_kw)["violations"]:
                said = re.search(r"the plant leaves (\S+) to (\S+)", violation["message"])
                if said:
                    low, high = max(low, float(said[1])), min(high, float(said[2]))
        return low, high

    def samples(self) -> list[Sample]:
        """At equal distances, and with an idle tank."""
        low, high = self.range()
        steps = TANK_POWERS - 1
        powers = {low + (high - low) * step / steps for step in range(steps + 1)} | {0.0}
        # One MWh costs 1000, or one cubic metre of water.
        facility = [self.verified(power)["recomputed"]["total"] for power in sorted(powers)]
        self.scenario(price=0.0, water=1000.0)
        water = [self.verified(power)["recomputed"]["total"] for power in sorted(powers)]
        return [Sample(*values) for values in zip(sorted(powers), facility, water)]
