import DealtrailModel
import DealtrailSales
import Yams

/// Reads a sales path: its commands by their stored names, their arguments by the names of their fields.
struct PathReader {
    let catalog: Catalog
    let diagnostics: PolicyDiagnostics

    func path(_ node: Node) -> SalesPath {
        let keys = ["name", "about", "steps"]
        guard let object = PolicyObject(node, "a path", keys: keys, required: keys, diagnostics) else {
            return SalesPath(name: "", about: "", steps: [])
        }
        var steps: [SalesPath.Step] = []
        var last = Duration.zero
        for node in list(object["steps"]) {
            guard let step = step(node, notBefore: last) else { continue }
            last = step.after
            steps.append(step)
        }
        return SalesPath(name: object.text("name") ?? "", about: object.text("about") ?? "", steps: steps)
    }

    private func list(_ node: Node?) -> [Node] {
        guard let node else { return [] }
        guard case .sequence(let sequence) = node, !sequence.isEmpty else {
            diagnostics.report(node, "\"steps\" is a list of commands, at least one")
            return []
        }
        return Array(sequence)
    }

    private func step(_ node: Node, notBefore last: Duration) -> SalesPath.Step? {
        guard
            let object = PolicyObject(
                node, "a step", keys: ["by", "for", "after", "do", "with"], required: ["by", "do", "with"], diagnostics),
            let by = object.text("by")
        else { return nil }
        let author = Author(ActorID(by), onBehalfOf: object.text("for").map { ActorID($0) })
        guard author.isValid else {
            object.report("by", "\"\(by)\" is not an author")
            return nil
        }
        var after = last
        if let text = object.text("after") {
            guard let duration = WorkDuration(text) else {
                object.report("after", "\"after\" is \(WorkDuration.form), counted from the beginning")
                return nil
            }
            after = duration.elapsed
            guard after >= last else {
                object.report("after", "a step is not before the one before it")
                return nil
            }
        }
        guard let command = CommandReader(catalog: catalog, diagnostics: diagnostics).command(object) else {
            return nil
        }
        return SalesPath.Step(by: author, after: after, command)
    }
}

extension WorkDuration {
    /// By the clock, whatever a calendar says: a day has 24 hours.
    fileprivate var elapsed: Duration {
        switch unit {
        case .minutes: .seconds(count * 60)
        case .hours: .seconds(count * 3_600)
        case .days: .seconds(count * 86_400)
        }
    }
}
