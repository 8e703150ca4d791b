extension CoolingPlant {
  /// Steps the plant through a run of slots, starting at rest under the first slot's load.
  ///
  /// GPUs, coolant, both legs of the facility loop, fans, trim chiller and valve are slow; pumps,
  /// distribution units and the cool circuit follow at once. Every state takes an exponential Euler
  /// step, which no step length makes unstable. Long steps overstate the peak after a jump of the load:
  /// 5 s by 0.04 K after one from 0.6 to full load and by 0.12 K after one from 0.3.
  ///
  /// - Parameters:
  ///   - stepSeconds: the longest step; slots are cut into equal ones.
  ///   - observe: called with every step.
  package func simulate(
    _ drive: TransientDrive, stepSeconds: Double = 5,
    observe: ((TransientSample) -> Void)? = nil
  ) -> TransientRun {
    precondition(stepSeconds > 0, "a step of \(stepSeconds) s leads nowhere")
    var run = TransientRun()
    guard let firstKW = drive.referenceKW.first else { return run }
    let steps = max(1, Int((drive.slotSeconds / stepSeconds).rounded(.up)))
    var stepper = TransientStepper(
      self, seconds: drive.slotSeconds / Double(steps),
      from: steady(
        referenceKW: firstKW, air: drive.air[0], supplyC: drive.supplyC[0],
        storageKW: drive.storageKW[0]),
      air: drive.air[0])
    for slot in drive.referenceKW.indices {
      stepper.enter(drive, slot: slot)
      var sums = TransientRun.Slot()
      for _ in 0..<steps {
        let sample = stepper.step()
        sums.add(sample)
        observe?(sample)
      }
      sums.close(into: &run, steps: steps)
    }
    return run
  }
}
