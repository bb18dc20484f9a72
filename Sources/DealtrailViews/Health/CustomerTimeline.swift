public import DealtrailModel
import DealtrailSales

/// What was known of a customer over time, read as far back as somebody asks.
public protocol CustomerTimeline {
    /// An instant after which nothing happened to the customer, where that is known without reading his past.
    var quietSince: Timestamp? { get }

    /// The instants at which something happened that his health rests on, ascending; between two of them only time passes.
    ///
    /// - Throws: What reading the past throws.
    func changes() throws -> [Timestamp]

    /// What was known at some instants; `nil` where nothing was.
    ///
    /// - Parameter instants: The instants, ascending; what happened at one is taken in.
    /// - Throws: What reading the past throws.
    func states(at instants: [Timestamp]) throws -> [CustomerHealth.State?]
}
