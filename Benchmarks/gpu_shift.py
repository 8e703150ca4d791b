"""The instance format gpu-shift-1: reading it, and judging a schedule without any solver."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

WHOLE = "whole"
PREEMPTIBLE = "preemptible"
MODES = (WHOLE, PREEMPTIBLE)

Schedule = Sequence[Sequence[int]]
"""For each job the slots it runs in, ascending."""


@dataclass(frozen=True)
class Job:
    release: int
    deadline: int
    duration: int
    gpus: int
    kw_per_gpu: float


@dataclass(frozen=True)
class Instance:
    name: str
    start: datetime
    slots: int
    slot_hours: float
    capacity_gpus: int
    price_eur_per_kwh: Sequence[float]
    carbon_kg_per_kwh: Sequence[float]
    carbon_weight_eur_per_kg: float
    jobs: Sequence[Job]

    def weighted_price(self, slot: int) -> float:
        """Price and weighted carbon of a kWh in a slot, EUR."""
        return (
            self.price_eur_per_kwh[slot]
            + self.carbon_weight_eur_per_kg * self.carbon_kg_per_kwh[slot]
        )


def read_instance(path: Path) -> Instance:
    """An instance that makes sense, or a ValueError of one line; leaves `planted_start` unread."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        if data["format"] != "gpu-shift-1":
            raise ValueError(f"format is {data['format']!r}, expected 'gpu-shift-1'")
        fields = ("release", "deadline", "duration", "gpus", "kw_per_gpu")
        instance = Instance(
            name=data["name"],
            start=datetime.fromisoformat(data["start_utc"]),
            slots=data["slots"],
            slot_hours=data["slot_hours"],
            capacity_gpus=data["capacity_gpus"],
            price_eur_per_kwh=data["price_eur_per_kwh"],
            carbon_kg_per_kwh=data["ci_kg_per_kwh"],
            carbon_weight_eur_per_kg=data["carbon_weight_eur_per_kg"],
            jobs=[Job(*(job[field] for field in fields)) for job in data["jobs"]],
        )
        check(instance)
    except OSError as error:
        raise ValueError(f"{path}: {error.strerror}") from None
    except KeyError as error:
        raise ValueError(f"{path}: no {error.args[0]}") from None
    except (TypeError, ValueError) as error:
        raise ValueError(f"{path}: {error}") from None
    return instance


def check(instance: Instance) -> None:
    if not instance.jobs or not instance.slot_hours > 0:
        raise ValueError("no jobs, or slots without length")
    for series in (instance.price_eur_per_kwh, instance.carbon_kg_per_kwh):
        if len(series) != instance.slots or not all(map(math.isfinite, series)):
            raise ValueError(f"a price or carbon series is not {instance.slots} finite numbers")
    for index, job in enumerate(instance.jobs):
        if not 0 <= job.release < job.release + job.duration <= job.deadline <= instance.slots:
            raise ValueError(f"job {index} does not fit between its release and deadline")
        if not 0 < job.gpus <= instance.capacity_gpus:
            raise ValueError(f"job {index} needs {job.gpus} GPUs of {instance.capacity_gpus}")


def violation(instance: Instance, schedule: Schedule, mode: str) -> str | None:
    """The first rule that a schedule breaks, if any."""
    if len(schedule) != len(instance.jobs):
        return f"{len(schedule)} jobs scheduled of {len(instance.jobs)}"
    used = [0] * instance.slots
    for index, (job, run) in enumerate(zip(instance.jobs, schedule, strict=True)):
        if len(set(run)) != len(run) or len(run) != job.duration:
            return f"job {index} runs in {len(run)} slots, not in {job.duration} different ones"
        if min(run) < job.release or max(run) >= job.deadline:
            return f"job {index} runs outside its window"
        if mode == WHOLE and max(run) - min(run) != job.duration - 1:
            return f"job {index} does not run in one piece"
        for slot in run:
            used[slot] += job.gpus
    for slot, gpus in enumerate(used):
        if gpus > instance.capacity_gpus:
            return f"slot {slot} uses {gpus} GPUs of {instance.capacity_gpus}"
    return None


def cost(instance: Instance, schedule: Schedule) -> float:
    """What a schedule costs, EUR, slot by slot."""
    return math.fsum(
        instance.weighted_price(slot) * job.gpus * job.kw_per_gpu * instance.slot_hours
        for job, run in zip(instance.jobs, schedule, strict=True)
        for slot in run
    )
