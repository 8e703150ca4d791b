import GridPricing

/// GPUs of one type at one site.
public struct GPUPool: Sendable, Equatable {
  /// Unique at its site; jobs name it. Other sites may have a pool of the same id.
  public var id: String
  /// The nominal number of GPUs.
  public var gpus: Int
  /// GPUs of one server, for exports; plans do not depend on it.
  public var gpusPerNode: Int?
  /// What an available GPU draws that no job holds.
  public var idlePowerPerGPU: Power
  /// Times when another number of GPUs is there; withdrawn GPUs draw nothing.
  public var availability: [Availability]
  /// GPUs among those available that jobs cannot have; nil means none.
  public var reserved: Reservation?

  public init(
    id: String, gpus: Int, gpusPerNode: Int? = nil, idlePowerPerGPU: Power = .zero,
    availability: [Availability] = [], reserved: Reservation? = nil
  ) {
    self.id = id
    self.gpus = gpus
    self.gpusPerNode = gpusPerNode
    self.idlePowerPerGPU = idlePowerPerGPU
    self.availability = availability
    self.reserved = reserved
  }

  /// The number of GPUs available from `start` to `end`.
  public struct Availability: Sendable, Equatable {
    /// A slot that it touches only in part counts as touched: the tightest number holds throughout.
    public var start: Instant
    public var end: Instant
    public var gpus: Int

    public init(start: Instant, end: Instant, gpus: Int) {
      self.start = start
      self.end = end
      self.gpus = gpus
    }
  }
}
