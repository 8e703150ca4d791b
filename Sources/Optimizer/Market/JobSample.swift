/// One job of every `stride`, which answers for all of them.
struct JobSample: Sendable {
  static let all = JobSample(stride: 1, first: 0)

  let stride: Int
  let first: Int

  func members(of jobs: Range<Int>) -> StrideTo<Int> {
    let start = jobs.lowerBound + (first + stride - jobs.lowerBound % stride) % stride
    return Swift.stride(from: start, to: jobs.upperBound, by: stride)
  }
}
