import DealtrailModel

// The thresholds of the sources. `Fixtures/policies/default.yaml` says the same, with a reason at every choice; a test
// compares them.
extension RuleBook {
    /// The rules that hold unless a policy says otherwise.
    public static let standard = RuleBook(
        roles: [
            RoleRule("rep", superior: "regional-manager"), RoleRule("sales-assistant", superior: "regional-manager"),
            RoleRule("regional-manager", superior: "large-region-director"),
            RoleRule("large-region-director", superior: "general-manager"), RoleRule("general-manager"),
            RoleRule("finance-specialist", superior: "finance-supervisor"),
            RoleRule("finance-supervisor", superior: "general-manager"),
            RoleRule("technical-lead", superior: "department-director"),
            RoleRule("department-director", superior: "general-manager"),
            RoleRule("project-manager", superior: "delivery-director"),
            RoleRule("delivery-director", superior: "general-manager"),
        ],
        meanings: [
            MeaningRule(
                "follow-up",
                ["visit.checked-in", "visit.completed", "call.connected", "meeting.held"].map { EventPattern($0) }),
            MeaningRule(
                "effective-interaction",
                ["visit.completed", "call.connected", "meeting.held"].map { EventPattern($0, withEvidence: true) }),
            MeaningRule(
                "feedback",
                ["customer.feedback-received", "quote.accepted", "quote.rejected", "quote.version-started"]
                    .map { EventPattern($0) }),
            MeaningRule(
                "progress", ["opportunity.stage-entered", "quote.sent", "quote.accepted"].map { EventPattern($0) }),
        ],
        calendars: [
            RuleCalendar(
                "workdays", offset: UTCOffset(minutes: 480), days: Array(Weekday.allCases.prefix(5)),
                holidays: holidays, workedIn: workedIn),
            RuleCalendar(
                "business-hours", offset: UTCOffset(minutes: 480), days: Array(Weekday.allCases.prefix(5)),
                hours: DayHours(open: 540, close: 1_080), holidays: holidays, workedIn: workedIn),
        ],
        deadlines: quoteDeadlines + leadDeadlines + accountDeadlines + serviceDeadlines,
        streaks: [
            StreakRule(
                "health-intervention", 2, of: .days, .below, 60, measures: .health, calendar: "workdays",
                ladder: [.init(after: .hours(0), notify: ["regional-manager"])]),
            StreakRule("forecast-credit", 3, of: .events),
            StreakRule("process-score", 2, of: .weeks, .below, 70),
            StreakRule("service-failures", 3, of: .events),
            StreakRule("adoption", 3, of: .days),
            StreakRule("strategic-target", 3, of: .quarters),
        ],
        counts: [
            CountRule(
                "quote-opened", of: [EventPattern("quote.opened")], atLeast: 3, resetBy: [.meaning("feedback")],
                ladder: [.init(after: .hours(0), notify: ["rep"])]),
            CountRule(
                "weekly-interaction", of: [.meaning("effective-interaction")], atLeast: 1, within: .days(7)),
        ],
        thresholds: [
            ThresholdRule("health-bonus", .below, 70, effect: -15),
            ThresholdRule("churn", .atLeast, 82, within: .days(21)),
            ThresholdRule("revenue-gap", .above, 15, of: .expected, direction: .both),
            ThresholdRule("forecast-gap", .above, 15, of: .expected, direction: .both),
            ThresholdRule("forecast-miss", .above, 20, of: .expected, direction: .both),
            ThresholdRule("forecast-variance", .above, 30, of: .expected, direction: .both),
            ThresholdRule("raw-material", .above, 8, of: .expected, direction: .over, within: .days(7)),
            ThresholdRule("complaint-rate", .above, 5),
        ],
        bands: [
            BandRule(
                "lead-grade",
                [.init("A", from: 85), .init("B", from: 60, below: 85), .init("C", from: 0, below: 60)])
        ],
        weights: [
            WeightRule(
                "target", [.init("ct.tertiary-hospital", "1.8"), .init("consumables.community-clinic", "0.6")],
                otherwise: 1),
            WeightRule(
                "incentive",
                [.init("new-customer", "1.0"), .init("strategic-industry", "1.5"), .init("collaboration", "0.3")],
                otherwise: 0),
        ],
        steps: [
            StepRule(
                "target-resources", every: 10, upTo: 100, grants: ["senior-referral", "expert-hour", "travel-500-cny"])
        ],
        gates: [GateRule("invoice", before: "invoice.request", evidence: ["contract-scan"])],
        routing: [
            RoutingRule("lead-b", .roundRobin),
            RoutingRule("lead-priority", .fastest, last: 3, rank: .mean, newcomers: .last),
        ],
        milestones: [
            MilestoneRule("daily-active", month: 1, atLeast: 80), MilestoneRule("completeness", month: 2, atLeast: 90),
            MilestoneRule("operations-report", month: 3),
        ], alerts: .standard)

    private static let holidays = [
        "2026-01-01..2026-01-03", "2026-02-15..2026-02-23", "2026-04-04..2026-04-06", "2026-05-01..2026-05-05",
        "2026-06-19..2026-06-21", "2026-09-25..2026-09-27", "2026-10-01..2026-10-07",
    ].compactMap(DateRange.init)

    private static let workedIn = [
        "2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10",
    ].compactMap(DateRange.init)

