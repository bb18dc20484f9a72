import DealtrailModel
import DealtrailSales

/// The sections of a policy that are made of rule primitives.
enum PolicyShapes {
    private static let patterns = Shape.list(.leaf(EventPattern.self), atLeast: 0)
    private static let duration = Shape.leaf(WorkDuration.self)
    private static let number = Shape.decimal(-1_000_000_000_000...1_000_000_000_000)
    private static let names = Shape.list(.name, atLeast: 0)

    /// The keys of the book, as they stand in a document.
    static let book = MapShape(
        what: "a policy",
        fields: [
            .defaulted("own-events", names, "Kinds of events of your own service that rules may wait for."),
            .defaulted("roles", .byName(NamedShape(role)), "Roles, with what stands above each."),
            .defaulted(
                "meanings", .byName(NamedShape(.list(.leaf(EventPattern.self), atLeast: 1), valueKey: "events")),
                "Which events a word of the rules stands for."),
            .defaulted(
                "calendars", .byName(NamedShape(calendar)), "When time counts; \"always\" is there already."),
            .defaulted("deadlines", .byName(NamedShape(deadline)), "By when things are to happen."),
            .defaulted("streaks", .byName(NamedShape(streak)), "What has to come so many times in a row."),
            .defaulted("counts", .byName(NamedShape(count)), "What has to come so many times within a window."),
            .defaulted("thresholds", .byName(NamedShape(threshold)), "Numbers from which on something follows."),
            .defaulted(
                "bands",
                .byName(
                    NamedShape(
                        .byName(NamedShape(band, isSorted: false, names: .band)),
                        valueKey: "bands")), "Bands of numbers, the highest first."),
            .defaulted("weights", .byName(NamedShape(weight)), "Weights by name."),
            .defaulted("steps", .byName(NamedShape(step)), "What is unlocked step by step."),
            .defaulted("gates", .byName(NamedShape(gate)), "What commands need before them."),
            .defaulted("routing", .byName(NamedShape(routing)), "To whom things go."),
            .defaulted("delegation", delegation, "Who may decide for another."),
            .defaulted("forecast", forecast, "When forecasts are cut, and how far they look."),
            .defaulted("incentives", incentives, "What is paid from pools and margins."),
            .defaulted("milestones", .byName(NamedShape(milestone)), "What is to be reached in a roll-out."),
            .defaulted("alerts", alerts, "What alerts carry, and what they suggest."),
            .defaulted(
                "impact-paths", .integer(1...1_000), "How many typical sales paths a change is tried on first."),
        ])

    private static let role = Shape.map(
        "a role", [.optional("superior", .name, "The role above it.")])

    private static let calendar = Shape.map(
        "a calendar",
        [
            .required("offset", .leaf(UTCOffset.self), "How far its clocks are ahead of UTC."),
            .optional(
                "changes",
                .list(
                    .map(
                        "a change of the offset",
                        [
                            .required("at", .time, "The instant."),
                            .required("offset", .leaf(UTCOffset.self), "The offset from then on."),
                        ]), atLeast: 1), "When the offset changes, for summer time; ascending."),
            .required("days", .list(.words(Weekday.self), atLeast: 0), "The days of the week on which time counts."),
            .optional("hours", .leaf(DayHours.self), "In which hours; the whole day when left out."),
            .optional("holidays", .list(.leaf(DateRange.self), atLeast: 0), "Days off, both ends included."),
            .optional(
                "worked-in", .list(.leaf(DateRange.self), atLeast: 0),
                "Days on which time counts although weekday or holiday say no."),
        ])

    private static let ladder = MapShape.Field.optional(
        "ladder",
        .list(
            .map(
                "a rung",
                [
                    .required("after", duration, "How long after it was missed."),
                    .required("notify", .list(.name, atLeast: 1), "Who is told."),
                ]), atLeast: 1), "Whom to tell; ascending.")

    private static let about = MapShape.Field.optional(
        "about", .word(SubjectFamily.all.map(\.rawValue)),
        "Whose clock it is; that of the first event when left out.")

    private static let deadline = Shape.map(
        "a deadline",
        [
            .optional("only-for", names, "The tiers or bands that it concerns; all when left out."),
            .required("starts-on", patterns, "Which events start it."),
            .optional("reset-by", patterns, "Which events begin its time anew."),
            .optional("cancelled-by", patterns, "Which events end it: what was to happen has happened."),
            .required("allows", duration, "How long there is."),
            .optional(
                "counted", .words(DeadlineRule.Base.self), "From the event, or after or before the time it states."),
            .required("calendar", .name, "On which calendar the time runs."),
            .optional("grace", duration, "How long after the due time nothing follows yet."),
            .required("missed", .words(DeadlineRule.Miss.self), "Missed strictly after the due time, or at it."),
            .optional("warning", duration, "How long before the due time to warn."),
            ladder,
            about,
        ])

