/// One row with everything that templates may ask of it.
struct RowScope {
    /// A value that was asked for already.
    private enum Known {
        case text(String?)
        case problem(RowProblem)
    }

    /// The fields that the mapping names, in the order of the mapping.
    let fields: [String]
    /// Where those columns stand in the file, from 0.
    let positions: [Int]
    let tables: [LookupTable]
    private let file: MappedFile
    private var known: [Int: Known] = [:]

    init(fields: [String], positions: [Int], file: MappedFile, tables: [LookupTable]) {
        self.fields = fields
        self.positions = positions
        self.file = file
        self.tables = tables
    }

    /// What a name stands for in this row; `nil` when it is not recorded.
    mutating func value(_ reference: Template.Reference) throws(RowProblem) -> String? {
        switch reference.origin {
        case .column(let index):
            let text = fields[index]
            return file.notRecorded.contains(text) ? nil : text
        case .value(let index):
            if let known = known[index] {
                switch known {
                case .text(let text): return text
                case .problem(let problem): throw problem
                }
            }
            do throws(RowProblem) {
                let text = try file.values[index].text(in: &self)
                known[index] = .text(text)
                return text
            } catch {
                known[index] = .problem(error)
                throw error
            }
        }
    }

    /// The column of the file that a name comes from, from 1; `nil` when it is more than one.
    func column(of reference: Template.Reference) -> Int? {
        switch reference.origin {
        case .column(let index): return positions[index] + 1
        case .value(let index):
            switch file.values[index].source {
            case .template(let template), .lookup(_, let template, _, _):
                guard template.references.count == 1 else { return nil }
                return template.references.first.flatMap { column(of: $0) }
            }
        }
    }
}
