/// Why an alert that was raised is open no more.
public enum AlertResolution: String, Codable, Hashable, Sendable, CaseIterable {
    /// What was to happen has happened, later than it should have.
    case happened
    /// The time began anew.
    case begunAnew = "begun-anew"
    /// It had happened in time and was recorded afterwards: the alert was raised for what nobody knew.
    case unknownThen = "unknown-then"
    /// The rule concerns the tier, grade or band of the subject no more.
    case notConcerned = "not-concerned"
    /// A count fell or a figure recovered as time passed.
    case lapsed
    /// The rules in force say something else.
    case rules
}
