public import DealtrailViews

/// An answer that can be shown: as text, as HTML, as JSON.
///
/// The JSON form is the `Encodable` form with `report`, `schema` and `position` added; fields that are `nil` are left out.
public protocol Report: Encodable, Sendable {
    /// The name of the shape in JSON, such as `funnel`.
    static var reportName: String { get }
    /// The version of the shape in JSON; raised when a field changes its meaning or goes away.
    static var schema: Int { get }
    /// What it answers for.
    var answersFor: AnswerStamp { get }
    /// What a reader sees.
    var document: ReportDocument { get }
}

extension Report {
    /// The first version.
    public static var schema: Int { 1 }
}
