"""A mixed-integer linear program that is built row by row, and HiGHS for it."""

from __future__ import annotations

from typing import NamedTuple

import highspy
import numpy as np

INFINITY = highspy.kHighsInf


class Optimum(NamedTuple):
    """`lower` is nothing where nothing is feasible, `cost` where nothing feasible was found."""

    lower: float | None
    cost: float | None


class Program:
    """Columns and rows are known by their number."""

    def __init__(self) -> None:
        self.constant = 0.0
        self.costs: list[float] = []
        self.lower: list[float] = []
        self.upper: list[float] = []
        self.whole: list[bool] = []
        self.row_lower: list[float] = []
        self.row_upper: list[float] = []
        self.starts, self.indices, self.values = [0], [], []

    def column(
        self, lower: float, upper: float, cost: float = 0.0, *, whole: bool = False
    ) -> int:
        self.costs.append(cost)
        self.lower.append(lower)
        self.upper.append(upper)
        self.whole.append(whole)
        return len(self.costs) - 1

    def row(self, lower: float, entries: dict[int, float], upper: float) -> None:
        self.row_lower.append(lower)
        self.row_upper.append(upper)
        self.indices += entries.keys()
        self.values += entries.values()
        self.starts.append(len(self.indices))

    def solve(self, seconds: float, *, relaxed: bool = False) -> Optimum:
        """The optimum as far as it is proven in so many seconds; `relaxed`, without whole numbers."""
        is_whole = [whole and not relaxed for whole in self.whole]
        lp = highspy.HighsLp()
        lp.num_row_, lp.num_col_ = len(self.row_lower), len(self.costs)
        lp.offset_ = self.constant
        lp.col_cost_ = np.array(self.costs)
        lp.col_lower_, lp.col_upper_ = np.array(self.lower), np.array(self.upper)
        lp.row_lower_, lp.row_upper_ = np.array(self.row_lower), np.array(self.row_upper)
        lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        lp.a_matrix_.num_row_, lp.a_matrix_.num_col_ = lp.num_row_, lp.num_col_
        lp.a_matrix_.start_ = np.array(self.starts)
        lp.a_matrix_.index_ = np.array(self.indices)
        lp.a_matrix_.value_ = np.array(self.values, dtype=float)
        kinds = highspy.HighsVarType
        lp.integrality_ = [kinds.kInteger if whole else kinds.kContinuous for whole in is_whole]
        highs = highspy.Highs()
        highs.silent()
        highs.setOptionValue("threads", 1)
        highs.setOptionValue("mip_rel_gap", 1e-9)
        highs.setOptionValue("mip_abs_gap", 1e-9)
        highs.setOptionValue("primal_feasibility_tolerance", 1e-9)
        highs.setOptionValue("mip_feasibility_tolerance", 1e-9)
        highs.setOptionValue("time_limit", seconds)
        highs.passModel(lp)
        highs.run()
        status = highs.getModelStatus()
        statuses = highspy.HighsModelStatus
        if status in (statuses.kInfeasible, statuses.kUnboundedOrInfeasible):
            return Optimum(None, None)
        info = highs.getInfo()
        solved = info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
        cost = info.objective_function_value if solved else None
        if any(is_whole):
            return Optimum(info.mip_dual_bound, cost)
        return Optimum(cost if status == statuses.kOptimal else -INFINITY, cost)
