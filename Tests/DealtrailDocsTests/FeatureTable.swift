import Foundation

/// The rows of `docs/features.md`.
struct FeatureTable {
    struct Row {
        let number: Int
        let capability: String
        let level: String
        let state: String
        let shownBy: String
        let provedBy: String
    }

    static let page = "docs/features.md"
    let rows: [Row]
    /// Lines that look like a row and are none.
    let malformed: [String]

    init() throws {
        var rows: [Row] = []
        var malformed: [String] = []
        for line in try Pages.text(Self.page).split(separator: "\n") where line.hasPrefix("| ") {
            let cells = line.split(separator: "|", omittingEmptySubsequences: false).dropFirst().dropLast()
                .map { $0.trimmingCharacters(in: .whitespaces) }
            guard cells[0].first?.isNumber == true else { continue }
            if cells.count == 6, let number = Int(cells[0]) {
                rows.append(
                    Row(
                        number: number, capability: cells[1], level: cells[2], state: cells[3], shownBy: cells[4],
                        provedBy: cells[5]))
            } else {
                malformed.append(String(line))
            }
        }
        self.rows = rows
        self.malformed = malformed
    }
}
