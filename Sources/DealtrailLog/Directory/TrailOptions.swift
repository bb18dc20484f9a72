public import DealtrailModel
public import DealtrailProof
import Foundation

/// What a service may set when it creates or opens a trail.
public struct TrailOptions: Sendable {
    /// The size of the log's map in bytes, used at creation: address space, not disk; it is grown offline.
    public var mapSize: Int
    /// The time now; replaced by tests and simulations.
    public var clock: @Sendable () -> Timestamp
    /// Random bits for identifiers; replaced by tests and simulations.
    public var randomBits: @Sendable () -> UInt64
    /// After how many events the tail of the index is sealed into a run, 1,024 to 1,048,576.
    public var sealThreshold: Int
    /// A checkpoint that somebody kept: the log is opened only when it continues it.
    public var knownCheckpoint: Checkpoint?
    /// How many streams a process remembers the next revision of; beyond, they are looked up again.
    package var rememberedStreams = 131_072

    /// The defaults: a map of 64 GiB, the system's clock and random numbers, runs of 131,072 events, no known checkpoint.
    public init(
        mapSize: Int = 64 << 30, clock: @escaping @Sendable () -> Timestamp = Self.systemClock,
        randomBits: @escaping @Sendable () -> UInt64 = { UInt64.random(in: .min ... .max) },
        sealThreshold: Int = 131_072, knownCheckpoint: Checkpoint? = nil
    ) {
        self.mapSize = mapSize
        self.clock = clock
        self.randomBits = randomBits
        self.knownCheckpoint = knownCheckpoint
        self.sealThreshold = min(max(sealThreshold, 1_024), 1_048_576)
    }

    /// The system's real-time clock.
    public static let systemClock: @Sendable () -> Timestamp = {
        var time = timespec()
        unsafe clock_gettime(CLOCK_REALTIME, &time)
        return Timestamp(nanoseconds: Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec))
    }
}
