import DealtrailEngine
import DealtrailLog
import DealtrailModel
import DealtrailSales
import DealtrailViews

/// The subjects that have to be asked about what is due.
struct AskedSubjects {
    /// Those to whom deadlines and counts may come.
    var subjects: [DeadlineSubject]
    /// The accounts, for streaks of health; those among `subjects` when `nil`.
    var accounts: [DeadlineSubject]? = nil
    /// What the answer is for.
    var stamp: AnswerStamp
}

extension Trail {
    /// How many subjects a view has at least before an outline of it is worth a file.
    static let worthwhile = 1_024

    private var dueOutlinePath: String { log.viewsDirectory + "/due-outline" }

    /// The subjects to ask at a point at which all is known that there is, out of the outline that was kept; `nil` when there is none
    /// that serves.
    ///
    /// - Complexity: O(subjects that may have something due + what happened since the outline was made), and of all accounts for
    ///   rules that follow health.
    func outlinedSubjects(asOf point: AsOf, _ rules: AlertRules, least: Int) async throws -> AskedSubjects? {
        guard rules.beyond.isEmpty, try isPresent(point), let file = DueOutlineFile(at: dueOutlinePath) else {
            return nil
        }
        let header = file.header
        guard header.of == (try outlineOrigin(of: rules)), header.size > 0,
            try log.event(at: header.size - 1)?.id == header.last
        else { return nil }
        let runtime = try views.runtime(DeadlineSubjects.self)
        _ = try await runtime.catchUp()
        return try runtime.reading { reader in
            let size = reader.checkpoint?.position ?? 0
            let stamp = try stamp(point, size: size)
            // What was recorded after the point asked for, or passed over: all have to be asked.
            guard size >= header.size, reader.skipped == 0, stamp.position == size - 1 else { return nil }
            let news = try deadlineNews(from: header.size, rules)
            guard let outlined = file.subjects(at: stamp.time),
                news.subjects.count <= max(least, header.count / 8)
            else { return nil }
            var asked = AskedSubjects(
                subjects: try outlined.union(news.subjects).sorted().compactMap { try reader.state(for: $0.rawValue) },
                stamp: stamp)
            if rules.followsHealth {
                var accounts: [DeadlineSubject] = []
                try reader.forEach(from: "account:") { key, state in
                    guard key.utf8.starts(with: "account:".utf8) else { return false }
                    accounts.append(state)
                    return true
                }
                asked.accounts = accounts
            }
            return asked
        }
    }

    /// Keeps the outline of all subjects for the next question, where that is worth it.
    func keepOutline(
        of answer: ViewAnswer<DeadlineSubjects>, asOf point: AsOf, _ rules: AlertRules, least: Int
    ) throws {
        guard answer.states.count >= least, rules.beyond.isEmpty, answer.stamp.skipped == nil,
            try isPresent(point), let position = answer.stamp.position,
            let last = try log.event(at: position)
        else { return }
        let outline = DueOutline(rules, answer.states.lazy.map(\.state), notBefore: last.recordedAt)
        let header = DueOutlineFile.Header(
            of: try outlineOrigin(of: rules), size: position + 1, last: last.id, count: outline.entries.count)
        try DueOutlineFile.write(outline, header, to: dueOutlinePath)
    }

    private func outlineOrigin(of rules: AlertRules) throws -> DueOutlineFile.Origin {
        DueOutlineFile.Origin(
            origin: log.origin, rules: ContentDigest(of: Array(try rules.policy.canonicalText().utf8)),
            versions: [DueOutline.version, DeadlineSubjects.codeVersion])
    }
}
