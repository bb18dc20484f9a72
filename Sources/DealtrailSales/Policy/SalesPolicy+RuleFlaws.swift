import DealtrailModel

extension SalesPolicy {
    // MARK: - Events and meanings

    func meaningFlaws(_ book: RuleBook) -> [PolicyFlaw] {
        book.meanings.flatMap { meaning -> [PolicyFlaw] in
            let path = ["meanings", meaning.name.rawValue]
            if meaning.events.isEmpty { return [PolicyFlaw(path, "a meaning has at least one kind of event")] }
            return meaning.events.enumerated().compactMap { index, pattern in
                let reason =
                    pattern.isMeaning
                    ? "a meaning is made of kinds of events, not of other meanings" : Self.flaw(of: pattern, book)
                return reason.map { PolicyFlaw(path + [String(index)], $0) }
            }
        }
    }

    private static func flaws(of patterns: [EventPattern]?, _ path: [String], _ book: RuleBook) -> [PolicyFlaw] {
        (patterns ?? []).enumerated().compactMap { index, pattern in
            flaw(of: pattern, book).map { PolicyFlaw(path + [String(index)], $0) }
        }
    }

    private static func flaw(of pattern: EventPattern, _ book: RuleBook) -> String? {
        if pattern.isMeaning {
            guard !book.meanings.contains(where: { $0.name.rawValue == pattern.name }) else { return nil }
            let names = book.meanings.map(\.name.rawValue).joined(separator: ", ")
            return "\"\(pattern.name)\" is neither a kind of event nor a meaning of this policy (\(names))"
        }
        let kind = EventKind(pattern.name)
        guard !EventVocabulary.knows(kind), !book.ownEvents.contains(kind) else { return nil }
        let hint = EventVocabulary.suggestion(for: kind).map { "did you mean \($0)?" }
        return "no event is called \(kind); "
            + (hint ?? "list the kinds of your own service under \"own-events\"")
    }

    // MARK: - Calendars and deadlines

    func calendarFlaws(_ book: RuleBook) -> [PolicyFlaw] {
        book.calendars.flatMap { calendar -> [PolicyFlaw] in
            let path = ["calendars", calendar.name.rawValue]
            var flaws: [PolicyFlaw] = []
            if calendar.name == .always { flaws.append(PolicyFlaw(path, "\"always\" is every hour of every day")) }
            if calendar.days.isEmpty {
                flaws.append(PolicyFlaw(path + ["days"], "a calendar has at least one working day of the week"))
            }
            if Set(calendar.days).count != calendar.days.count {
                flaws.append(PolicyFlaw(path + ["days"], "a day stands twice"))
            }
            let changes = calendar.changes ?? []
            if zip(changes, changes.dropFirst()).contains(where: { $0.at >= $1.at }) {
                flaws.append(PolicyFlaw(path + ["changes"], "the changes of the offset ascend in time"))
            }
            if !calendar.days.isEmpty, let (index, first) = calendar.yearOff {
                flaws.append(
                    PolicyFlaw(
                        path + ["holidays", String(index)],
                        "from \(first) on there is no working day for a year; a calendar has at least one in 366 days"))
            }
            return flaws
        }
    }

    private static func flaw(of calendar: CalendarName, _ book: RuleBook) -> String? {
        guard calendar != .always, !book.calendars.contains(where: { $0.name == calendar }) else { return nil }
        let names = (["always"] + book.calendars.map(\.name.rawValue)).joined(separator: ", ")
        return "there is no calendar \(calendar); there are \(names)"
    }

    func deadlineFlaws(_ book: RuleBook) -> [PolicyFlaw] {
        book.deadlines.flatMap { rule -> [PolicyFlaw] in
            let path = ["deadlines", rule.name.rawValue]
            var flaws = Self.flaws(of: rule.startsOn, path + ["starts-on"], book)
            flaws += Self.flaws(of: rule.resetBy, path + ["reset-by"], book)
            flaws += Self.flaws(of: rule.cancelledBy, path + ["cancelled-by"], book)
            flaws += Self.clashes(of: rule, path, book)
            if rule.startsOn.isEmpty { flaws.append(PolicyFlaw(path, "nothing starts it; say \"starts-on\"")) }
            if let reason = Self.flaw(of: rule.calendar, book) {
                flaws.append(PolicyFlaw(path + ["calendar"], reason))
            }
            return flaws + Self.flaws(of: rule.ladder ?? [], path + ["ladder"], book)
        }
    }

