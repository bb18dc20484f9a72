/// What one batch of events changes in a view.
struct ViewBatch {
    /// The table that it was folded on.
    let side: ViewRecord.Side
    /// Where the view stood.
    let before: ViewCheckpoint?
    /// Where it stands then.
    let after: ViewCheckpoint
    /// What changes, in the order of keys.
    let records: [(key: [UInt8], value: [UInt8])]
}
