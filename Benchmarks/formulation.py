"""The time-indexed formulation, the same for both peers.

Whole: a binary per job and start, of which each job takes one. Preemptible: a binary per job and
slot, of which each job takes `duration`. Either way the GPUs in use in a slot stay within the
capacity: rows 0 … jobs − 1 of the matrix are the jobs, the rest the slots.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.sparse import coo_array, csc_array

from gpu_shift import WHOLE, Instance, Schedule


@dataclass(frozen=True)
class Formulation:
    """The first four arrays and the matrix's columns have one entry per binary."""

    job: np.ndarray
    first_slot: np.ndarray
    length: np.ndarray
    cost: np.ndarray
    matrix: csc_array
    taken: np.ndarray
    """How many binaries each job takes."""

    def schedule(self, chosen: np.ndarray) -> Schedule:
        """The slots in which each job runs when these binaries are 1."""
        runs: list[list[int]] = [[] for _ in self.taken]
        for column in np.flatnonzero(chosen).tolist():
            first = int(self.first_slot[column])
            runs[self.job[column]] += range(first, first + int(self.length[column]))
        return runs


@dataclass(frozen=True)
class Outcome:
    """What a solver makes of it."""

    schedule: Schedule | None = None
    bound: float | None = None
    is_infeasible: bool = False


def formulated(instance: Instance, mode: str) -> Formulation:
    jobs = instance.jobs
    duration = np.array([job.duration for job in jobs])
    gpus = np.array([job.gpus for job in jobs])
    release = np.array([job.release for job in jobs])
    deadline = np.array([job.deadline for job in jobs])
    energy_kwh = np.array([job.gpus * job.kw_per_gpu * instance.slot_hours for job in jobs])
    prices = np.array([instance.weighted_price(slot) for slot in range(instance.slots)])
    prices_before = np.concatenate(([0.0], np.cumsum(prices)))

    run_length = duration if mode == WHOLE else np.ones_like(duration)
    choices = deadline - run_length - release + 1
    job = np.repeat(np.arange(len(jobs)), choices)
    first_slot = release[job] + positions_within(choices)
    length = run_length[job]
    cost = (prices_before[first_slot + length] - prices_before[first_slot]) * energy_kwh[job]

    columns = np.arange(len(job))
    held = np.repeat(columns, length)
    slots_held = first_slot[held] + positions_within(length)
    rows = np.concatenate((job, len(jobs) + slots_held))
    values = np.concatenate((np.ones_like(job), gpus[job[held]]))
    shape = (len(jobs) + instance.slots, len(job))
    matrix = coo_array((values, (rows, np.concatenate((columns, held)))), shape).tocsc()
    return Formulation(job, first_slot, length, cost, matrix, duration // run_length)


def positions_within(lengths: np.ndarray) -> np.ndarray:
    """0, 1, … up to each length in turn: [2, 3] gives [0, 1, 0, 1, 2]."""
    starts = np.cumsum(lengths) - lengths
    return np.subtract(np.arange(lengths.sum()), np.repeat(starts, lengths))
