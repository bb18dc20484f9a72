import ArgumentParser
import Dealtrail

struct AlertsShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "The alerts that are open at a point, whoever ticked or did not.")

    @OptionGroup var location: TrailLocation
    @OptionGroup var asOf: AsOfOptions
    @OptionGroup var form: ReportOptions

    @Option(help: "Only alerts of this rule, also when it tells nobody.", transform: Parse.name)
    var rule: RuleName?

    @Option(
        help: ArgumentHelp("Only alerts about this subject, such as quote:Q-17.", valueName: "tag"),
        transform: Parse.name)
    var subject: Tag?

    @Option(help: "Only alerts that tell this role.", transform: Parse.name)
    var role: RoleName?

    @Option(
        name: .customLong("for"), help: ArgumentHelp("Only alerts that concern this person.", valueName: "person"),
        transform: Parse.name)
    var person: ActorID?

    @Flag(help: "Also what is not missed yet: warnings, and what runs in its grace.")
    var warned = false

    @Flag(help: "Also what somebody silenced for now.")
    var suppressed = false

    @Flag(help: "Say of each alert which event started it and what the rule looked at.")
    var explain = false

    func run() async throws {
        let filter = AlertFilter(
            rule: rule, subject: subject, role: role, person: person, isWarned: warned,
            isSilenced: suppressed)
        try await location.withTrail { trail in
            let point = try asOf.point(in: trail)
            var report = try await trail.alerts(asOf: point, filter)
            report.isExplained = explain
            try form.write(trail.answer(report, at: point))
        }
    }
}
