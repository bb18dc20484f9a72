public import DealtrailModel
import DealtrailSales

/// What was known of a customer over time, read as far back as somebody asks.
public protocol CustomerTimeline {
    /// An instant after which nothing happened to the customer, where that is known without reading his past.
    var quietSince: Timestamp? { get }

    /// The instants at which something happened that the view of health keeps, ascending; between two of them its state is
    /// the same.
    ///
    /// - Throws: What reading the past throws.
    func changes() throws -> [Timestamp]

    /// What was known at some instants; `nil` where nothing was.
    ///
    /// - Parameter instants: The instants, ascending; what happened at one is taken in.
    /// - Throws: What reading the past throws.
    func states(at instants: [Timestamp]) throws -> [CustomerHealth.State?]

    /// All that happened to him as far as signals count it, up to the last instant that somebody asks about; `nil` for nothing.
    /// A signal looks at nothing later than its own time, so that one state answers for all of them.
    ///
    /// - Throws: What reading the past throws.
    func signals() throws -> CustomerSignals.State?
}
