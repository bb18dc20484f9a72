import Dealtrail
import DealtrailReactions
import Foundation

/// A trail in a temporary directory, with a reaction that wants what happens to accounts.
struct OutboxTrail {
    static let wu = Author("manager:wu")
    static let accounts = ReactionDefinition(
        name: "accounts", version: "1", kinds: ["account.created", "account.owner-changed"], endpoint: "hook")

    let directory: String
    let trail: Trail
    let clock: SettableClock

    init(catalog: Catalog = .sales, enabling reactions: [ReactionDefinition] = [accounts]) async throws {
        directory = FileManager.default.temporaryDirectory.appendingPathComponent("dealtrail-outbox-\(UUID())").path
        clock = SettableClock()
        trail = try await Trail.create(
            at: directory, origin: "example.com/test", by: Self.wu, catalog: catalog,
            options: TrailOptions(mapSize: 1 << 30, clock: clock.read))
        for reaction in reactions {
            let handled = try await trail.enable(reaction, by: Self.wu, id: CommandID("enable-\(reaction.name)"))
            guard handled.refusal == nil else { throw Unexpected(what: "\(handled)") }
        }
    }

    struct Unexpected: Error {
        let what: String
    }

    /// Creates accounts, each an event of its own stream.
    func create(_ accounts: AccountID..., owner: ActorID = "rep:lin") async throws {
        for account in accounts { try await handle(Account.create(account, owner: owner), "create-\(account)") }
    }

    @discardableResult
    func handle(_ command: some Command, _ id: CommandID) async throws -> Handled {
        let handled = try await trail.handle(command, by: Self.wu, id: id)
        guard handled.refusal == nil else { throw Unexpected(what: "\(handled)") }
        return handled
    }

    func runner(
        _ adapter: any MessageAdapter, retry: RetrySettings = RetrySettings(), reactions: [any EventReaction] = [],
        settings: OutboxSettings = OutboxSettings(), resumeFrom: UInt64? = nil, trail other: Trail? = nil
    ) async throws -> OutboxRunner {
        try await OutboxRunner.open(
            other ?? trail, reactions: ReactionCatalog(reactions), endpoints: ["hook": Endpoint(adapter, retry: retry)],
            settings: settings, resumeFrom: resumeFrom, clock: clock.read)
    }

    /// The payloads of a kind, in order.
    func recorded<Payload: Event>(_ type: Payload.Type) throws -> [Payload] {
        try trail.log.events(EventFilter(query: .kinds(Payload.kind))).map { try $0.decode(type) }
    }

    /// Closes the trail and removes it.
    func end() async throws {
        try await trail.close()
        try FileManager.default.removeItem(atPath: directory)
    }
}
