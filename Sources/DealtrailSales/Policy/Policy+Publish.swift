public import DealtrailModel

extension Policy {
    /// Publishes a version of a policy, whose text lies in the blobs (`docs/features.md` row 175).
    public struct Publish: Command {
        /// The policy.
        public let name: PolicyName
        /// The version that its text gives itself.
        public let version: String
        /// The SHA-256 of the canonical text.
        public let digest: ContentDigest
        /// What changed, in a sentence.
        public let summary: String?
        /// From when it holds; `nil` for at once.
        public let effectiveFrom: Timestamp?
        /// Whether it is only published and waits for a `policy.activate`; `nil` for no.
        public let awaitsActivation: Bool?

        /// `policy.publish`.
        public static let kind: EventKind = "policy.publish"
        /// The policy's.
        public var subject: StreamName { .policy(name) }
        /// The policy.
        public var tags: [Tag] { [.policy(name)] }
        /// The policy's events.
        public var scope: Query { PolicyDecider.scope(name) }

        /// Refuses a version that was published with another text (`policy.version`): it is replaced, never edited.
        ///
        /// What is to be in force with it is also refused for whom the rules in force do not let activate
        /// (`policy.approver`, `policy.four-eyes`) and for a time that has passed (`policy.past`).
        public func decide(
            _ state: PolicyState, in context: DecisionContext
        ) throws(Refusal) -> [ProposedEvent] {
            let policy = try context.salesPolicy()
            try policy.requireNames(name)
            guard !version.isEmpty else {
                throw policy.refusal("policy.version", "a policy gives itself a version", ["policy": name])
            }
            if let published = state.timeline.digest(of: version) {
                guard published == digest else {
                    throw policy.refusal(
                        "policy.version", "version \(version) was published with another text; take a new version",
                        ["policy": name, "version": version, "published": published, "digest": digest])
                }
                if awaitsActivation == true { return [] }
                if let latest = state.latest, latest.version == version, latest.from == effectiveFrom { return [] }
            }
            if awaitsActivation != true {
                _ = try policy.requirePolicyApprover(context.author, of: version)
                let publishers = [context.author.id, context.author.onBehalfOf].compactMap(\.self)
                try policy.requireOtherThanPublisher(context.author, Set(publishers), of: version)
                try policy.requireNotPast(effectiveFrom, in: context, of: version)
            } else if effectiveFrom != nil {
                throw policy.refusal(
                    "policy.time", "what waits for its activation holds from no time yet; say so when it is activated",
                    ["policy": name, "version": version])
            }
            return [
                ProposedEvent(
                    PolicyPublished(
                        name: name, version: version, digest: digest, summary: summary, effectiveFrom: effectiveFrom,
                        awaitsActivation: awaitsActivation == true ? true : nil))
            ]
        }

        package enum CodingKeys: Int, CodingKey {
            case name = 1
            case version = 2
            case digest = 3
            case summary = 4
            case effectiveFrom = 5
            case awaitsActivation = 6
        }

        /// Decisions rest on what was published.
        public typealias Decider = PolicyDecider
    }

    /// Publishes a version of a policy and puts it in force, unless it is to wait for its activation.
    public static func publish(
        _ name: PolicyName, version: String, digest: ContentDigest, summary: String? = nil,
        effectiveFrom: Timestamp? = nil, awaitsActivation: Bool = false
    ) -> Publish {
        Publish(
            name: name, version: version, digest: digest, summary: summary, effectiveFrom: effectiveFrom,
            awaitsActivation: awaitsActivation ? true : nil)
    }
}
