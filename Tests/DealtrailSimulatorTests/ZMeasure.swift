import DealtrailModel
import DealtrailSimulator
import Testing

@Test func zMeasure() {
    let clock = ContinuousClock()
    for perAppend in [8, 64, 512] {
        var count = 0, bytes = 0, tags = 0
        var kinds: [EventKind: Int] = [:]
        let time = clock.measure {
            for request in BulkWorkload(seed: 1, events: 1_000_000, eventsPerAppend: perAppend) {
                count += request.events.count
            }
        }
        for request in BulkWorkload(seed: 1, events: 100_000, eventsPerAppend: perAppend) {
            for event in request.events {
                kinds[event.kind, default: 0] += 1; bytes += event.payload.count; tags += event.tags.count
            }
        }
        print(perAppend, count, time, bytes, tags, kinds.sorted { $0.value > $1.value }.map { "\($0.key) \($0.value)" })
    }
    var steps = 0
    let time = clock.measure { for _ in Simulator(seed: 1, reps: 20) { steps += 1 } }
    print("simulator", steps, time)
}
