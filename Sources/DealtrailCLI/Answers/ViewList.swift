import Dealtrail
import DealtrailReports

/// The stored views, and how each stands.
struct ViewList: Report {
    static let reportName = "views"

    /// A stored view.
    struct View: Encodable {
        /// What a view is, in a word.
        enum State: String, Encodable {
            /// It was never built.
            case notBuilt = "not-built"
            /// It is built for the first time.
            case building
            /// It answers.
            case live
            /// It stands still at an event.
            case faulted
            /// This version of the software does not ask it.
            case old
        }

        /// The event at which it stands still.
        struct Fault: Encodable {
            let position: UInt64
            let event: EventID?
            let kind: EventKind?
            let error: String
            let damaged: Bool
        }

        /// A build beside it.
        struct Build: Encodable {
            /// Whether a process is at it; otherwise the next rebuild goes on from `saved`.
            let running: Bool
            let phase: String?
            let done: UInt64?
            let total: UInt64?
            let saved: UInt64
        }

        let name: String
        let version: UInt32
        let current: Bool
        let state: State
        let position: UInt64?
        let lag: UInt64
        let keys: Int
        let bytes: Int
        let fault: Fault?
        let skipped: [UInt64]
        let build: Build?

        init(_ status: ViewStatus) {
            name = status.identity.name
            version = status.identity.codeVersion
            current = status.isCurrent
            position = status.checkpoint?.position
            lag = status.lag
            keys = status.keys
            bytes = status.bytes
            skipped = status.skipped
            fault = status.fault.map {
                Fault(position: $0.position, event: $0.event, kind: $0.kind, error: $0.error, damaged: $0.isDamage)
            }
            build = status.build.map {
                Build(
                    running: $0.progress != nil, phase: $0.progress?.phase.rawValue, done: $0.progress?.done,
                    total: $0.progress?.total, saved: $0.saved)
            }
            state =
                !status.isCurrent
                ? .old
                : status.fault != nil
                    ? .faulted
                    : status.checkpoint != nil ? .live : status.build?.progress != nil ? .building : .notBuilt
        }

        /// The state, and what is built beside it, in words.
        fileprivate var words: String {
            let name = state.rawValue.replacing("-", with: " ")
            guard let build else { return name }
            guard build.running else { return "\(name), a build was killed at \(build.saved)" }
            return "\(name), \(build.phase ?? "building") \(build.done ?? 0) of \(build.total ?? 0)"
        }
    }

    let stamp: AnswerStamp
    let views: [View]

    var answersFor: AnswerStamp { stamp }

    var document: ReportDocument {
        let columns: [ReportTable.Column] = [
            .words("View"), .words("State"), .numbers("Folded"), .numbers("Behind"), .numbers("Skipped"),
            .numbers("Keys"), .numbers("Bytes"),
        ]
        let rows = views.map { view in
            ReportTable.Row([
                "\(view.name).\(view.version)", view.words, view.position.map { String($0) } ?? "", String(view.lag),
                String(view.skipped.count), String(view.keys), String(view.bytes),
            ])
        }
        let faults = views.compactMap { view in
            view.fault.map { fault in
                ReportDocument.Section(
                    "\(view.name).\(view.version) stands still",
                    facts: [
                        .init("Position", String(fault.position)),
                        .init("Event", fault.event.map { "\($0)" } ?? "does not read"),
                        .init("Kind", fault.kind?.rawValue ?? "does not read"), .init("Error", fault.error),
                    ])
            }
        }
        return ReportDocument("Views", facts: [], sections: [.init("", table: ReportTable(columns, rows))] + faults)
    }

    private enum CodingKeys: String, CodingKey {
        case stamp = "asOf"
        case views
    }
}
