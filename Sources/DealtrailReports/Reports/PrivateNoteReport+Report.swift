import DealtrailModel
import DealtrailSales
public import DealtrailViews

extension PrivateNoteReport: Report {
    /// `private-notes`.
    public static var reportName: String { "private-notes" }
    /// What it answers for.
    public var answersFor: AnswerStamp { stamp }

    /// One table.
    public var document: ReportDocument {
        let facts: [ReportDocument.Fact] = [
            stamp.fact, .init("Author", author.rawValue), .init("Account", account?.rawValue ?? "all"),
            .init("Notes", Figures.number(notes.count)),
        ]
        guard !notes.isEmpty else { return ReportDocument("Private notes", facts: facts, sections: []) }
        let table = ReportTable(
            [
                .words("Account"), .words("Note"), .words("About"), .words("When"), .numbers("Position"),
                .words("Text"),
            ],
            notes.map { line in
                ReportTable.Row([
                    line.account.rawValue, line.note.rawValue, line.opportunity?.rawValue ?? "",
                    Figures.time(line.by.occurredAt), Figures.number(line.by.position), line.words,
                ])
            })
        return ReportDocument("Private notes", facts: facts, sections: [.init("", table: table)])
    }
}

extension PrivateNoteReport.Line {
    fileprivate var words: String {
        switch status {
        case .open: text ?? ""
        case .erased: "[erased: the key was destroyed]"
        case .keyMissing: "[the key is not in this copy of the trail]"
        case .unreadable: "[the key does not open it]"
        }
    }
}
