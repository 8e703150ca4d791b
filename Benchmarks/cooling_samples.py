"""What a liquid-cooled plant draws at given loads and tank powers: the command's own exact figures."""

from __future__ import annotations

import json
import re
import subprocess
import tempfile
from itertools import product
from pathlib import Path
from typing import NamedTuple

from command import Failure
from small_problems import Scenario, arcs, capacity, write


class Sample(NamedTuple):
    """One steady state."""

    tank_kw: float
    facility_kw: float
    water_l_per_hour: float


# By slot: the samples at each load, by tank power.
Samples = list[dict[float, list[Sample]]]
# Tank powers at a load.
TANK_POWERS = 25
# As a share of their range: stretches between them that are not cut again.
NARROW = 1 / 50


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
    hours = [(slot, load) for slot, slot_loads in enumerate(loads) for load in slot_loads]
    found: Samples = [{} for _ in loads]
    with tempfile.TemporaryDirectory() as name:
        tanks = Tanks(cli, Path(name), scenario["sites"][number], hours)
        for (slot, load), samples in zip(hours, tanks.samples()):
            found[slot][load] = samples
    return found


class Tanks:
    """A site for each hour and load, without jobs, whose plan is rewritten to use the tanks."""

    def __init__(
        self, cli: Path, folder: Path, site: Scenario, hours: list[tuple[int, float]]
    ) -> None:
        self.cli, self.folder = cli, folder
        self.power = site["thermalStorage"]["powerKWThermal"]
        self.sites = [hour_site(site, *hour) for hour in hours]
        self.plan = self.planned()

    def planned(self) -> dict:
        horizon = {"start": "2026-01-01T00:00:00Z", "end": "2026-01-01T01:00:00Z", "slotMinutes": 60}
        sites = [{**site, "id": f"site{number}"} for number, site in enumerate(self.sites)]
        scenario = {"schemaVersion": "1.0", "horizon": horizon, "jobs": [], "sites": sites,
                    "objective": {"currency": "EUR"}}
        command = [self.cli, "plan", write(scenario, self.folder), "--quiet", "--threads", "1"]
        command += ["-o", self.folder / "plan.json", "--work-limit", "1"]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode not in (0, 1):
            raise Failure(f"plan of {self.folder} ended with {done.returncode}: {done.stderr}")
        return json.loads((self.folder / "plan.json").read_text())

    def violations(self, tanks_kw: list[float]) -> list[dict[str, str]]:
        """By site, what `verify` says of each field where the tanks have these powers.

        Facility power and water are claimed to be negative, so that it says what they are.
        """
        for site, tank_kw in zip(self.plan["sites"], tanks_kw):
            claims = {"storageKWThermal": tank_kw, "facilityKW": -1.0, "waterLPerHour": -1.0}
            site["slots"].update({field: [claim] for field, claim in claims.items()})
        (self.folder / "plan.json").write_text(json.dumps(self.plan))
        command = [self.cli, "verify", "--json", "--quiet"]
        command += [self.folder / "scenario.json", self.folder / "plan.json"]
        done = subprocess.run(command, capture_output=True, check=False)
        said: list[dict[str, str]] = [{} for _ in self.sites]
        for violation in json.loads(done.stdout)["violations"]:
            place = re.fullmatch(r'site "site(\d+)", slots\.(\w+)\[0\]', violation["place"])
            if place:
                said[int(place[1])][place[2]] = violation["message"]
        return said

    def ranges(self) -> list[tuple[float, float]]:
        """The tank powers that the plants allow."""
        found = [(-self.power, self.power) for _ in self.sites]
        for end in (-self.power, self.power):
            for number, said in enumerate(self.violations([end for _ in self.sites])):
                if "storageKWThermal" in said:
                    low, high = numbers(r"the plant leaves (\S+) to (\S+)", said["storageKWThermal"])
                    found[number] = (max(-self.power, low), min(self.power, high))
        return found

    def samples(self) -> list[list[Sample]]:
        """By site: with an idle tank, at the ends of its range, and where power bends most."""
        found: list[dict[float, Sample]] = [{} for _ in self.sites]
        ranges = self.ranges()
        for turn in range(TANK_POWERS):
            firsts = [[low, 0.0, high][turn] for low, high in ranges] if turn < 3 else None
            tanks_kw = firsts or [next_power(sorted(samples.values())) for samples in found]
            for samples, tank_kw, said in zip(found, tanks_kw, self.violations(tanks_kw)):
                [facility_kw] = numbers(r"recomputed (\S+)", said["facilityKW"])
                [water] = numbers(r"recomputed (\S+)", said["waterLPerHour"])
                samples[tank_kw] = Sample(tank_kw, facility_kw, water)
        return [sorted(samples.values()) for samples in found]


def next_power(samples: list[Sample]) -> float:
    """The middle of the stretch in which the slope of the power may change most."""
    stretches = list(zip(samples, samples[1:]))
    if not stretches:
        return samples[0].tank_kw
    slopes = [
        (right.facility_kw - left.facility_kw) / (right.tank_kw - left.tank_kw)
        for left, right in stretches
    ]

    def bend(number: int) -> float:
        left, right = stretches[number]
        width = (right.tank_kw - left.tank_kw) / (samples[-1].tank_kw - samples[0].tank_kw)
        beside = slopes[max(0, number - 1) : number + 2]
        # Power may jump, too, which no number of samples would show.
        return width * (max(beside) - min(beside) + 0.01) if width > NARROW else 0.0

    left, right = stretches[max(range(len(stretches)), key=bend)]
    return (left.tank_kw + right.tank_kw) / 2


def hour_site(site: Scenario, slot: int, load: float) -> Scenario:
    """One hour with a constant load, and a tank that is never empty or full."""
    tank = {"powerKWThermal": site["thermalStorage"]["powerKWThermal"],
            "energyKWhThermal": 1e6, "finalKWhThermal": 0}
    return {
        # The step of a series shows from its second row on.
        "price": [1.0, 1.0], "carbon": [0.0, 0.0],
        "weather": {key: 2 * [values[slot]] for key, values in site["weather"].items()},
        "pools": [{"id": "none", "gpus": 1}], "itBaseKW": load, "cooling": site["cooling"],
        "thermalStorage": tank, "tariff": {},
    }


def numbers(pattern: str, text: str) -> tuple[float, ...]:
    found = re.search(pattern, text)
    if found is None:
        raise Failure(f"not as expected: {text}")
    return tuple(float(part) for part in found.groups())
