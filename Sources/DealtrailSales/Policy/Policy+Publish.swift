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
        /// From when it holds, though never before it was published; `nil` for at once.
        public let effectiveFrom: Timestamp?

        /// `policy.publish`.
        public static let kind: EventKind = "policy.publish"
        /// The policy's.
        public var subject: StreamName { .policy(name) }
        /// The policy.
        public var tags: [Tag] { [.policy(name)] }
        /// The policy's events.
        public var scope: Query { Query(items: [.init(kinds: [PolicyPublished.kind], tags: [.policy(name)])]) }

        /// Refuses a version that was published with another text; a published version is replaced, never edited.
        public func decide(
            _ state: PolicyState, in context: DecisionContext
        ) throws(Refusal) -> [ProposedEvent] {
            let policy = try context.salesPolicy()
            try policy.requireNames(name)
            guard !version.isEmpty else {
                throw policy.refusal("policy.version", "a policy gives itself a version", ["policy": name])
            }
            if let published = state.versions[version] {
                guard published == digest else {
                    throw policy.refusal(
                        "policy.version", "version \(version) was published with another text; take a new version",
                        ["policy": name, "version": version, "published": published, "digest": digest])
                }
                if state.latest == version, state.latestFrom == effectiveFrom { return [] }
            }
            return [
                ProposedEvent(
                    PolicyPublished(
                        name: name, version: version, digest: digest, summary: summary, effectiveFrom: effectiveFrom))
            ]
        }

        package enum CodingKeys: Int, CodingKey {
            case name = 1
            case version = 2
            case digest = 3
            case summary = 4
            case effectiveFrom = 5
        }

        /// Decisions rest on what was published.
        public typealias Decider = PolicyDecider
    }

    /// Publishes a version of a policy.
    public static func publish(
        _ name: PolicyName, version: String, digest: ContentDigest, summary: String? = nil,
        effectiveFrom: Timestamp? = nil
    ) -> Publish {
        Publish(name: name, version: version, digest: digest, summary: summary, effectiveFrom: effectiveFrom)
    }
}
