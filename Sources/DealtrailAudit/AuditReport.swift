import DealtrailModel
public import DealtrailProof
import Foundation

/// What a file proves.
public struct AuditReport: Sendable {
    /// What the file is about.
    public enum Subject: Hashable, Sendable {
        /// One event.
        case event
        /// All events of a stream.
        case history(stream: String)
        /// That the log only grew since it had so many events.
        case growth(from: UInt64)
        /// A checkpoint alone.
        case checkpoint
    }

    /// Whose signatures the checkpoint has.
    public let verdict: TrustVerdict
    /// What the file is about.
    public let subject: Subject
    /// The events that are proved, in the order of the log.
    public let events: [AuditedEvent]
    /// The size of the known checkpoint that the log was shown to continue; `nil` when none was given.
    public let isContinuing: UInt64?

    /// For people.
    public var text: String {
        let checkpoint = verdict.checkpoint
        var lines: [String] = []
        switch subject {
        case .event:
            lines.append("PROVED: this event is in the log \(checkpoint.origin)")
            for event in events { lines += details(event) }
        case .history(let stream):
            lines.append(
                events.isEmpty
                    ? "PROVED: there is no \(stream) in the log \(checkpoint.origin)"
                    : "PROVED: the whole history of \(stream), revisions 0 to \(events.count - 1)")
            lines.append(
                "  complete as of the checkpoint of \(checkpoint.size) events, as stated by \(checkpoint.origin)")
            for event in events { lines += row(event) }
        case .growth(let old):
            lines.append("PROVED: the log \(checkpoint.origin) only grew, from \(old) to \(checkpoint.size) events")
        case .checkpoint: lines.append("PROVED: \(checkpoint.origin) has signed this checkpoint")
        }
        lines.append("Log proof")
        lines.append("  checkpoint     \(checkpoint.size) events, root \(checkpoint.root)")
        lines.append("  signed by      \(verdict.log)")
        lines += verdict.cosignatures.map { "  witnessed by   \($0.witness), at \(Self.time($0.time))" }
        if let isContinuing { lines.append("  continues      your checkpoint of \(isContinuing) events") }
        if !events.isEmpty {
            lines.append("Author proof")
            lines += authorLines
        }
        return lines.map { SafeText.text($0) + "\n" }.joined()
    }

    private var authorLines: [String] {
        guard events.contains(where: { $0.authorProof != .none }) else {
            return ["  none           authors are as the log recorded them; no author has signed this"]
        }
        var lines: [String] = []
        var last: CommandID?
        for event in events {
            let place = "position \(event.recorded.position)".padding(toLength: 14, withPad: " ", startingAt: 0)
            lines.append("  \(place) \(event.recorded.author.id): \(event.authorProof.text)")
            // Once for the events of an append.
            if let command = event.signedCommand, event.recorded.commandID != last {
                lines.append("  asked for      \(command.text)")
            }
            last = event.recorded.commandID
        }
        if events.contains(where: { $0.authorProof.key != nil }) {
            lines.append("  a signature covers \(AuthorProof.covers)")
        }
        return lines
    }

    private func details(_ event: AuditedEvent) -> [String] {
        let recorded = event.recorded
        let facts = [
            ("position", "\(recorded.position)"), ("kind", "\(recorded.kind), version \(recorded.version)"),
            ("stream", "\(recorded.stream), revision \(recorded.revision)"), ("author", event.who),
            ("happened", event.happened), ("recorded", recorded.recordedAt.description),
            ("command", recorded.commandID.rawValue),
        ]
        return facts.map { "  \($0.0.padding(toLength: 14, withPad: " ", startingAt: 0)) \($0.1)" }
            + event.prices.map { "  price          \($0.text)" }
            + ["  payload        \(event.payload)", "  leaf           \(event.leaf)"]
    }

    private func row(_ event: AuditedEvent) -> [String] {
        let recorded = event.recorded
        return [
            "  \(recorded.revision)  \(event.happened)  \(event.who)  \(recorded.kind)  [position \(recorded.position)]"
        ]
            + event.prices.map { "       \($0.text)" }
    }

    private static func time(_ seconds: UInt64) -> String {
        Date(timeIntervalSince1970: Double(seconds)).formatted(.iso8601)
    }
}

extension AuditReport: Encodable {
    private enum CodingKeys: String, CodingKey {
        case report, schema, proves, origin, size, root, signedBy, witnesses, stream, complete, from, continues, events
    }

    private struct Witness: Encodable {
        let witness: String
        let time: UInt64
    }

    /// Writes the shape of `docs/cli.md`.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode("check", forKey: .report)
        try container.encode(1, forKey: .schema)
        switch subject {
        case .event: try container.encode("event", forKey: .proves)
        case .history(let stream):
            try container.encode("history", forKey: .proves)
            try container.encode(stream, forKey: .stream)
            try container.encode(true, forKey: .complete)
        case .growth(let from):
            try container.encode("growth", forKey: .proves)
            try container.encode(from, forKey: .from)
        case .checkpoint: try container.encode("checkpoint", forKey: .proves)
        }
        try container.encode(verdict.checkpoint.origin, forKey: .origin)
        try container.encode(verdict.checkpoint.size, forKey: .size)
        try container.encode(verdict.checkpoint.root.hex, forKey: .root)
        try container.encode(verdict.log.description, forKey: .signedBy)
        try container.encode(
            verdict.cosignatures.map { Witness(witness: $0.witness, time: $0.time) }, forKey: .witnesses)
        try container.encodeIfPresent(isContinuing, forKey: .continues)
        try container.encode(events, forKey: .events)
    }
}
