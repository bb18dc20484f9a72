import ArgumentParser
import Dealtrail

struct ActionsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "actions", abstract: "When in the week people act, by role.",
        discussion: """
            An action is the first event of what a person did in one command. The role is what stands before the colon of \
            the author, as in rep:lin. --explain opens a number down to its events: ROLE/DAY/HOUR, each of which may be *, \
            such as rep/tue/14, */*/15, or ROLE/undated; an empty role is that of authors without one. \
            With --by, --slice opens a number of one slice.
            """)

    @OptionGroup var location: TrailLocation
    @OptionGroup var asOf: AsOfOptions
    @OptionGroup var form: ReportOptions

    @Option(help: "Only events of this kind; given several times, of any of them.", transform: Parse.name)
    var kind: [EventKind] = []

    @Option(help: ArgumentHelp("The period in which it happened: \(ReportPeriod.form)."), transform: Parse.period)
    var period: ReportPeriod?

    @Option(help: "It happened at or after this time.", transform: Parse.time)
    var from: Timestamp?

    @Option(help: "It happened before this time.", transform: Parse.time)
    var until: Timestamp?

    @Option(
        help: "Read hours at this offset from UTC, such as +08:00; without it at the one that the author stated.",
        transform: Parse.offset)
    var offset: UTCOffset?

    @Option(
        help: ArgumentHelp("List the events behind a number.", valueName: "role/day/hour"),
        transform: ActionSelectorArgument.init)
    var explain: ActionSelectorArgument?

    @Option(
        help: ArgumentHelp(
            "Cut the result by \(Parse.words(FunnelDimension.self).joined(separator: ", ")).", valueName: "dimension"),
        completion: .list(Parse.words(FunnelDimension.self)), transform: Parse.choice)
    var by: FunnelDimension?

    @OptionGroup var slice: SliceOptions

    func validate() throws {
        try slice.require(explain: explain != nil, by: by)
        guard period == nil || from == nil && until == nil else {
            throw ValidationError("--period and --from or --until exclude each other")
        }
        guard period == nil || offset != nil else {
            throw ValidationError("--period needs --offset: at which offset do its days begin?")
        }
    }

    func run() async throws {
        try await location.withTrail { trail in
            let point = try asOf.point(in: trail)
            guard let explain else {
                return try form.write(trail.answer(try await trail.actions(definition, asOf: point, by: by), at: point))
            }
            let cut = slice.isGiven ? by : nil
            let (stamp, items) = try await trail.actions(
                in: explain.selector, definition, of: cut, value: slice.slice, asOf: point)
            let found = Explanation(
                of: "actions", title: "Actions, opened down", stamp: stamp, selector: explain.text,
                by: cut?.rawValue, slice: slice.slice, items: items)
            try form.write(trail.answer(found, at: point))
        }
    }

    private var definition: ActionDefinition {
        let minutes = Int16(offset?.minutes ?? 0)
        return ActionDefinition(
            kinds: kind, from: period?.from.start(offsetMinutes: minutes) ?? from,
            until: period?.until.start(offsetMinutes: minutes) ?? until,
            clock: offset.map { .offset($0) } ?? .entered)
    }
}
