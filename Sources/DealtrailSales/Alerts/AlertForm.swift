/// Of which primitive the rule behind an alert is made.
public enum AlertForm: String, Codable, Hashable, Sendable, CaseIterable {
    /// Something has not happened in time.
    case deadline
    /// Something happened so many times.
    case count
    /// A figure was on one side so many periods in a row.
    case streak
}
