import DealtrailEngine
import DealtrailModel
import DealtrailViews

/// The states of a customer's accounts in the view of health, at instants up to the one that an answer speaks of.
///
/// The log is read when somebody asks about an instant before the last event, and once.
final class CustomerStates: CustomerTimeline {
    /// The state at the end, where nothing happened to the customer after `latest`.
    private let last: (state: CustomerHealth.State?, latest: Timestamp)?
    private let read: () throws -> [StateHistory<CustomerHealth>]
    private var histories: [StateHistory<CustomerHealth>]?
    private let readSignals: () throws -> CustomerSignals.State?
    private var known: CustomerSignals.State??
    /// What was answered: several rules ask about the same days.
    private var answers: [[Timestamp]: [CustomerHealth.State?]] = [:]

    /// - Parameters:
    ///   - last: The state at the end and when the last event happened; `nil` when that is not known.
    ///   - read: Reads the events of each account.
    ///   - signals: What else happened to the accounts, as one customer.
    init(
        last: (state: CustomerHealth.State?, latest: Timestamp)?,
        read: @escaping () throws -> [StateHistory<CustomerHealth>],
        signals: @escaping () throws -> CustomerSignals.State?
    ) {
        self.last = last
        self.read = read
        readSignals = signals
    }

    /// When the last event happened; `nil` when that is not known.
    var quietSince: Timestamp? { last?.latest }

    /// The instants at which something happened to some of the accounts.
    ///
    /// - Throws: `LogError`, `EventError`.
    func changes() throws -> [Timestamp] {
        let histories = try past()
        if histories.count == 1 { return histories[0].instants }
        return Set(histories.flatMap(\.instants)).sorted()
    }

    /// The states of the accounts as one customer; `nil` where nothing had happened.
    ///
    /// - Parameter instants: The instants, ascending.
    /// - Throws: `LogError`, `EventError`, ``ViewFault``.
    func states(at instants: [Timestamp]) throws -> [CustomerHealth.State?] {
        if let last, let first = instants.first, last.latest <= first { return instants.map { _ in last.state } }
        if let known = answers[instants] { return known }
        let parts = try past().map { try $0.states(at: instants) }
        let states = instants.indices.map { index in
            let there = parts.compactMap { $0[index] }
            return there.isEmpty ? nil : CustomerHealth.combine(there)
        }
        answers[instants] = states
        return states
    }

    /// What else happened to the accounts, as one customer; read once.
    ///
    /// - Throws: `LogError`, `EventError`, ``ViewFault``.
    func signals() throws -> CustomerSignals.State? {
        if let known { return known }
        let signals = try readSignals()
        known = .some(signals)
        return signals
    }

    private func past() throws -> [StateHistory<CustomerHealth>] {
        let known = try histories ?? read()
        histories = known
        return known
    }
}
