import DealtrailEngine
import DealtrailLog
import DealtrailModel

/// What the rows of ``Wary`` throw.
struct Poisoned: Error, Hashable {
    let amount: Int64
}

/// Like ``Mixed``, but it cannot fold an amount of 1,077: its keys come from streams and from tags.
enum Wary: Projection {
    static let name = "wary"
    static let codeVersion: UInt32 = 1
    static func initial(key: String) -> Chain { Chain(key: key) }
    static let rows = ProjectionRows<Chain>([
        .init(Noted.kind, key: .tag("account")) { $0.add(1_000, $1.position) },
        .init(Moved.kind, key: .tag("account")) { state, event in
            let amount = try event.fields.integer(3) ?? 0
            guard amount != 1_077 else { throw Poisoned(amount: amount) }
            state.add(amount, event.position)
        },
        .init(Moved.kind) { $0.add(3, $1.position) },
    ])
}

/// The next version of it, which can.
enum Mended: Projection {
    static let name = "wary"
    static let codeVersion: UInt32 = 2
    static func initial(key: String) -> Chain { Chain(key: key) }
    static let rows = Mixed.rows
}

extension TestLog {
    /// Appends an event that ``Wary`` cannot fold, in its time or late.
    ///
    /// - Returns: Its position.
    @discardableResult
    func poison(account: Int = 1, occurred: Int64? = nil) async throws -> UInt64 {
        let event = try NewEvent(
            Moved(deal: "\(account)", accounts: ["\(account)"], amount: 1_077),
            occurredAt: .at(Timestamp(nanoseconds: occurred ?? Int64(events.count) * 10)))
        let request = AppendRequest([event], by: Author("rep:test"), id: CommandID("poison-\(events.count)"))
        return try await append(request).positions.lowerBound
    }
}
