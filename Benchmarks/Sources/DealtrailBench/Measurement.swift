import Foundation

/// One line of the table: ours against a ceiling of the same run.
struct Measurement {
    let name: String
    /// What is counted, such as `events/s`.
    let unit: String
    let ours: Double
    /// What it is compared with, in the same unit; `nil` for an absolute bound.
    let ceiling: Double?
    /// The median of the paired ratios; `nil` for an absolute bound.
    let ratio: Double?
    /// What the ceiling is.
    let against: String
    /// The ratio, or the absolute bound, that is to be reached.
    let goal: String
    let reached: Bool

    static var header: String {
        pad("what", 52) + pad("ours", 18, right: true) + pad("ceiling", 18, right: true) + pad("ratio", 10, right: true)
            + "   goal"
    }

    var line: String {
        let ratio = ratio.map { String(format: "%.3f", $0) } ?? "-"
        return Self.pad(name, 52) + Self.pad(Self.number(ours) + " " + unit, 18, right: true)
            + Self.pad(ceiling.map { Self.number($0) } ?? "-", 18, right: true) + Self.pad(ratio, 10, right: true)
            + "   " + goal + (reached ? "" : "  (not reached)")
    }

    /// Ours against a ceiling, round by round; the median of the ratios decides.
    static func ratio(
        _ name: String, _ unit: String, _ pairs: [(ours: Double, ceiling: Double)], goal: Double, _ against: String
    ) -> Measurement {
        let ratio = median(pairs.map { $0.ours / $0.ceiling })
        return Measurement(
            name: name, unit: unit, ours: median(pairs.map(\.ours)), ceiling: median(pairs.map(\.ceiling)),
            ratio: ratio,
            against: against, goal: "≥ " + number(goal), reached: ratio >= goal)
    }

    /// A time against another of the same round, of which it may be no more than so many times as long.
    static func ratio(
        _ name: String, _ unit: String, _ pairs: [(ours: Double, other: Double)], atMost limit: Double
    ) -> Measurement {
        let ratio = median(pairs.map { $0.ours / $0.other })
        return Measurement(
            name: name, unit: unit, ours: median(pairs.map(\.ours)), ceiling: median(pairs.map(\.other)), ratio: ratio,
            against: "", goal: "≤ " + number(limit), reached: ratio <= limit)
    }

    /// A figure that has to stay below a bound.
    static func bound(_ name: String, _ unit: String, _ value: Double, below bound: Double) -> Measurement {
        Measurement(
            name: name, unit: unit, ours: value, ceiling: nil, ratio: nil, against: "",
            goal: "< " + number(bound) + " " + unit, reached: value < bound)
    }

    /// A figure without a bound: what it ought to be depends on the rest.
    static func figure(_ name: String, _ unit: String, _ value: Double) -> Measurement {
        Measurement(
            name: name, unit: unit, ours: value, ceiling: nil, ratio: nil, against: "", goal: "none", reached: true)
    }

    static func number(_ value: Double) -> String {
        if value >= 1_000_000 { return String(format: "%.2f M", value / 1_000_000) }
        if value >= 10_000 { return String(format: "%.0f k", value / 1_000) }
        if value >= 100 { return String(format: "%.0f", value) }
        return String(format: "%.2f", value)
    }

    static func pad(_ text: String, _ width: Int, right: Bool = false) -> String {
        let space = String(repeating: " ", count: max(1, width - text.count))
        return right ? space + text : text + space
    }
}

/// The middle of a few rounds.
func median(_ values: [Double]) -> Double {
    let sorted = values.sorted()
    guard !sorted.isEmpty else { return .nan }
    return sorted.count % 2 == 1
        ? sorted[sorted.count / 2] : (sorted[sorted.count / 2 - 1] + sorted[sorted.count / 2]) / 2
}

/// Seconds that a body takes.
func seconds(_ body: () throws -> Void) rethrows -> Double {
    let clock = ContinuousClock()
    let elapsed = try clock.measure(body)
    return Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) * 1e-18
}

/// Seconds that an asynchronous body takes.
func seconds(_ body: () async throws -> Void) async rethrows -> Double {
    let clock = ContinuousClock()
    let start = clock.now
    try await body()
    let elapsed = start.duration(to: clock.now)
    return Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) * 1e-18
}
