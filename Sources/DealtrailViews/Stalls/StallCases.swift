public import DealtrailModel
public import DealtrailSales

/// The open opportunities of a pipeline with their deadlines, ready to be counted and opened down.
public struct StallCases: Sendable {
    /// What it answers for.
    public let stamp: AnswerStamp
    /// The stages in order.
    public let stages: [StageName]
    /// The opportunities, by name.
    public let cases: [StallCase]
    private let policy: String
    private let rule: DeadlineRule
    private let classes: SalesClasses
    private let offsetMinutes: Int16

    /// Holds each open opportunity against a deadline.
    ///
    /// - Parameters:
    ///   - funnel: The opportunities.
    ///   - rule: The deadline, such as `stage-stall` of the policy.
    ///   - policy: The policy that it is of.
    ///   - events: What concerns an opportunity, as of the point of the funnel: the events with its tag, in any order.
    /// - Throws: ``ReportError`` (`needsEvidence`) for a rule that waits for events with evidence; what `events` throws;
    ///   `EventError` when an event does not read.
    /// - Complexity: O(events of open opportunities).
    public init(
        _ funnel: FunnelCases, rule: DeadlineRule, of policy: SalesPolicy,
        events: (OpportunityID) throws -> [RecordedEvent]
    ) throws {
        let patterns = policy.book.resolve(rule.startsOn + (rule.resetBy ?? []) + (rule.cancelledBy ?? []))
        if let pattern = patterns.first(where: \.needsEvidence) {
            throw ReportError(
                .needsEvidence,
                "the deadline \(rule.name) waits for \(pattern), and this report does not look for evidence of events")
        }
        stamp = funnel.stamp
        stages = funnel.stages
        self.policy = policy.version
        self.rule = rule
        classes = funnel.classes
        offsetMinutes = funnel.definition.offsetMinutes
        var cases: [StallCase] = []
        for item in funnel.cases {
            guard let place = item.current else { continue }
            let found = try events(item.state.opportunity).sorted { FoldOrder($0) < FoldOrder($1) }
            let own = found.filter { $0.stream == .opportunity(item.state.opportunity) }
            let entry = try OpportunityHistory(own).events([.entry(item.visited.count - 1)]).first
            let occurrences = found.compactMap { event in
                event.occurredAt.time.map { Occurrence(event.kind, id: event.id, at: $0.instant) }
            }
            let status = rule.status(
                after: occurrences, at: stamp.time, subject: classes.tier(of: item.state), in: policy.book,
                version: policy.version
            ).value
            cases.append(
                StallCase(
                    opportunity: item.state.opportunity, stage: stages[place],
                    phase: StallCase.Phase(status.phase, isDated: entry?.occurredAt != nil), due: status.due,
                    event: found.first { $0.id == status.event }.map(EventReference.init), entry: entry,
                    state: item.state))
        }
        self.cases = cases
    }

    /// Counts them.
    public func report(by dimension: FunnelDimension = .region) -> StallReport {
        let names = Set(cases.map { slice(of: $0, dimension) })
        let ordered = names.compactMap(\.self).sorted().map(Optional.some) + (names.contains(nil) ? [nil] : [])
        return StallReport(
            stamp: stamp, policy: policy, rule: rule.name, allows: rule.allows, calendar: rule.calendar, by: dimension,
            stages: stages, total: shares(nil, cases),
            slices: ordered.flatMap { name in shares(name, cases.filter { slice(of: $0, dimension) == name }) })
    }

    /// The opportunities behind a share, with what the deadline runs from and what began the stay.
    ///
    /// - Parameters:
    ///   - phase: How the deadline stands; `nil` for all in the stage.
    ///   - stage: The stage; `nil` for all.
    ///   - dimension: By what the report is cut, when the number is one of a slice.
    ///   - value: The name of the slice; `nil` for the one whose value is not recorded.
    public func items(
        _ phase: StallCase.Phase?, in stage: StageName? = nil, of dimension: FunnelDimension? = nil,
        value: String? = nil
    ) -> [ExplainedItem] {
        cases.filter { item in
            (phase == nil || item.phase == phase) && (stage == nil || item.stage == stage)
                && (dimension.map { slice(of: item, $0) == value } ?? true)
        }.map { item in
            let length = item.state.visits.last?.entered.map {
                Int128(stamp.time.nanoseconds) - Int128($0.nanoseconds)
            }
            let events = [item.entry, item.event].compactMap(\.self)
            let isOne = events.count == 2 && events[0].position == events[1].position
            return ExplainedItem(
                entity: .opportunity(item.opportunity), days: length.map { Distribution.days(max(0, $0)) },
                events: isOne ? [events[0]] : events)
        }
    }

    private func shares(_ name: String?, _ cases: [StallCase]) -> [StallReport.Share] {
        [StallReport.Share(slice: name, stage: nil, cases)]
            + stages.compactMap { stage in
                let inStage = cases.filter { $0.stage == stage }
                return inStage.isEmpty ? nil : StallReport.Share(slice: name, stage: stage, inStage)
            }
    }

    private func slice(of item: StallCase, _ dimension: FunnelDimension) -> String? {
        dimension.value(of: item.state, offsetMinutes: offsetMinutes, classes: classes)
    }
}
