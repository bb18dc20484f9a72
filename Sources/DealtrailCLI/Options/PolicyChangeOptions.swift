import ArgumentParser
import Dealtrail

/// Which version is changed, by whom, and from when.
struct PolicyChangeOptions: ParsableArguments {
    @Argument(help: "The published version.")
    var version: String

    @Option(
        name: .customLong("effective-from"),
        help: "From when, an RFC 3339 time that has not passed; without it from now on.", transform: Parse.zonedTime)
    var beginning: ZonedTime?

    var effectiveFrom: Timestamp? { beginning?.instant }

    @Option(help: "Who approved it, when the author acts for somebody else.", transform: Parse.name)
    var approver: ActorID?

    @Option(help: "A private key file: the author signs this change with it.", completion: .file())
    var signWith: String?

    @Flag(help: "JSON on one line.")
    var json = false

    /// Lets a change be decided, and says what became of it.
    func change(
        _ verb: String, _ title: String, in location: TrailLocation, by who: AuthorOption,
        _ handle: (Trail, Author, CommandID, SignerKey?) async throws -> Handled
    ) async throws {
        let person = try who.author()
        let author = Author(person.id, kind: person.kind, onBehalfOf: approver, channel: person.channel)
        let signer = try signWith.map { try KeyFile.read($0) }
        try await location.withTrail { trail in
            let id = CommandID("policy:\(verb):\(version):after-\(try trail.lastPolicyPosition())")
            let handled = try await handle(trail, author, id, signer)
            if case .refused(let refusal, _) = handled {
                throw ToolError(.refused, Self.text(refusal, effectiveFrom: beginning))
            }
            let timeline = try trail.policyTimeline()
            let stamp = try trail.stamp()
            let inForce = timeline.inForce(at: max(effectiveFrom ?? stamp.time, stamp.time))
            let receipts = Receipts(
                name: "policy \(verb)", title: title, stamp: stamp, origin: trail.log.origin,
                facts: [
                    ("policy", version), ("author", author.id.rawValue),
                    ("approver", (author.onBehalfOf ?? author.id).rawValue),
                    ("from", effectiveFrom?.description ?? "now"), ("signed", signer == nil ? "no" : "yes"),
                    ("inForceThen", inForce?.version ?? SalesPolicy.standard.version),
                    ("position", handled.receipt.map { String($0.position) } ?? "so already"),
                ])
            try ReportOptions.write(receipts, json: json)
        }
    }

    /// A refusal, with the option that it is about where it is about the time.
    static func text(_ refusal: Refusal, effectiveFrom time: ZonedTime?) -> String {
        guard let time, refusal.rule == "policy.past" else { return refusal.description }
        return "--effective-from \(time): \(refusal.description)"
    }
}