    /// Events that would both start and end one deadline: after two of them nobody could say which did what.
    private static func clashes(of rule: DeadlineRule, _ path: [String], _ book: RuleBook) -> [PolicyFlaw] {
        let starts = book.resolve(rule.startsOn)
        return (rule.cancelledBy ?? []).enumerated().compactMap { index, pattern in
            let ends = book.resolve([pattern])
            guard let clash = starts.first(where: { start in ends.contains { $0.name == start.name } }) else {
                return nil
            }
            return PolicyFlaw(
                path + ["cancelled-by", String(index)],
                "\(clash.name) starts this deadline and would end it too; what begins it anew is \"reset-by\"")
        }
    }

    private static func flaws(of ladder: [EscalationRung], _ path: [String], _ book: RuleBook) -> [PolicyFlaw] {
        let known = Set(book.roles.map(\.name))
        var flaws: [PolicyFlaw] = []
        var told: [RoleName] = []
        for (index, rung) in ladder.enumerated() {
            let path = path + [String(index)]
            if rung.notify.isEmpty { flaws.append(PolicyFlaw(path, "a rung tells at least one role")) }
            var now: [RoleName] = []
            for (place, role) in rung.notify.enumerated() {
                let path = path + ["notify", String(place)]
                if role == EscalationRung.superior {
                    let superiors = told.compactMap(book.superior)
                    if superiors.isEmpty {
                        flaws.append(PolicyFlaw(path, "nobody stands above those who were told on the rung before"))
                    }
                    now += superiors
                } else if known.contains(role) {
                    now.append(role)
                } else {
                    flaws.append(
                        PolicyFlaw(
                            path,
                            "there is no role \(role); add it to \"roles\", or take one of "
                                + known.sorted().map(\.rawValue).joined(separator: ", ")))
                }
            }
            told = now
        }
        for (index, (rung, next)) in zip(ladder, ladder.dropFirst()).enumerated()
        where !rung.after.isShorter(than: next.after) {
            flaws.append(
                PolicyFlaw(
                    path + [String(index + 1), "after"],
                    "the rungs of a ladder ascend, in one unit: \(next.after) does not come after \(rung.after)"))
        }
        return flaws
    }

    // MARK: - Counts, streaks, thresholds and the rest

    func countFlaws(_ book: RuleBook) -> [PolicyFlaw] {
        book.counts.flatMap { rule -> [PolicyFlaw] in
            let path = ["counts", rule.name.rawValue]
            var flaws = Self.flaws(of: rule.of, path + ["of"], book)
            flaws += Self.flaws(of: rule.resetBy, path + ["reset-by"], book)
            if rule.of.isEmpty { flaws.append(PolicyFlaw(path, "nothing is counted; say \"of\"")) }
            if let reason = Self.flaw(of: rule.calendar, book) {
                flaws.append(PolicyFlaw(path + ["calendar"], reason))
            }
            return flaws + Self.flaws(of: rule.ladder ?? [], path + ["ladder"], book)
        }
    }

