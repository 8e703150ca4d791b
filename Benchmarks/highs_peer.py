"""HiGHS as a peer."""

from __future__ import annotations

import highspy
import numpy as np

from formulation import Formulation, Outcome, formulated
from gpu_shift import Instance
from trajectory import Clock, Observer

RELATIVE_GAP = 1e-6


def solve(instance: Instance, mode: str, clock: Clock, threads: int, observe: Observer) -> Outcome:
    formulation = formulated(instance, mode)
    highs = highspy.Highs()
    highs.silent()
    highs.setOptionValue("threads", threads)
    highs.setOptionValue("parallel", "on" if threads > 1 else "off")
    highs.setOptionValue("mip_rel_gap", RELATIVE_GAP)
    highs.passModel(model(formulation, instance.capacity_gpus))

    def tell(event: highspy.HighsCallbackEvent) -> None:
        observe(event.data_out.mip_primal_bound, event.data_out.mip_dual_bound)

    highs.cbMipImprovingSolution += tell
    highs.cbMipLogging += tell
    highs.setOptionValue("time_limit", clock.remaining())
    highs.run()

    status = highs.getModelStatus()
    if status == highspy.HighsModelStatus.kInfeasible:
        return Outcome(is_infeasible=True)
    info = highs.getInfo()
    if info.primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
        return Outcome(bound=info.mip_dual_bound)
    chosen = np.asarray(highs.getSolution().col_value) > 0.5
    return Outcome(formulation.schedule(chosen), info.mip_dual_bound)


def model(formulation: Formulation, capacity_gpus: int) -> highspy.HighsLp:
    matrix, taken = formulation.matrix, formulation.taken
    rows, columns = matrix.shape
    slots = rows - len(taken)
    lp = highspy.HighsLp()
    lp.num_row_, lp.num_col_ = rows, columns
    lp.col_cost_ = formulation.cost
    lp.col_lower_ = np.zeros(columns)
    lp.col_upper_ = np.ones(columns)
    lp.row_lower_ = np.concatenate((taken, np.full(slots, -highspy.kHighsInf)))
    lp.row_upper_ = np.concatenate((taken, np.full(slots, float(capacity_gpus))))
    lp.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    lp.a_matrix_.num_row_, lp.a_matrix_.num_col_ = rows, columns
    lp.a_matrix_.start_ = matrix.indptr
    lp.a_matrix_.index_ = matrix.indices
    lp.a_matrix_.value_ = matrix.data.astype(float)
    lp.integrality_ = [highspy.HighsVarType.kInteger] * columns
    return lp
