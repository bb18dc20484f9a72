public import DealtrailModel

extension GivenWhenThen {
    /// What followed from a command.
    public struct Outcome: Sendable {
        /// The events that the decision proposes, with their causes; empty when it was refused.
        public let proposed: [ProposedEvent]
        /// Why it was refused; `nil` when it was not.
        public let refusal: Refusal?
        let past: [Past]
        let author: Author
        var following: [Past] = []

        init(proposed: [ProposedEvent], refusal: Refusal?, past: [Past], author: Author) {
            self.proposed = proposed
            self.refusal = refusal
            self.past = past
            self.author = author
        }

        /// Expects exactly these events, in this order.
        ///
        /// - Returns: A scenario that goes on after them.
        /// - Throws: ``GivenWhenThenFailure``.
        @discardableResult
        public func then(_ expected: any Event...) throws -> GivenWhenThen {
            try requireAccepted()
            let found = proposed.map(\.event)
            guard found.count == expected.count, zip(found, expected).allSatisfy({ $0.isSame(as: $1) }) else {
                throw GivenWhenThenFailure(
                    "expected\n\(try Self.list(expected))\nbut there followed\n\(try Self.list(found))")
            }
            return GivenWhenThen(past: past + following)
        }

        /// Expects events of exactly these kinds, in this order, whatever is in them.
        ///
        /// - Returns: A scenario that goes on after them.
        /// - Throws: ``GivenWhenThenFailure``.
        @discardableResult
        public func then(kinds first: EventKind, _ others: EventKind...) throws -> GivenWhenThen {
            try requireAccepted()
            let expected = [first] + others
            let found = proposed.map { type(of: $0.event).kind }
            guard found == expected else {
                throw GivenWhenThenFailure("expected \(Self.list(expected)) but there followed \(Self.list(found))")
            }
            return GivenWhenThen(past: past + following)
        }

        /// Expects that the command is accepted and changes nothing.
        ///
        /// - Returns: A scenario that goes on after it.
        /// - Throws: ``GivenWhenThenFailure``.
        @discardableResult
        public func thenNothing() throws -> GivenWhenThen { try then() }

        /// Expects a refusal by this rule.
        ///
        /// - Returns: The refusal.
        /// - Throws: ``GivenWhenThenFailure``.
        @discardableResult
        public func thenRefused(_ rule: String) throws -> Refusal {
            guard let refusal else {
                throw GivenWhenThenFailure(
                    "expected a refusal by \(rule) but there followed\n\(try Self.list(proposed.map(\.event)))")
            }
            guard refusal.rule == rule else {
                throw GivenWhenThenFailure("expected a refusal by \(rule) but it was \(refusal)")
            }
            return refusal
        }

        /// Expects that the command is accepted, whatever follows.
        ///
        /// - Returns: A scenario that goes on after what followed.
        /// - Throws: ``GivenWhenThenFailure``.
        @discardableResult
        public func accepted() throws -> GivenWhenThen {
            try requireAccepted()
            return GivenWhenThen(past: past + following)
        }

        private func requireAccepted() throws {
            if let refusal { throw GivenWhenThenFailure("expected the command to be accepted but it was \(refusal)") }
        }

        private static func list(_ events: [any Event]) throws -> String {
            try events.isEmpty
                ? "  nothing"
                : events.map { "  \(type(of: $0).kind) \(try JSONText.encode($0))" }.joined(separator: "\n")
        }

        private static func list(_ kinds: [EventKind]) -> String {
            kinds.isEmpty ? "nothing" : kinds.map(\.rawValue).joined(separator: ", ")
        }
    }
}
