import DealtrailModel
import DealtrailViews

/// Renders reports as JSON with sorted keys.
///
/// The top level has `report` (which shape), `schema` (its version), `position` (the last position that was looked at,
/// left out for an empty log), `asOf` (`axis`, `position`, `time` and, of what had occurred by a time, `undated`), and what the report itself holds. Decimals are
/// strings, times RFC 3339 strings, absent fields `nil`: which means "n/a" or "not recorded", as each field says.
public struct JSONReport: Hashable, Sendable {
    /// Whether it is set over several lines.
    public var isPretty: Bool

    /// Creates a renderer.
    public init(isPretty: Bool = false) {
        self.isPretty = isPretty
    }

    /// The report as JSON.
    ///
    /// - Throws: `EncodingError`; no report of ours has a value that would cause it.
    public func render<Body: Report>(_ report: Body) throws -> String {
        try JSONText.encode(Envelope(report: report), pretty: isPretty)
    }

    private struct Envelope<Body: Report>: Encodable {
        let report: Body

        enum CodingKeys: String, CodingKey {
            case report
            case schema
            case position
        }

        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(Body.reportName, forKey: .report)
            try container.encode(Body.schema, forKey: .schema)
            try container.encodeIfPresent(report.answersFor.position, forKey: .position)
            // The body writes its fields beside these: one object, not two.
            try report.encode(to: encoder)
        }
    }
}
