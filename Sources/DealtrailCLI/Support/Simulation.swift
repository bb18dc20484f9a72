import Dealtrail
import DealtrailSimulator
import Foundation
import Synchronization

/// Plays a simulated year into a new trail, with the clock and the identifiers of the simulation.
struct Simulation {
    let seed: UInt64
    let reps: Int
    let days: Int
    /// The first day.
    let start: CivilDate
    /// Whoever signs a checkpoint at the end of the year; the machine's own clock may be far from it.
    let signer: SignerKey?

    /// The time and the random bits that the trail sees instead of the machine's.
    private final class Stage: Sendable {
        private let time: Mutex<Timestamp>
        private let bits: Mutex<UInt64>

        init(seed: UInt64, start: Timestamp) {
            time = Mutex(start)
            bits = Mutex(seed)
        }

        var now: Timestamp {
            get { time.withLock { $0 } }
            set { time.withLock { $0 = newValue } }
        }

        /// SplitMix64.
        func next() -> UInt64 {
            bits.withLock { state in
                state &+= 0x9e37_79b9_7f4a_7c15
                var mixed = state
                mixed = (mixed ^ mixed >> 30) &* 0xbf58_476d_1ce4_e5b9
                mixed = (mixed ^ mixed >> 27) &* 0x94d0_49bb_1331_11eb
                return mixed ^ mixed >> 31
            }
        }
    }

    /// Creates the trail and handles every command of the year.
    ///
    /// Each command is a durable commit of its own, which takes minutes on a slow disk. So the year is played in a file
    /// system in memory where there is one with room, and the trail is copied from there, recomputing its root.
    func run(at directory: String, origin: String) async throws -> SimulationOutcome {
        guard let memory = Self.memory else { return try await play(at: directory, origin: origin) }
        guard !FileManager.default.fileExists(atPath: directory) else { throw LogError(.exists, directory) }
        defer { try? FileManager.default.removeItem(atPath: memory) }
        let outcome = try await play(at: memory, origin: origin)
        _ = try TrailCopy.copy(from: memory, to: directory)
        return outcome
    }

    /// A new path in a file system in memory with at least a gibibyte of room.
    private static var memory: String? {
        let root = "/dev/shm"
        guard let attributes = try? FileManager.default.attributesOfFileSystem(forPath: root),
            let free = attributes[.systemFreeSize] as? NSNumber, free.int64Value >= 1 << 30,
            FileManager.default.isWritableFile(atPath: root)
        else { return nil }
        return "\(root)/dealtrail-\(UUID().uuidString)"
    }

    private func play(at directory: String, origin: String) async throws -> SimulationOutcome {
        let simulator = Simulator(seed: seed, reps: reps, days: days, start: start)
        let stories = simulator.stories
        let stage = Stage(seed: seed, start: simulator.start.start(offsetMinutes: simulator.calendar.offsetMinutes))
        let options = TrailOptions(clock: { stage.now }, randomBits: { stage.next() })
        let trail = try await Trail.create(
            at: directory, origin: origin, by: Author("ops:simulator", kind: .automation, channel: .tool),
            options: options)
        var outcome = SimulationOutcome(seed: seed, origin: origin, stories: stories)
        let bar = ProgressBar("simulate")
        for step in simulator {
            stage.now = step.recordedAt
            let handled = try await trail.handle(
                step.command, by: step.author, id: step.id, occurredAt: step.occurredAt)
            outcome.take(handled, of: step)
            bar.update(UInt64(outcome.commands), of: UInt64(stories.steps), "commands")
        }
        bar.clear()
        if let signer {
            _ = try await trail.log.checkpoint(
                by: Author("ops:simulator", kind: .automation, channel: .tool), signer: signer)
        }
        let head = try trail.head()
        outcome.stamp = AnswerStamp(position: head.lastPosition, time: head.lastRecordedAt ?? stage.now)
        outcome.root = "\(head.root)"
        try await trail.close()
        return outcome
    }
}
