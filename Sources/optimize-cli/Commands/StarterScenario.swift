import GridPricing

/// The files that `init` writes: one site, a week of invented prices, a handful of jobs.
enum StarterScenario {
  static var files: [(name: String, text: String)] {
    get throws { [("scenario.json", scenario), ("jobs.csv", jobs), ("prices.csv", try series)] }
  }

  private static var series: String {
    get throws {
      // Monday 2026-01-12, as in the scenario.
      let start = Instant(secondsSinceEpoch: 1_768_176_000)
      let invented = SyntheticSeries(profile: .windHeavy, start: start, days: 7, seed: 1)
      let columns = invented.columns.filter {
        $0.role == .price || ($0.role == .carbon && $0.factor == .lifecycle)
      }
      return try SeriesWriter.plainCSV(columns)
    }
  }

  private static let scenario = """
    // A small scenario to start from: change it, then run
    //   optimize-cli check scenario.json
    //   optimize-cli plan scenario.json
    // Every key is described by: optimize-cli schema scenario
    {
      "schemaVersion": "1.0",

      // The time to plan, in slots of equal length. Instants need an offset or Z.
      "horizon": {
        "start": "2026-01-12T00:00:00Z", "end": "2026-01-19T00:00:00Z", "slotMinutes": 60
      },

      // What the plan minimises: energy cost plus emissions at this price per tonne CO2e.
      "objective": { "currency": "EUR", "carbonPricePerTonne": 80 },

      "sites": [
        {
          "id": "fra1",
          "timeZone": "Europe/Berlin",
          "jurisdictions": ["EU", "DE"],

          // prices.csv is INVENTED (synthetic, not measured). Put in a download of your market:
          // ENTSO-E, Energy-Charts, CAISO, ERCOT, AEMO … are detected by content.
          "price": { "file": "prices.csv" },
          "carbon": { "file": "prices.csv", "basis": "average", "factor": "lifecycle" },

          // GPUs of one type. Idle ones draw power too.
          "pools": [
            {
              "id": "h200", "gpus": 256, "gpusPerNode": 8, "idleWattsPerGPU": 90,
              // Times when fewer GPUs are there, for maintenance say.
              "availability": [
                { "start": "2026-01-14T08:00:00Z", "end": "2026-01-14T12:00:00Z", "gpus": 192 }
              ]
            }
          ],

          // IT power that runs whatever the jobs do, and how IT power becomes facility power.
          "itBaseKW": 12,
          "cooling": { "kind": "fixedPUE", "pue": 1.2 },

          // The largest mean import from the grid in any slot.
          "gridLimitKW": 240

          // What else a site may have; take the slashes away, and put a comma above.
          // "limits": [ { "start": "2026-01-14T16:00:00Z", "end": "2026-01-14T19:00:00Z", "gridKW": 120 } ],
          // "tariff": {
          //   "addersPerMWh": [ { "name": "network", "perMWh": 18.5, "window": "weekdays 08:00-20:00" } ],
          //   "demandCharges": [ { "name": "monthly peak", "perKW": 12, "period": "month" } ]
          // },
          // "battery": { "energyKWh": 200, "powerKW": 50 },
          // "solar": { "kW": 20 }
        }
      ],

      // One job per row of the file: optimize-cli schema job
      "jobs": "jobs.csv"
    }

    """

  /// Deadlines are hard; a job with a value may be declined; one with a minimum run may be
  /// interrupted.
  private static let jobs = """
    id,pool,gpus,hours,wattsPerGPU,release,deadline,value,preemption.minimumRunMinutes,preemption.restartMinutes
    pretrain,h200,128,60,820,,2026-01-19T00:00:00Z,,120,6
    finetune-a,h200,32,9,780,2026-01-12T06:00:00Z,2026-01-14T06:00:00Z,,,
    finetune-b,h200,32,9.5,780,2026-01-13T06:00:00Z,2026-01-15T06:00:00Z,,,
    finetune-c,h200,64,7,780,2026-01-15T00:00:00Z,2026-01-17T00:00:00Z,,,
    evaluation-mon,h200,16,3,640,2026-01-12T16:00:00Z,2026-01-13T08:00:00Z,,,
    evaluation-tue,h200,16,3,640,2026-01-13T16:00:00Z,2026-01-14T08:00:00Z,,,
    evaluation-wed,h200,16,3,640,2026-01-14T16:00:00Z,2026-01-15T08:00:00Z,,,
    evaluation-thu,h200,16,3,640,2026-01-15T16:00:00Z,2026-01-16T08:00:00Z,,,
    evaluation-fri,h200,16,3,640,2026-01-16T16:00:00Z,2026-01-19T00:00:00Z,,,
    embeddings,h200,64,24,700,,2026-01-19T00:00:00Z,,0,0
    synthetic-data,h200,48,18,720,2026-01-13T00:00:00Z,2026-01-18T00:00:00Z,,60,5
    sweep-optional,h200,64,20,760,2026-01-14T00:00:00Z,2026-01-19T00:00:00Z,90,,

    """
}
