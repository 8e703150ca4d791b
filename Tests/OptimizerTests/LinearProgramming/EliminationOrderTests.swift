import Testing

@testable import Optimizer

struct EliminationOrderTests {
  private func order(edges: [(Int32, Int32)], stages: [LinearProgram.Stage]) -> [Int32] {
    let graph = SparseMatrix.compressed(
      rowCount: stages.count, columnCount: stages.count,
      rows: edges.map(\.0) + edges.map(\.1), columns: edges.map(\.1) + edges.map(\.0)
    ).matrix
    let turns = stages.map { EliminationOrder.Turn(stage: $0, kind: .row) }
    return EliminationOrder(of: graph, turns: turns).sequence
  }

  @Test func stagesComeInTurnAndTheBorderLast() {
    let stages: [LinearProgram.Stage] = [.border, .slot(2), .slot(0), .slot(1)]
    #expect(order(edges: [(0, 1), (1, 3)], stages: stages) == [2, 3, 1, 0])
  }

  /// Taking the middle of a star first would join all its ends.
  @Test func withinAStageTheLeastConnectedGoesFirst() {
    let stages = [LinearProgram.Stage](repeating: .slot(0), count: 5)
    let found = order(edges: [(0, 1), (0, 2), (0, 3), (0, 4)], stages: stages)
    #expect(found.firstIndex(of: 0)! >= 3)
    #expect(found.sorted() == [0, 1, 2, 3, 4])
  }
}