    private static let quoteDeadlines = [
        DeadlineRule(
            "quote-overdue", startsOn: [EventPattern("quote.sent")], cancelledBy: [.meaning("feedback")],
            allows: .hours(72), calendar: "workdays",
            ladder: [.init(after: .hours(0), notify: ["rep", "sales-assistant"])]),
        DeadlineRule(
            "quote-walkthrough", startsOn: [EventPattern("quote.sent")],
            cancelledBy: [EventPattern("walkthrough.held", withEvidence: true)], allows: .hours(48),
            calendar: "workdays", ladder: [.init(after: .hours(0), notify: ["rep"])]),
        DeadlineRule(
            "technical-exchange", startsOn: [EventPattern("technical-exchange.held")],
            cancelledBy: [.meaning("progress")], allows: .hours(48), calendar: "workdays",
            ladder: [.init(after: .hours(0), notify: ["rep"])], about: "opportunity"),
        DeadlineRule(
            "stage-stall", startsOn: [EventPattern("opportunity.created"), EventPattern("opportunity.stage-entered")],
            resetBy: [EventPattern("opportunity.stage-entered")],
            cancelledBy: [EventPattern("opportunity.won"), EventPattern("opportunity.lost")], allows: .days(5),
            ladder: [.init(after: .hours(0), notify: ["rep", "regional-manager"])]),
        DeadlineRule(
            "feasibility-task", startsOn: [EventPattern("quote.sent")],
            cancelledBy: [EventPattern("feasibility.answered")], allows: .hours(24), calendar: "workdays",
            ladder: [.init(after: .hours(0), notify: ["department-director"])]),
        DeadlineRule(
            "touchpoint-overdue", startsOn: [EventPattern("touchpoint.opened")],
            cancelledBy: [EventPattern("touchpoint.completed", withEvidence: true)], allows: .hours(2),
            counted: .afterStated, calendar: "business-hours",
            ladder: [.init(after: .hours(0), notify: ["regional-manager"])]),
    ]

    private static let leadDeadlines = [
        DeadlineRule(
            "lead-a-response", onlyFor: ["A"], startsOn: [EventPattern("lead.assigned")],
            cancelledBy: [EventPattern("lead.first-response-made")], allows: .hours(2), calendar: "business-hours",
            ladder: [.init(after: .hours(0), notify: ["regional-manager"])]),
        DeadlineRule(
            "lead-dormant", startsOn: [EventPattern("lead.first-contact-made")],
            resetBy: [.meaning("follow-up")],
            cancelledBy: [EventPattern("lead.converted"), EventPattern("lead.discarded")], allows: .hours(72),
            calendar: "workdays", ladder: [.init(after: .hours(0), notify: ["rep"])]),
    ]

    private static let accountDeadlines = [
        DeadlineRule(
            "pool-release", startsOn: [EventPattern("account.claimed")], resetBy: [.meaning("effective-interaction")],
            cancelledBy: [EventPattern("account.released")], allows: .days(7), missed: .at, warning: .days(2),
            ladder: [.init(after: .hours(0), notify: ["rep"])]),
        DeadlineRule(
            "follow-up-tier-a", onlyFor: ["A"],
            startsOn: [EventPattern("account.tiered"), .meaning("follow-up")],
            resetBy: [EventPattern("account.tiered"), .meaning("follow-up")], allows: .hours(48),
            calendar: "workdays", ladder: [.init(after: .hours(0), notify: ["rep", "regional-manager"])]),
        DeadlineRule(
            "follow-up-stale", startsOn: [EventPattern("account.created"), .meaning("follow-up")],
            resetBy: [.meaning("follow-up")], allows: .days(7)),
        DeadlineRule(
            "voice-note-follow-up", startsOn: [EventPattern("voice-note.captured")],
            cancelledBy: [EventPattern("commitment.fulfilled")], allows: .days(3),
            ladder: [.init(after: .hours(0), notify: ["rep"])]),
    ]

    private static let serviceDeadlines = [
        DeadlineRule(
            "payment-request", startsOn: [EventPattern("instalment.scheduled")],
            cancelledBy: [EventPattern("payment.requested")], allows: .days(3), counted: .beforeStated, missed: .at,
            ladder: [.init(after: .hours(0), notify: ["finance-specialist", "project-manager"])]),
        DeadlineRule(
            "sla-technical-support", onlyFor: ["technical-support"], startsOn: [EventPattern("ticket.opened")],
            cancelledBy: [EventPattern("ticket.answered"), EventPattern("ticket.resolved")], allows: .hours(4),
            calendar: "business-hours",
            ladder: [
                .init(after: .hours(0), notify: ["technical-lead"]),
                .init(after: .hours(1), notify: [EscalationRung.superior]),
            ]),
        DeadlineRule(
            "sla-urgent-shipment", onlyFor: ["urgent-shipment"], startsOn: [EventPattern("ticket.opened")],
            cancelledBy: [EventPattern("ticket.answered"), EventPattern("ticket.resolved")], allows: .hours(2),
            calendar: "business-hours",
            ladder: [
                .init(after: .hours(0), notify: ["project-manager"]),
                .init(after: .hours(1), notify: [EscalationRung.superior]),
            ]),
        DeadlineRule(
            "commitment-overdue", startsOn: [EventPattern("commitment.made")],
            resetBy: [EventPattern("commitment.extended", withEvidence: true)],
            cancelledBy: [EventPattern("commitment.fulfilled")], allows: .hours(0), counted: .afterStated,
            grace: .minutes(15), ladder: [.init(after: .hours(0), notify: ["delivery-director"])]),
        DeadlineRule(
            "post-sign-ticket", startsOn: [EventPattern("contract.signed")],
            cancelledBy: [EventPattern("ticket.opened")], allows: .hours(72),
            ladder: [.init(after: .hours(0), notify: ["regional-manager"])]),
    ]
}

extension EventPattern {
    /// The events that a word of the policy stands for.
    static func meaning(_ name: String) -> EventPattern { EventPattern(EventKind(name)) }
}
