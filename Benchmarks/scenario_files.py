"""Writes a gpu-shift-1 instance as the files that `optimize-cli plan` reads."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from pathlib import Path

import gpu_shift


def write_scenario(instance: gpu_shift.Instance, folder: Path) -> Path:
    """scenario.json, jobs.csv and series.csv, with the same jobs, prices and weights; returns the
    first. PUE 1 and no idle power, as the format has it: the plan's cost is that of the instance.
    """
    folder.mkdir(parents=True, exist_ok=True)
    begin, step = instance.start, timedelta(hours=instance.slot_hours)

    def at(slot: int) -> str:
        return text(begin + slot * step)

    price, carbon = instance.price_eur_per_kwh, instance.carbon_kg_per_kwh
    series = ["time,price_eur_per_mwh,carbon_lifecycle_g_per_kwh"]
    series += [
        f"{at(slot)},{1000 * price[slot]:.9g},{1000 * carbon[slot]:.9g}"
        for slot in range(instance.slots)
    ]
    jobs = ["id,pool,gpus,hours,wattsPerGPU,release,deadline"]
    jobs += [
        f"job-{index:06},gpu,{job.gpus},{job.duration * instance.slot_hours:.9g},"
        f"{1000 * job.kw_per_gpu:.9g},{at(job.release)},{at(job.deadline)}"
        for index, job in enumerate(instance.jobs)
    ]
    scenario = {
        "schemaVersion": "1.0",
        "horizon": {
            "start": at(0),
            "end": at(instance.slots),
            "slotMinutes": round(60 * instance.slot_hours),
        },
        "objective": {
            "currency": "EUR",
            "carbonPricePerTonne": 1000 * instance.carbon_weight_eur_per_kg,
        },
        "sites": [
            {
                "id": "site",
                "price": {"file": "series.csv"},
                "carbon": {"file": "series.csv", "factor": "lifecycle"},
                "pools": [{"id": "gpu", "gpus": instance.capacity_gpus}],
                "cooling": {"kind": "fixedPUE", "pue": 1},
            }
        ],
        "jobs": "jobs.csv",
    }
    (folder / "series.csv").write_text("\n".join(series) + "\n", encoding="utf-8")
    (folder / "jobs.csv").write_text("\n".join(jobs) + "\n", encoding="utf-8")
    path = folder / "scenario.json"
    path.write_text(json.dumps(scenario, indent=2) + "\n", encoding="utf-8")
    return path


def text(moment: datetime) -> str:
    return f"{moment:%Y-%m-%dT%H:%M:%SZ}"
