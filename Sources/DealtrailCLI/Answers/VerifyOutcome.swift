import Dealtrail
import DealtrailReports

/// What a check of a whole trail found, also when the log could not be read to its end.
struct VerifyOutcome: Report {
    static let reportName = "verify"

    let directory: String
    /// `nil` when the log could not be read to its end.
    let report: VerifyReport?
    let checkedAt: Timestamp
    let problems: [VerifyReport.Problem]

    init(directory: String, report: VerifyReport, checkedAt: Timestamp) {
        self.directory = directory
        self.report = report
        self.checkedAt = checkedAt
        problems = report.problems
    }

    init(directory: String, checkedAt: Timestamp, problem: String) {
        self.directory = directory
        self.checkedAt = checkedAt
        report = nil
        problems = [VerifyReport.Problem(check: "file", detail: problem)]
    }

    var isSound: Bool { report?.isSound ?? false }

    var answersFor: AnswerStamp {
        AnswerStamp(position: report.flatMap { $0.events == 0 ? nil : $0.events - 1 }, time: checkedAt)
    }

    var document: ReportDocument {
        var facts: [ReportDocument.Fact] = [.init("Trail", directory)]
        if let report {
            facts += [
                .init("Origin", report.origin), .init("Events", String(report.events)),
                .init("Streams", String(report.streams)), .init("Root", report.root),
                .init("Checkpoints", String(report.checkpoints)), .init("Stream heads", String(report.streamHeads)),
                .init("Index runs", String(report.indexRuns)),
            ]
        }
        if let signatures = report?.signatures {
            facts.append(
                .init(
                    "Signatures",
                    "\(signatures.signed) hold, \(signatures.invalid) do not, \(signatures.keyUnknown) of unknown keys; "
                        + "\(signatures.unsigned) appends without"))
            if !signatures.undecidedKeys.isEmpty {
                facts.append(
                    .init(
                        "Keys nobody decided",
                        "at \(signatures.undecidedKeys.prefix(10).map(String.init).joined(separator: ", "))"
                            + (signatures.undecidedKeys.count > 10
                                ? " and \(signatures.undecidedKeys.count - 10) more" : "")))
            }
        }
        facts.append(.init("Checked", checkedAt.description))
        let rows = problems.map { problem in
            ReportTable.Row([problem.check, problem.position.map { String($0) } ?? "", problem.detail])
        }
        let more = (report?.problemCount ?? problems.count) - problems.count
        let section = ReportDocument.Section(
            "Problems", table: ReportTable([.words("Check"), .numbers("Position"), .words("Found")], rows),
            notes: more > 0 ? ["and \(more) more"] : [])
        return ReportDocument(
            isSound ? "The trail is sound" : "The trail is NOT sound", facts: facts,
            sections: problems.isEmpty ? [] : [section])
    }

    private enum CodingKeys: String, CodingKey {
        case stamp = "asOf"
        case trail
        case isSound = "sound"
        case isComplete = "complete"
        case origin
        case events
        case streams
        case root
        case indexRuns
        case checkpoints
        case streamHeads
        case signatures
        case problems
        case problemCount
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(answersFor, forKey: .stamp)
        try container.encode(directory, forKey: .trail)
        try container.encode(isSound, forKey: .isSound)
        try container.encode(report != nil, forKey: .isComplete)
        try container.encodeIfPresent(report?.origin, forKey: .origin)
        try container.encodeIfPresent(report?.events, forKey: .events)
        try container.encodeIfPresent(report?.streams, forKey: .streams)
        try container.encodeIfPresent(report?.root, forKey: .root)
        try container.encodeIfPresent(report?.indexRuns, forKey: .indexRuns)
        try container.encodeIfPresent(report?.checkpoints, forKey: .checkpoints)
        try container.encodeIfPresent(report?.streamHeads, forKey: .streamHeads)
        try container.encodeIfPresent(report?.signatures, forKey: .signatures)
        try container.encode(problems, forKey: .problems)
        try container.encode(report?.problemCount ?? problems.count, forKey: .problemCount)
    }
}
