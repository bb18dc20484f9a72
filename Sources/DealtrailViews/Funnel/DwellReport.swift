public import DealtrailModel
public import DealtrailSales

/// How long opportunities stay in stages, slice by slice, each against the others (`docs/features.md` rows 38 and 39).
public struct DwellReport: Codable, Hashable, Sendable {
    /// Which stays are measured.
    public enum Measure: String, Codable, Hashable, Sendable, CaseIterable {
        /// The last completed visit of each opportunity.
        case latest
        /// All completed visits of each opportunity together.
        case cumulative
        /// Visits that still run, up to the time of the report.
        case running

        /// The number of a funnel that counts the same opportunities.
        public func selector(_ stage: StageName) -> FunnelSelector {
            switch self {
            case .latest: .latest(stage)
            case .cumulative: .cumulative(stage)
            case .running: .running(stage)
            }
        }
    }

    /// How long the opportunities of a slice stay in a stage.
    public struct Entry: Codable, Hashable, Sendable {
        /// The stage; `nil` for the whole cycle, from the first stage entry to winning.
        public let stage: StageName?
        /// The name of the slice; `nil` where the value is not recorded, and for all together.
        public let slice: String?
        /// The stays: how many, their median, 90th percentile, least and most, in days.
        public let stays: Distribution
        /// Their mean in days, with one decimal.
        public let mean: ScaledDecimal
        /// How many stays the other slices have.
        public let peers: Int
        /// The mean of those of all other slices together, in days with one decimal; `nil` ("n/a") when there is none.
        public let peerMean: ScaledDecimal?
        /// The mean less that of the others, in days with one decimal.
        public let difference: ScaledDecimal?
    }

    /// What it answers for.
    public let stamp: AnswerStamp
    /// What it counts and how.
    public let definition: FunnelDefinition
    /// Which stays are measured.
    public let measure: Measure
    /// By what it is cut; `nil` when it is not.
    public let by: FunnelDimension?
    /// The stages in order.
    public let stages: [StageName]
    /// All opportunities together: the cycle, then the stages in order; those without a stay are left out.
    public let total: [Entry]
    /// The slices: the cycle, then the stages in order, in each the slices by name.
    public let slices: [Entry]

    enum CodingKeys: String, CodingKey {
        case stamp = "asOf"
        case definition
        case measure
        case by
        case stages
        case total
        case slices
    }
}

extension FunnelCases {
    /// How long the opportunities stay, slice by slice.
    ///
    /// - Complexity: O(n log n).
    public func dwell(_ measure: DwellReport.Measure = .latest, by dimension: FunnelDimension? = nil) -> DwellReport {
        func values(_ tally: FunnelTally, _ place: Int?) -> [Int64] {
            guard let place else { return tally.toWon }
            let stage = tally.stages[place]
            return switch measure {
            case .latest: stage.latest
            case .cumulative: stage.cumulative
            case .running: stage.running
            }
        }
        let whole = tally(cases)
        let parts = dimension.map { slices(by: $0).map { (name: $0.name, tally: tally($0.cases)) } } ?? []
        let places: [Int?] = [nil] + stages.indices.map(Optional.some)
        return DwellReport(
            stamp: stamp, definition: definition, measure: measure, by: dimension, stages: stages,
            total: places.compactMap { place in
                entry(place, nil, values(whole, place), all: values(whole, place))
            },
            slices: places.flatMap { place in
                let all = values(whole, place)
                return parts.compactMap { entry(place, $0.name, values($0.tally, place), all: all) }
            })
    }

    private func entry(_ place: Int?, _ slice: String?, _ own: [Int64], all: [Int64]) -> DwellReport.Entry? {
        guard let stays = Distribution(nanoseconds: own, day: clock.day), let mean = mean(of: Self.sum(own), own.count)
        else { return nil }
        let peerMean = self.mean(of: Self.sum(all) - Self.sum(own), all.count - own.count)
        return DwellReport.Entry(
            stage: place.map { stages[$0] }, slice: slice, stays: stays, mean: mean, peers: all.count - own.count,
            peerMean: peerMean, difference: peerMean.flatMap { mean.subtracting($0) })
    }

    private static func sum(_ values: [Int64]) -> Int128 { values.reduce(0) { $0 + Int128($1) } }

    private func mean(of sum: Int128, _ count: Int) -> ScaledDecimal? {
        count == 0 ? nil : Distribution.days(sum, per: Int128(count) * Int128(clock.day))
    }
}
