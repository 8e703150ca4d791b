"""OR-tools CP-SAT as a peer.

Of the models tried, binaries with capacity rows do best on the larger core instances. Gaps on
L_1000x672 whole after 120 s on one thread: 3.0 % so, 5.4 % with intervals and a cumulative linked
to the same binaries, 26 % with intervals whose cost is an element of a table. Interleaved search
does worse. On S_50x168 the linked intervals prove the optimum sooner: in 10 s, not 20 to 35 s.
"""

from __future__ import annotations

import numpy as np
from ortools.sat.python import cp_model

from formulation import Formulation, Outcome, formulated
from gpu_shift import WHOLE, Instance
from trajectory import Clock, Observer

COST_UNITS_PER_EUR = 1e7
"""CP-SAT counts in whole numbers."""


def solve(instance: Instance, mode: str, clock: Clock, threads: int, observe: Observer) -> Outcome:
    formulation = formulated(instance, mode)
    model, binaries = modelled(formulation, instance.capacity_gpus, mode)
    # Rounding may have raised each binary taken by half a unit, and so the bound.
    rounding = float(formulation.taken.sum()) / 2

    def bound(units: float) -> float:
        return (units - rounding) / COST_UNITS_PER_EUR

    class Told(cp_model.CpSolverSolutionCallback):
        def on_solution_callback(self) -> None:
            observe(self.objective_value / COST_UNITS_PER_EUR, bound(self.best_objective_bound))

    solver = cp_model.CpSolver()
    solver.parameters.num_workers = threads
    solver.parameters.max_time_in_seconds = clock.remaining()
    solver.best_bound_callback = lambda units: observe(float("nan"), bound(units))
    status = solver.solve(model, Told())

    if status == cp_model.MODEL_INVALID:
        raise ValueError(f"CP-SAT rejects the model: {model.validate()}")
    if status == cp_model.INFEASIBLE:
        return Outcome(is_infeasible=True)
    if status == cp_model.UNKNOWN:
        return Outcome(bound=bound(solver.best_objective_bound))
    chosen = np.array([solver.boolean_value(binary) for binary in binaries])
    return Outcome(formulation.schedule(chosen), bound(solver.best_objective_bound))


def modelled(
    formulation: Formulation, capacity_gpus: int, mode: str
) -> tuple[cp_model.CpModel, list[cp_model.IntVar]]:
    model = cp_model.CpModel()
    binaries = [model.new_bool_var("") for _ in formulation.job]
    matrix = formulation.matrix.tocsr()
    for row in range(matrix.shape[0]):
        entries = slice(matrix.indptr[row], matrix.indptr[row + 1])
        members = [binaries[column] for column in matrix.indices[entries].tolist()]
        if not members:
            continue
        if row >= len(formulation.taken):
            gpus = matrix.data[entries].tolist()
            model.add(cp_model.LinearExpr.weighted_sum(members, gpus) <= capacity_gpus)
        elif mode == WHOLE:
            model.add_exactly_one(members)
        else:
            model.add(cp_model.LinearExpr.sum(members) == int(formulation.taken[row]))
    units = np.rint(formulation.cost * COST_UNITS_PER_EUR).astype(int).tolist()
    model.minimize(cp_model.LinearExpr.weighted_sum(binaries, units))
    return model, binaries
