public import DealtrailLog

/// What it means to be an event log: checks that every implementation of `EventLog` must pass.
///
/// The kit imports no test framework. With Swift Testing:
///
/// ```swift
/// @Test(arguments: LogConformance.checks)
/// func conforms(check: LogConformance.Check) async throws {
///     try await check.run { try MyLog(at: temporaryDirectory()) }
/// }
/// ```
public enum LogConformance: Sendable {
    /// Makes an empty log, with a clock that tells a time between the years 2000 and 2199.
    public typealias Factory = @Sendable () async throws -> any EventLog

    /// One rule, and how to see whether it holds.
    public struct Check: Sendable, CustomStringConvertible {
        /// The rule in words; unique in the kit.
        public let name: String
        private let body: @Sendable (any EventLog) async throws -> Void

        init(_ name: String, _ body: @escaping @Sendable (any EventLog) async throws -> Void) {
            self.name = name
            self.body = body
        }

        /// Makes a log, checks the rule against it, and closes it.
        ///
        /// - Throws: ``ConformanceFailure`` when the rule does not hold; whatever else the log throws.
        public func run(_ makeLog: Factory) async throws {
            let log = try await makeLog()
            do {
                try await body(log)
            } catch {
                try? await log.close()
                if let failure = error as? ConformanceFailure { throw failure.named(name) }
                throw error
            }
            try await log.close()
        }

        /// The rule in words.
        public var description: String { name }
    }

    /// All rules.
    public static let checks: [Check] =
        appending + conditions + idempotency + validation + transactions + reading + filters + lifecycle

    /// Checks all rules and a random workload, and stops at the first that does not hold.
    ///
    /// - Throws: ``ConformanceFailure``, and whatever else the log throws.
    public static func run(seed: UInt64 = 1, _ makeLog: Factory) async throws {
        for check in checks { try await check.run(makeLog) }
        try await RandomWorkload(seed: seed).run(makeLog)
    }
}
