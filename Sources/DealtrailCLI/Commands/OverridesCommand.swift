import ArgumentParser
import Dealtrail

struct OverridesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "overrides", abstract: "Who decided otherwise than a rule said, and how often he was right.",
        discussion: """
            Grades of leads against their score, tiers of accounts against their purchases, and leads given to another than the \
            one whom a routing rule chose. When it is known who was right, the policy says ("overrides"). --explain opens a \
            number down to its events: all, person-right, rule-right, pending or unjudged, each alone or with :MATTER, and \
            with /PERSON behind it, such as person-right:lead-grade/rep:lin.
            """)

    @OptionGroup var location: TrailLocation
    @OptionGroup var asOf: AsOfOptions
    @OptionGroup var form: ReportOptions

    @Option(help: ArgumentHelp("List the overrides and events behind a number.", valueName: "selector"))
    var explain: String?

    func validate() throws {
        _ = try explain.map(Self.selector)
    }

    func run() async throws {
        try await location.withTrail { trail in
            let point = try asOf.point(in: trail)
            let report = try trail.overrides(asOf: point)
            guard let explain else { return try form.write(trail.answer(report, at: point)) }
            let (verdict, matter, person) = try Self.selector(explain)
            let found = Explanation(
                of: "overrides", title: "Overrides, opened down", stamp: report.stamp, selector: explain, by: nil,
                slice: nil, items: report.items(verdict, matter, of: person))
            try form.write(trail.answer(found, at: point))
        }
    }

    /// `VERDICT[:MATTER][/PERSON]`, where `all` is every verdict.
    private static func selector(
        _ text: String
    ) throws -> (verdict: Override.Verdict?, matter: Override.Matter?, person: ActorID?) {
        let halves = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        let parts = halves[0].split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        let verdict = Override.Verdict(rawValue: parts[0])
        let matter = parts.count == 2 ? Override.Matter(rawValue: parts[1]) : nil
        let person = halves.count == 2 ? ActorID(halves[1]) : nil
        guard verdict != nil || parts[0] == "all", parts.count == 1 || matter != nil, person?.isValid ?? true else {
            throw ValidationError(
                "\"\(text)\" names no number; there are all, \(Parse.words(Override.Verdict.self).joined(separator: ", ")), "
                    + "each alone or with one of "
                    + Parse.words(Override.Matter.self).map { ":\($0)" }.joined(separator: ", ") + ", and with /PERSON")
        }
        return (verdict, matter, person)
    }
}
