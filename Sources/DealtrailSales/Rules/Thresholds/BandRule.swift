public import DealtrailModel

/// Bands of a number, such as the grades of a lead (`docs/features.md` row 92).
public struct BandRule: Codable, Hashable, Sendable {
    /// A band: from `from`, inclusive, to `below`, exclusive.
    public struct Band: Codable, Hashable, Sendable {
        /// Its name.
        public var name: String
        /// Where it begins, inclusive; `nil` for no lower end.
        public var from: ScaledDecimal?
        /// Where it ends, exclusive; `nil` for no upper end.
        public var below: ScaledDecimal?

        /// Creates a band.
        public init(_ name: String, from: ScaledDecimal? = nil, below: ScaledDecimal? = nil) {
            self.name = name
            self.from = from
            self.below = below
        }

        /// Whether a number lies in it.
        public func contains(_ value: ScaledDecimal) -> Bool {
            from.map { $0 <= value } ?? true && below.map { value < $0 } ?? true
        }

        package enum CodingKeys: Int, CodingKey {
            case name = 1
            case from = 2
            case below = 3
        }
    }

    /// The rule.
    public var name: RuleName
    /// The bands, the highest first; they neither overlap nor leave anything out between them.
    public var bands: [Band]

    /// Creates a rule.
    public init(_ name: RuleName, _ bands: [Band]) {
        self.name = name
        self.bands = bands
    }

    /// The band of a number; `nil` beyond all of them.
    public func band(of value: ScaledDecimal, version: String, events: [EventID] = []) -> Explained<String?> {
        let found = bands.first { $0.contains(value) }
        let range = found.map { band in
            [band.from.map { "at least \($0)" }, band.below.map { "below \($0)" }].compactMap(\.self)
                .joined(separator: " and ")
        }
        return Explained(
            found?.name,
            RuleExplanation(
                "band.\(name)", version: version,
                found.map { "\(value) is in \($0.name)\(range.map { $0.isEmpty ? "" : ": \($0)" } ?? "")" }
                    ?? "\(value) is in no band",
                ["measured": value], events: events))
    }

    package enum CodingKeys: Int, CodingKey {
        case name = 1
        case bands = 2
    }
}
