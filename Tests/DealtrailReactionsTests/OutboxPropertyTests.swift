import Dealtrail
import DealtrailReactions
import DealtrailTesting
import Foundation
import Synchronization
import Testing

@Suite("The outbox, whatever fails")
struct OutboxPropertyTests {
    @Test("Every message is delivered at least once or dead, one event says so, and order holds", arguments: 1...12)
    func interleavings(_ seed: UInt64) async throws {
        let numbers = Mutex(SeededGenerator(seed: seed))
        let draw = { @Sendable (limit: Int) -> Int in
            numbers.withLock { numbers in Int.random(in: 0..<limit, using: &numbers) }
        }
        let outbox = try await OutboxTrail()
        let received = Mutex<[MessageKey: Int]>([:])
        // One in four attempts is taken, and the taker does not live to say so.
        let adapter = CountingAdapter { message, _ in
            switch draw(8) {
            case 0...2:
                received.withLock { $0[message.key, default: 0] += 1 }
                return .delivered(status: 200)
            case 3, 4:
                received.withLock { $0[message.key, default: 0] += 1 }
                throw CancellationError()
            case 5: return .failed(DeliveryFailure("refused", status: 410, isPermanent: true))
            case 6: return .failed(DeliveryFailure("busy", status: 429, retryAfter: .seconds(30)))
            default: return .failed(DeliveryFailure("no answer"))
            }
        }
        let retry = RetrySettings(attempts: 4)
        let settings = OutboxSettings(concurrency: 1 + draw(4), failuresBeforePause: 1 + draw(4))
        var runner = try await outbox.runner(adapter, retry: retry, settings: settings)
        var accounts: [AccountID] = []
        for step in 0..<60 {
            switch draw(3) {
            case 0:
                let account = AccountID("a-\(accounts.count)")
                accounts.append(account)
                try await outbox.create(account)
            case 1:
                guard !accounts.isEmpty else { continue }
                let owner = ActorID("rep:\(step)")
                try await outbox.handle(
                    Account.changeOwner(accounts[draw(accounts.count)], to: owner, reason: "x"),
                    CommandID("own-\(step)"))
            default: try await self.round(&runner, outbox, adapter, retry, settings)
            }
        }
        // Time passes until nothing is owed; there are as many rounds as attempts could need, and more.
        for _ in 0..<2_000 {
            let round = try await self.round(&runner, outbox, adapter, retry, settings)
            guard round?.waiting != 0 else { break }
        }

        let events = try outbox.trail.log.events(EventFilter(query: OutboxTrail.accounts.query))
        let delivered = try outbox.recorded(MessageDelivered.self).map(\.key)
        let dead = try outbox.recorded(MessageDeadLettered.self).map(\.key)
        let keys = events.map { MessageKey(origin: "example.com/test", reaction: "accounts", event: $0.id, index: 0) }
        #expect(try outbox.trail.outbox().owed.isEmpty, "seed \(seed)")
        #expect(Set(delivered).count == delivered.count, "seed \(seed): delivered twice in the log")
        #expect(Set(dead).count == dead.count && Set(dead).isDisjoint(with: delivered), "seed \(seed)")
        #expect(Set(delivered).union(dead) == Set(keys), "seed \(seed): something is neither delivered nor dead")
        let counts = received.withLock(\.self)
        #expect(delivered.allSatisfy { counts[$0, default: 0] >= 1 }, "seed \(seed)")
        let failures = Dictionary(grouping: try outbox.recorded(MessageFailed.self), by: \.key)
        #expect(failures.values.allSatisfy { $0.count < retry.attempts }, "seed \(seed): failures fill the log")
        // First attempts at what concerns one stream come in the order of its events.
        var first: [MessageKey: Int] = [:]
        for (index, message) in adapter.messages.enumerated() where first[message.key] == nil {
            first[message.key] = index
        }
        for (_, stream) in Dictionary(grouping: zip(events, keys), by: \.0.stream) {
            let order = stream.compactMap { first[$0.1] }
            #expect(order == order.sorted(), "seed \(seed)")
        }
        try await outbox.end()
    }

    /// One round; when it crashes, the next process takes over.
    ///
    /// Then time passes until something is due.
    @discardableResult
    private func round(
        _ runner: inout OutboxRunner, _ outbox: OutboxTrail, _ adapter: CountingAdapter, _ retry: RetrySettings,
        _ settings: OutboxSettings
    ) async throws -> OutboxRound? {
        do {
            let round = try await runner.deliverDue()
            if let next = round.nextAttempt, next > outbox.clock.now { outbox.clock.set(next) }
            return round
        } catch is CancellationError {
            await runner.close()
            runner = try await outbox.runner(adapter, retry: retry, settings: settings)
            return nil
        }
    }
}
