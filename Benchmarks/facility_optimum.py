"""The optimum of a small scenario with plants, by HiGHS.

Written from the rules of the scenario format alone; nothing is shared with the planner. Batteries
either charge or discharge in a slot, jobs follow the graphs of `small_problems`.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from cooling_samples import Sample, Samples
from mixed_integer import INFINITY, Program
from small_problems import WAITING, Scenario, arcs, capacity, milliseconds, touches

DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]


def formulated(
    scenario: Scenario,
    plants: dict[str, Samples] = {},
    headroom: dict[str, list[float]] = {},
) -> Program:
    """Cheapest plans as solutions of a mixed-integer program.

    `plants` are the liquid-cooled ones, by site, `headroom` the largest loads that they cool, by slot.
    """
    program = Program()
    slots = len(scenario["sites"][0]["price"])
    # By site, pool and slot: columns of GPUs held; by site and slot: columns of kW added.
    held: dict[tuple, dict[int, float]] = defaultdict(dict)
    added: dict[tuple, dict[int, float]] = defaultdict(dict)
    for job, count in bundles(scenario):
        if count > 1:
            add_alike(program, job, count, scenario, held, added)
        else:
            add_job(program, job, scenario, held, added)
    for number, site in enumerate(scenario["sites"]):
        for pool in site["pools"]:
            for slot in range(slots):
                entries = held[number, pool["id"], slot]
                if entries:
                    program.row(-INFINITY, entries, capacity(pool, slot, scenario))
        load = [added[number, slot] for slot in range(slots)]
        if site["id"] in plants:
            most = headroom[site["id"]]
            power = liquid_power(program, site, load, plants[site["id"]], most, scenario)
        else:
            power = proportional_power(program, site, load, scenario)
        add_site(program, site, power, scenario)
    return program


# Jobs


def bundles(scenario: Scenario) -> list[tuple[Scenario, int]]:
    """Jobs of one GPU that may run in any of their slots, with how many are alike; others alone."""
    alike: Counter[str] = Counter()
    firsts: dict[str, Scenario] = {}
    slot_hours = scenario["horizon"]["slotMinutes"] / 60
    for job in scenario["jobs"]:
        is_whole = abs(job["hours"] / slot_hours - round(job["hours"] / slot_hours)) < 1e-9
        is_simple = job.get("preemption") == {} and is_whole and "value" not in job
        rest = {key: value for key, value in job.items() if key != "id"}
        key = repr(rest) if is_simple and len(scenario["sites"]) == 1 else job["id"]
        firsts.setdefault(key, job)
        alike[key] += 1
    return [(firsts[key], count) for key, count in alike.items()]


def add_alike(
    program: Program, job: Scenario, count: int, scenario: Scenario, held: dict, added: dict
) -> None:
    """How many of them run in each slot; whatever the numbers are, they can be dealt out."""
    slot_ms = scenario["horizon"]["slotMinutes"] * 60_000
    site = scenario["sites"][0]
    pool = next(pool for pool in site["pools"] if pool["id"] == job["pool"])
    release, deadline = (milliseconds(job[key], scenario) for key in ("release", "deadline"))
    kw = job["gpus"] * (job["wattsPerGPU"] - pool["idleWattsPerGPU"]) / 1000
    columns = {}
    for slot in range(len(site["price"])):
        if release <= slot * slot_ms and (slot + 1) * slot_ms <= deadline:
            column = program.column(0, count, whole=True)
            columns[column] = 1.0
            held[0, pool["id"], slot][column] = job["gpus"]
            added[0, slot][column] = kw
    work = count * round(job["hours"] * 3_600_000 / slot_ms)
    program.row(work, columns, work)


def add_job(
    program: Program, job: Scenario, scenario: Scenario, held: dict, added: dict
) -> None:
    """A path through all that it may do."""
    slots = len(scenario["sites"][0]["price"])
    balances: dict[tuple, dict[int, float]] = defaultdict(dict)
    for arc in arcs(job, scenario):
        ends_waiting = arc.slot + 1 == slots and arc.target == WAITING
        if ends_waiting and "value" not in job:
            continue
        column = program.column(0, 1, job["value"] if ends_waiting else 0.0, whole=True)
        balances[arc.slot, arc.source][column] = 1.0
        balances[arc.slot + 1, arc.target][column] = -1.0
        if arc.site >= 0:
            pools = scenario["sites"][arc.site]["pools"]
            idle = next(pool["idleWattsPerGPU"] for pool in pools if pool["id"] == arc.pool)
            held[arc.site, arc.pool, arc.slot][column] = job["gpus"]
            kw = job["gpus"] * (job["wattsPerGPU"] - idle) / 1000 * arc.part
            added[arc.site, arc.slot][column] = kw
    begins = balances.pop((0, WAITING), {})
    program.row(1, begins, 1)
    for (slot, _), entries in balances.items():
        if slot < slots:
            program.row(0, entries, 0)


# Facility power: columns and their part in it, by slot


def proportional_power(
    program: Program, site: Scenario, load: list[dict[int, float]], scenario: Scenario
) -> list[dict[int, float]]:
    """The IT power times a constant."""
    pue = site["cooling"]["pue"]
    found = []
    for slot, added in enumerate(load):
        fixed = program.column(1, 1)
        power = {column: pue * kw for column, kw in added.items()}
        found.append({**power, fixed: pue * fixed_kw(site, slot, scenario)})
    return found


def liquid_power(
    program: Program,
    site: Scenario,
    load: list[dict[int, float]],
    samples: Samples,
    headroom: list[float],
    scenario: Scenario,
) -> list[dict[int, float]]:
    """One of the loads that jobs can make, and between two neighbouring tank powers at it."""
    hours = scenario["horizon"]["slotMinutes"] / 60
    water_price = scenario["objective"].get("waterPricePerM3", 0) / 1000
    tank = tank_levels(program, site, hours)
    found = []
    for slot, (added, points) in enumerate(zip(load, samples)):
        loads = {column: -kw for column, kw in added.items()}
        one, power, tank_kw = {}, {}, {}
        for load_kw, states in points.items():
            if load_kw > headroom[slot] * (1 + 1e-9):
                continue
            chosen = program.column(0, 1, whole=True)
            one[chosen] = 1.0
            loads[chosen] = load_kw
            for column, state in mixed(program, chosen, states):
                power[column] = state.facility_kw
                tank_kw[column] = state.tank_kw
                program.costs[column] += hours * water_price * state.water_l_per_hour
        program.row(1, one, 1)
        fixed = fixed_kw(site, slot, scenario)
        program.row(fixed - 1e-7, loads, fixed + 1e-7)
        if tank:
            program.row(0, {**tank[slot], **{c: -hours * kw for c, kw in tank_kw.items()}}, 0)
        found.append(power)
    return found


def mixed(
    program: Program, chosen: int, states: list[Sample]
) -> list[tuple[int, Sample]]:
    """Columns of the shares of two neighbouring states, whose sum is that of the column chosen."""
    if len(states) == 1:
        return [(chosen, states[0])]
    shares = [program.column(0, 1) for _ in states]
    pairs = [program.column(0, 1, whole=True) for _ in states[1:]]
    program.row(0, {**{share: 1.0 for share in shares}, chosen: -1.0}, 0)
    program.row(0, {**{pair: 1.0 for pair in pairs}, chosen: -1.0}, 0)
    for index, share in enumerate(shares):
        beside = {pair: -1.0 for pair in pairs[max(0, index - 1) : index + 1]}
        program.row(-INFINITY, {share: 1.0, **beside}, 0)
    return list(zip(shares, states))


def tank_levels(program: Program, site: Scenario, hours: float) -> list[dict[int, float]]:
    """What a slot adds to the tank, which is its power times the hours; nothing without a tank."""
    tank = site.get("thermalStorage")
    if tank is None:
        return []
    energy = tank["energyKWhThermal"]
    initial = tank.get("initialKWhThermal", energy / 2)
    kept = 1 - tank.get("lossPerHour", 0.0006) * hours
    found, before = [], program.column(initial, initial)
    slots = len(site["price"])
    for slot in range(slots):
        least = tank.get("finalKWhThermal", initial) if slot + 1 == slots else 0
        after = program.column(least, energy)
        found.append({after: 1.0, before: -kept})
        before = after
    return found


# Sites


def add_site(
    program: Program, site: Scenario, facility: list[dict[int, float]], scenario: Scenario
) -> None:
    """The grid connection and all that stands behind it."""
    hours = scenario["horizon"]["slotMinutes"] / 60
    limits = grid_limits(site, scenario)
    export = site["tariff"].get("exportPricePerMWh")
    battery = battery_columns(program, site, hours)
    grid, imported = [], []
    for slot, cost in enumerate(import_costs_per_kwh(site, scenario)):
        imported.append(program.column(0, INFINITY, hours * cost))
        grid.append(program.column(0 if export is None else -INFINITY, limits[slot]))
        balance = {grid[slot]: -1.0, imported[slot]: 1.0}
        if export is not None:
            # It never pays more than import costs, so that both at once gain nothing.
            balance[program.column(0, INFINITY, -hours * export / 1000)] = -1.0
        program.row(0, balance, 0)
        # Facility power and battery less solar power in use is what comes from the grid.
        solar = site["solar"][slot] if "solar" in site else 0.0
        curtailed = program.column(0, solar)
        power = {**facility[slot], **battery[slot], curtailed: 1.0, grid[slot]: -1.0}
        program.row(solar, power, solar)
    if "rampKWPerMinute" in site:
        most = site["rampKWPerMinute"] * scenario["horizon"]["slotMinutes"]
        for before, after in zip(grid, grid[1:]):
            program.row(-most, {before: -1.0, after: 1.0}, most)
    for charge in site["tariff"].get("demandCharges", []):
        add_charge(program, charge, imported, site, scenario)


def battery_columns(program: Program, site: Scenario, hours: float) -> list[dict[int, float]]:
    """What the battery adds to the power of each slot."""
    slots = len(site["price"])
    if "battery" not in site:
        return [{} for _ in range(slots)]
    battery = site["battery"]
    energy, power = battery["energyKWh"], battery["powerKW"]
    one_way = math.sqrt(battery.get("roundTripEfficiency", 0.88))
    initial = battery.get("initialKWh", energy / 2)
    cycling = battery.get("cyclingCostPerMWh", 0) / 1000
    found, before = [], program.column(initial, initial)
    for slot in range(slots):
        charge = program.column(0, power)
        discharge = program.column(0, power, hours * cycling)
        charges = program.column(0, 1, whole=True)
        program.row(-INFINITY, {charge: 1.0, charges: -power}, 0)
        program.row(-INFINITY, {discharge: 1.0, charges: power}, power)
        least = battery.get("finalKWh", initial) if slot + 1 == slots else 0
        after = program.column(least, energy)
        stored = {after: -1.0, before: 1.0, charge: hours * one_way, discharge: -hours / one_way}
        program.row(0, stored, 0)
        found.append({charge: 1.0, discharge: -1.0})
        before = after
    return found


def fixed_kw(site: Scenario, slot: int, scenario: Scenario) -> float:
    """IT power without jobs."""
    idle = sum(
        capacity(pool, slot, scenario) * pool["idleWattsPerGPU"] / 1000 for pool in site["pools"]
    )
    return site["itBaseKW"] + idle


def grid_limits(site: Scenario, scenario: Scenario) -> list[float]:
    found = []
    for slot in range(len(site["price"])):
        limits = [site.get("gridLimitKW", INFINITY)]
        limits += [
            limit["gridKW"]
            for limit in site.get("limits", [])
            if touches(limit, slot, scenario)
        ]
        found.append(min(limits))
    return found


# Tariffs


def import_costs_per_kwh(site: Scenario, scenario: Scenario) -> list[float]:
    """Price, adders and carbon, by slot."""
    carbon_price = scenario["objective"]["carbonPricePerTonne"]
    found = []
    for slot, (price, carbon) in enumerate(zip(site["price"], site["carbon"])):
        for adder in site["tariff"].get("addersPerMWh", []):
            inside = minutes_inside(adder.get("window", "all"), site, slot, scenario)
            price += adder["perMWh"] * inside / scenario["horizon"]["slotMinutes"]
        found.append(price / 1000 + carbon_price * carbon / 1e6)
    return found


def local_time(minutes: int, site: Scenario, scenario: Scenario) -> datetime:
    """So long after the start of the horizon."""
    start = datetime.fromisoformat(scenario["horizon"]["start"])
    return (start + timedelta(minutes=minutes)).astimezone(ZoneInfo(site["timeZone"]))


def minutes_inside(window: str, site: Scenario, slot: int, scenario: Scenario) -> int:
    """How many minutes of the slot are in the window; all edges are on minutes."""
    slot_minutes = scenario["horizon"]["slotMinutes"]
    return sum(
        is_inside(window, local_time(minute, site, scenario))
        for minute in range(slot * slot_minutes, (slot + 1) * slot_minutes)
    )


def is_inside(window: str, local: datetime) -> bool:
    if window == "all":
        return True
    days, hours = window.split()
    groups = {"all": DAYS, "weekdays": DAYS[:5]}
    if DAYS[local.weekday()] not in groups.get(days, days.split(",")):
        return False
    first, last = (60 * int(text[:2]) + int(text[3:]) for text in hours.split("-"))
    return first <= 60 * local.hour + local.minute < last


def add_charge(
    program: Program, charge: Scenario, imported: list[int], site: Scenario, scenario: Scenario
) -> None:
    """What the peaks of all periods cost above those that are paid for."""
    periods: dict[tuple, list[list[int]]] = {}
    for interval in metering_intervals(charge, site, scenario):
        period = calendar_period(charge, interval[0], site, scenario)
        periods.setdefault(period, []).append(interval)
    first = calendar_period(charge, 0, site, scenario)
    for period, intervals in periods.items():
        paid = charge.get("peakSoFarKW", 0) if period == first else 0
        peak = program.column(paid, INFINITY, charge["perKW"])
        program.constant -= charge["perKW"] * paid
        for interval in intervals:
            mean = {imported[slot]: 1 / len(interval) for slot in interval}
            program.row(-INFINITY, {**mean, peak: -1.0}, 0)


def metering_intervals(charge: Scenario, site: Scenario, scenario: Scenario) -> list[list[int]]:
    """The slots of each block of the local clock that touch the window; one set back begins a block."""
    slot_minutes = scenario["horizon"]["slotMinutes"]
    metering = charge.get("meteringMinutes", slot_minutes)
    blocks: dict[tuple, list[int]] = {}
    offset, set_backs = local_time(0, site, scenario).utcoffset(), 0
    for slot in range(len(site["price"])):
        local = local_time(slot * slot_minutes, site, scenario)
        set_backs += local.utcoffset() < offset
        offset = local.utcoffset()
        if minutes_inside(charge.get("window", "all"), site, slot, scenario) == 0:
            continue
        block = (local.date(), (60 * local.hour + local.minute) // metering, set_backs)
        blocks.setdefault(block if metering > slot_minutes else (slot,), []).append(slot)
    return list(blocks.values())


def calendar_period(charge: Scenario, slot: int, site: Scenario, scenario: Scenario) -> tuple:
    local = local_time(slot * scenario["horizon"]["slotMinutes"], site, scenario)
    parts = {"year": 1, "month": 2, "day": 3}[charge.get("period", "month")]
    return (local.year, local.month, local.day)[:parts]
