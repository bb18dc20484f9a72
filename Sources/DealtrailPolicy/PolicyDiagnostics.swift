import Yams

/// Collects what is wrong with a policy while it is read, so that one run tells everything.
final class PolicyDiagnostics {
    private let file: String
    private var problems: [PolicyProblem] = []

    /// Whether nothing was reported.
    var isEmpty: Bool { problems.isEmpty }

    init(file: String) {
        self.file = file
    }

    func report(_ node: Node, _ reason: String) {
        report(line: node.mark?.line ?? 1, column: node.mark?.column ?? 1, reason)
    }

    func report(line: Int, column: Int, _ reason: String) {
        problems.append(PolicyProblem(file: file, line: line, column: column, reason: reason))
    }

    /// Fails when something was reported.
    func check() throws(PolicyError) {
        guard !problems.isEmpty else { return }
        throw PolicyError(problems: problems.sorted { ($0.line, $0.column) < ($1.line, $1.column) })
    }
}
