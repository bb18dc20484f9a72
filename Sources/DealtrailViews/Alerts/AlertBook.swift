public import DealtrailModel
public import DealtrailSales

/// What is recorded of each alert: raised, climbed, taken on, silenced, resolved.
///
/// The key is the tag `alert:...`. What is due follows from ``DeadlineSubjects`` and the rules, whatever stands here.
public enum AlertBook: Projection {
    /// What is recorded of one alert.
    public typealias State = AlertState

    /// `alerts`.
    public static let name = "alerts"
    /// 1.
    public static let codeVersion: UInt32 = 1

    /// Nothing was raised.
    public static func initial(key: String) -> State { AlertDecider.initial }

    /// The events of alerts; nothing else.
    public static let rows = ProjectionRows<State>(
        AlertDecider.fold.kinds.sorted().map { kind in
            ProjectionRows<State>.Row(kind, key: .tag("alert")) { state, event in
                try AlertDecider.fold.apply(event, to: &state)
            }
        }, ignoring: Set(Catalog.sales.events.keys).subtracting(AlertDecider.fold.kinds))
}