    func otherFlaws(_ book: RuleBook) -> [PolicyFlaw] {
        var flaws: [PolicyFlaw] = []
        for rule in book.streaks where (rule.edge == nil) != (rule.value == nil) {
            flaws.append(
                PolicyFlaw(["streaks", rule.name.rawValue], "\"edge\" and \"value\" go together, or neither is there"))
        }
        for rule in book.streaks {
            let path = ["streaks", rule.name.rawValue]
            if let calendar = rule.calendar, let reason = Self.flaw(of: calendar, book) {
                flaws.append(PolicyFlaw(path + ["calendar"], reason))
            }
            if rule.measures != nil, rule.of != .days || rule.value == nil {
                flaws.append(
                    PolicyFlaw(
                        path + ["measures"], "health is measured at the end of days, against \"edge\" and \"value\""))
            }
            flaws += Self.flaws(of: rule.ladder ?? [], path + ["ladder"], book)
        }
        for suggestion in book.alertSettings.suggestions {
            for word in suggestion.unknownPlaceholders {
                let known = SuggestionRule.placeholders(of: suggestion.when).sorted().joined(separator: ", ")
                flaws.append(
                    PolicyFlaw(
                        ["alerts", "suggestions", suggestion.name.rawValue, "say"],
                        "\"{\(word)}\" stands for nothing here; there are \(known)"))
            }
        }
        for rule in book.thresholds where rule.direction != nil && rule.of == nil {
            flaws.append(
                PolicyFlaw(
                    ["thresholds", rule.name.rawValue, "direction"],
                    "a direction is that of a deviation; say \"of\" which figure it is a percentage"))
        }
        for rule in book.routing {
            let path = ["routing", rule.name.rawValue]
            let details: [Any?] = [rule.last, rule.rank, rule.newcomers]
            if rule.way == .fastest, details.contains(where: { $0 == nil }) {
                flaws.append(
                    PolicyFlaw(path, "the fastest of the last answers needs \"last\", \"rank\" and \"newcomers\""))
            } else if rule.way == .roundRobin, details.contains(where: { $0 != nil }) {
                flaws.append(
                    PolicyFlaw(path, "a round robin looks at no answers: no \"last\", \"rank\" or \"newcomers\""))
            }
        }
        let roles = Set(book.roles.map(\.name))
        for gate in book.gates {
            let path = ["gates", gate.name.rawValue]
            if !EventVocabulary.gatedCommands.contains(gate.command) {
                let asking = EventVocabulary.gatedCommands.sorted().map(\.rawValue).joined(separator: ", ")
                let problem =
                    Catalog.sales.commands[gate.command] == nil
                    ? "is no command, such as contract.sign" : "asks at no gate; these commands do: \(asking)"
                flaws.append(PolicyFlaw(path + ["command"], "\"\(gate.command)\" \(problem)"))
            }
            if gate.evidence.isEmpty, (gate.approvals ?? []).isEmpty {
                flaws.append(PolicyFlaw(path, "a gate needs evidence or approvals"))
            }
            for (index, role) in (gate.approvals ?? []).enumerated() where !roles.contains(role) {
                flaws.append(
                    PolicyFlaw(
                        path + ["approvals", String(index)],
                        "there is no role \(role); add it to \"roles\", or take one of "
                            + roles.sorted().map(\.rawValue).joined(separator: ", ")))
            }
        }
        return flaws
    }
}

extension WorkDuration {
    /// Whether it is shorter than another of the same unit, minutes and hours being one.
    func isShorter(than other: WorkDuration) -> Bool {
        if count == 0 { return other.count > 0 }
        if let own = nanoseconds, let its = other.nanoseconds { return own < its }
        return unit == other.unit && count < other.count
    }
}

extension RuleCalendar {
    /// The first 366 days in a row that the holidays leave without a working day: the place in the list of the range that
    /// completes them, and the first of them; `nil` when there are none.
    ///
    /// - Complexity: O(holidays × log holidays + worked-in days × runs of holidays).
    fileprivate var yearOff: (index: Int, first: CivilDate)? {
        var run: (first: CivilDate, last: CivilDate)?
        for (index, range) in (holidays ?? []).enumerated().sorted(by: { $0.element.first < $1.element.first }) {
            // Weekends between two ranges do not end a run.
            if let current = run, !hasWeekday(between: current.last, and: range.first) {
                run = (current.first, max(current.last, range.last))
            } else {
                run = (range.first, range.last)
            }
            guard let (first, last) = run, last.dayNumber - first.dayNumber >= 365 else { continue }
            var free = first.dayNumber
            for worked in (workedIn ?? []).sorted(by: { $0.first < $1.first }) {
                guard worked.last.dayNumber >= free else { continue }
                if min(worked.first.dayNumber, last.dayNumber + 1) - free >= 366 { break }
                free = worked.last.dayNumber + 1
            }
            if last.dayNumber - free >= 365 { return (index, CivilDate(dayNumber: free)) }
        }
        return nil
    }

    /// Whether a working weekday lies strictly between two days.
    private func hasWeekday(between earlier: CivilDate, and later: CivilDate) -> Bool {
        let gap = later.dayNumber - earlier.dayNumber - 1
        guard gap > 0 else { return false }
        return (1...min(gap, 7)).contains { offset in
            let weekday = CivilDate(dayNumber: earlier.dayNumber + offset).weekday
            return days.contains { $0.number == weekday }
        }
    }
}
