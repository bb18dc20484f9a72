public import DealtrailModel

/// What is known when a complaint is recorded.
public struct ComplaintState: Sendable {
    var accounts = AccountDecider.initial
    var complaints: [ComplaintID: ComplaintRecorded] = [:]
}

/// Folds what decisions about complaints rest on.
public enum ComplaintDecider: Decider {
    /// Nothing yet.
    public static let initial = ComplaintState()
    /// The account itself, and the complaint.
    public static let fold = Fold<ComplaintState> {
        Fold.rows(of: AccountDecider.self, \.accounts)
        On(ComplaintRecorded.self) { state, event in state.complaints[event.complaint] = event }
    }
}
