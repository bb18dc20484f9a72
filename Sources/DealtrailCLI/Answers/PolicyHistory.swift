import Dealtrail
import DealtrailReports

/// The versions of the policy, with what was done with each and when it was in force.
struct PolicyHistory: Report {
    static let reportName = "policy-history"

    /// A version.
    struct Version: Encodable {
        let version: String
        let digest: ContentDigest
        let acts: [Act]
        let inForce: [Span]
    }

    /// What somebody did with it.
    struct Act: Encodable {
        let act: PolicyTimeline.Act.Kind
        let author: ActorID
        let onBehalfOf: ActorID?
        let recordedAt: Timestamp
        let effectiveFrom: Timestamp?
        let position: UInt64
        let note: String?

        init(_ act: PolicyTimeline.Act) {
            self.act = act.kind
            author = act.author
            onBehalfOf = act.onBehalfOf
            recordedAt = act.recordedAt
            effectiveFrom = act.kind == .published ? nil : act.effectiveFrom
            position = act.position
            note = act.note
        }
    }

    /// When it was in force; without an end until further notice.
    struct Span: Encodable {
        let from: Timestamp
        let to: Timestamp?
    }

    let stamp: AnswerStamp
    let versions: [Version]

    init(stamp: AnswerStamp, timeline: PolicyTimeline) {
        self.stamp = stamp
        let spans = timeline.spans
        versions = timeline.versions.map { version, digest, acts in
            Version(
                version: version, digest: digest, acts: acts.map(Act.init),
                inForce: spans.filter { $0.digest == digest }.map { Span(from: $0.from, to: $0.to) })
        }
    }

    var answersFor: AnswerStamp { stamp }

    var document: ReportDocument {
        ReportDocument("Versions of the policy", facts: [], sections: versions.map(section))
    }

    private func section(_ version: Version) -> ReportDocument.Section {
        let spans = version.inForce.map { "from \($0.from)" + ($0.to.map { " to \($0)" } ?? " until further notice") }
        return .init(
            version.version,
            facts: [
                .init("Digest", version.digest.short),
                .init("In force", spans.isEmpty ? "never" : spans.joined(separator: "; ")),
            ],
            table: ReportTable(
                [.words("What"), .words("By"), .words("For"), .words("Recorded"), .words("From"), .words("Note")],
                version.acts.map { act in
                    .init([
                        act.act.rawValue, act.author.rawValue, act.onBehalfOf?.rawValue ?? "",
                        act.recordedAt.description, act.effectiveFrom?.description ?? "", act.note ?? "",
                    ])
                }))
    }

    private enum CodingKeys: String, CodingKey {
        case stamp = "asOf"
        case versions
    }
}