    private static let streak = Shape.map(
        "a streak",
        [
            .required("length", .integer(1...1_000), "How many in a row are enough."),
            .required("of", .words(StreakRule.Unit.self), "What follows one another."),
            .optional("edge", .words(Edge.self), "Which side of the value counts."),
            .optional("value", number, "What is compared with."),
            .required("gaps", .words(StreakRule.Gap.self), "What a period without an observation does."),
            .optional(
                "measures", .words(StreakRule.Figure.self), "Which figure is measured at the end of each period."),
            .optional("calendar", .name, "Whose days they are; those of UTC when left out."),
            ladder,
        ])

    private static let count = Shape.map(
        "a count",
        [
            .required("of", patterns, "Which events are counted."),
            .required("at-least", .integer(1...1_000_000), "How many are enough."),
            .optional("within", duration, "How long an event counts; for ever when left out."),
            .required("calendar", .name, "On which calendar that runs."),
            .required("reset-by", patterns, "Which events begin the count anew."),
            ladder,
            about,
        ])

    private static let alerts = Shape.map(
        "alerts",
        [
            .defaulted("orders", .integer(0...100), "How many of the last orders an alert carries."),
            .defaulted(
                "low-satisfaction", .integer(0...100), "From which score on, counted down, satisfaction is low."),
            .defaulted(
                "suggestions", .byName(NamedShape(suggestion, isSorted: false)),
                "What to do next; the first that fits is taken."),
        ])

    private static let suggestion = Shape.map(
        "a suggestion",
        [
            .optional("rules", names, "The rules whose alerts it is for; all when left out."),
            .required("when", .words(SuggestionRule.Fact.self), "What has to be known of the customer."),
            .optional("within", duration, "How long ago that may be; for ever when left out."),
            .required("say", .text, "What to do; words in braces are replaced."),
        ])

    private static let threshold = Shape.map(
        "a threshold",
        [
            .required("edge", .words(Edge.self), "Which side of the value counts."),
            .required("value", number, "The number; a percentage where two figures are compared."),
            .optional("of", .words(ThresholdRule.Base.self), "Of which figure a deviation is a percentage."),
            .optional("direction", .words(ThresholdRule.Direction.self), "Which deviations count."),
            .optional("within", duration, "Over how long, or how far ahead."),
            .optional("effect", .decimal(-100...1_000), "What follows, in percent; negative takes away."),
        ])

    private static let band = Shape.map(
        "a band",
        [
            .optional("from", number, "Where it begins, inclusive."),
            .optional("below", number, "Where it ends, exclusive."),
        ])

    private static let weight = Shape.map(
        "weights",
        [
            .required(
                "weights",
                .byName(
                    NamedShape(
                        .decimal(0...1_000_000), nameKey: "key", valueKey: "weight", isSorted: false,
                        names: .key)), "The weights."),
            .required("otherwise", .decimal(0...1_000_000), "The weight of everything else."),
        ])

    private static let step = Shape.map(
        "steps",
        [
            .required("every", .decimal(1...1_000_000_000), "How far apart the steps lie."),
            .required("up-to", .decimal(1...1_000_000_000), "The last step."),
            .required("grants", .list(.name, atLeast: 1), "What may be chosen at each step."),
        ])

    private static let gate = Shape.map(
        "a gate",
        [
            .required("command", .name, "The command that it stands before."),
            .required("evidence", names, "The evidence that it needs; all of it."),
            .optional("approvals", .list(.name, atLeast: 1), "The roles that have to approve; all of them."),
        ])

    private static let routing = Shape.map(
        "a routing",
        [
            .required("way", .words(RoutingRule.Way.self), "How somebody is chosen."),
            .optional("last", .integer(1...1_000), "How many of the last answers are compared."),
            .optional("rank", .words(RoutingRule.Rank.self), "What of them is compared."),
            .optional(
                "newcomers", .words(RoutingRule.Newcomers.self), "Where those stand who have answered less often."),
        ])

    private static let delegation = Shape.map(
        "delegation",
        [
            .optional("limit", .money, "The largest amount that may be handed on."),
            .defaulted("edge", .word(["below", "at-most"]), "Whether the limit itself may be."),
            .optional("longest-days", .integer(1...36_500), "How many days a delegation is valid at most."),
            .defaulted("may-be-handed-on", .boolean, "Whether who was handed authority may hand it on."),
        ])

    private static let forecast = Shape.map(
        "forecast",
        [
            .defaulted("day", .words(Weekday.self), "On which day of the week forecasts are cut."),
            .defaulted("weeks", .integer(1...520), "How many weeks they look ahead."),
        ])

    private static let incentives = Shape.map(
        "incentives",
        [
            .defaulted("frozen-share", .decimal(0...100), "How much of a pool the breaker freezes, in percent."),
            .defaulted("dividend-share", .decimal(0...100), "The share of the gross margin, in percent."),
            .defaulted("dividend-years", .integer(1...100), "Over how many years of margin."),
        ])

    private static let milestone = Shape.map(
        "a milestone",
        [
            .required("month", .integer(1...1_200), "By the end of which month after the start."),
            .optional("at-least", .decimal(0...100), "The figure that it takes, in percent."),
        ])
}
