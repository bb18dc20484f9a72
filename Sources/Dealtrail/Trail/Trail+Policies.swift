public import DealtrailEngine
import DealtrailLog
public import DealtrailModel
public import DealtrailProof
public import DealtrailSales
import Foundation

extension Trail {
    /// Puts a published version of the policy in force.
    ///
    /// - Parameters:
    ///   - version: The version.
    ///   - author: Who activates it. The person for whom he acts, or else he himself, is named as the approver.
    ///   - id: The idempotency key.
    ///   - start: From when it holds; `nil` for at once. A time that has passed is refused.
    ///   - reason: Why, in a sentence.
    ///   - signer: The author's key, which signs the command; `nil` leaves it unsigned.
    /// - Throws: as ``handle(_:by:id:occurredAt:correlation:causation:signature:)``.
    @discardableResult
    public func activate(
        _ version: String, by author: Author, id: CommandID, effectiveFrom start: Timestamp? = nil,
        reason: String? = nil, signer: SignerKey? = nil
    ) async throws -> Handled {
        let activate = Policy.activate(.sales, version: version, effectiveFrom: start, reason: reason)
        let signature = try signer?.sign(command(activate, by: author, id: id))
        return try await handle(activate, by: author, id: id, signature: signature)
    }

    /// Ends a version of the policy; what was in force before it holds again unless another began meanwhile.
    ///
    /// - Parameters:
    ///   - version: The version.
    ///   - author: Who retires it.
    ///   - id: The idempotency key.
    ///   - end: From when it holds no more; `nil` for at once. A time that has passed is refused.
    ///   - reason: Why, in a sentence.
    ///   - signer: The author's key, which signs the command; `nil` leaves it unsigned.
    /// - Throws: as ``handle(_:by:id:occurredAt:correlation:causation:signature:)``.
    @discardableResult
    public func retire(
        _ version: String, by author: Author, id: CommandID, effectiveFrom end: Timestamp? = nil, reason: String,
        signer: SignerKey? = nil
    ) async throws -> Handled {
        let retire = Policy.retire(.sales, version: version, effectiveFrom: end, reason: reason)
        let signature = try signer?.sign(command(retire, by: author, id: id))
        return try await handle(retire, by: author, id: id, signature: signature)
    }

    /// The versions of the policy: who published, activated and retired them, and when each was in force.
    ///
    /// - Parameter known: Up to where the log is read; `nil` for its end.
    /// - Throws: `LogError`, `EventError`.
    public func policyTimeline(asOf known: AsOf.Known? = nil) throws -> PolicyTimeline {
        var state = PolicyDecider.initial
        let end = try known.map { try stamp(asOf: AsOf(known: $0)).position.map { $0 + 1 } ?? 0 } ?? UInt64.max
        try log.scan(EventFilter(query: PolicyDecider.scope(.sales)), in: 0..<end, direction: .forward) {
            try PolicyDecider.fold.apply($0, to: &state)
            return true
        }
        return state.timeline
    }

    /// A published version of the policy; `nil` when there is none.
    ///
    /// - Parameters:
    ///   - version: The version.
    ///   - known: By which point it was published; `nil` for any.
    /// - Throws: `EngineError` (`rulesUnavailable`) when its text is missing; `LogError`, `EventError`.
    public func policy(version: String, asOf known: AsOf.Known? = nil) throws -> SalesPolicy? {
        let acts = try policyTimeline(asOf: known).acts
        guard let digest = acts.first(where: { $0.version == version })?.digest else { return nil }
        return try handler.ruleSet(digest) as? SalesPolicy
    }

    /// The policy in force at an instant, as far as was known at a point: what was published or ended later counts for nothing.
    ///
    /// - Parameters:
    ///   - instant: The instant; `nil` for the time that the point speaks of.
    ///   - known: The point; `nil` for all that is known.
    /// - Throws: `EngineError` (`rulesUnavailable`) when its text is missing; `LogError`, `EventError`.
    public func policy(at instant: Timestamp?, asOf known: AsOf.Known?) throws -> SalesPolicy {
        guard let known else { return try policy(at: instant) }
        let stamp = try stamp(asOf: AsOf(known: known))
        return try policy(at: instant ?? stamp.time, knownThrough: stamp.position)
    }
}
