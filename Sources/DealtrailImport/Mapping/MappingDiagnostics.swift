internal import Yams

/// Collects what is wrong with a mapping while it is read, so that one run tells everything.
final class MappingDiagnostics {
    let file: String
    private(set) var problems: [MappingProblem] = []

    init(file: String) {
        self.file = file
    }

    /// Reports a problem at a node, `offset` Unicode scalars into its text.
    func report(_ node: Node, _ reason: String, allowed: [String] = [], offset: Int = 0) {
        var column = node.mark?.column ?? 1
        if offset > 0, case .scalar(let scalar) = node {
            let quoted = scalar.style == .doubleQuoted || scalar.style == .singleQuoted
            let block = scalar.style == .literal || scalar.style == .folded
            column += block ? 0 : offset + (quoted ? 1 : 0)
        }
        report(line: node.mark?.line ?? 1, column: column, reason, allowed: allowed)
    }

    func report(line: Int, column: Int, _ reason: String, allowed: [String] = []) {
        problems.append(MappingProblem(file: file, line: line, column: column, reason: reason, allowed: allowed))
    }

    /// Fails when something was reported.
    func check() throws(MappingError) {
        guard !problems.isEmpty else { return }
        throw MappingError(problems: problems.sorted { ($0.line, $0.column) < ($1.line, $1.column) })
    }
}
