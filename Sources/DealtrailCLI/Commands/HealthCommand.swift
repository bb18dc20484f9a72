import ArgumentParser
import Dealtrail

struct HealthCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "health", abstract: "The health of customers, the worst first; or what fell since a time, and why."
    )

    @OptionGroup var location: TrailLocation
    @OptionGroup var asOf: AsOfOptions
    @OptionGroup var form: ReportOptions

    @Option(help: "Only this customer, with the event behind each factor.", transform: Parse.name)
    var account: AccountID?

    @Option(help: "What fell since this time, and why.", transform: Parse.time)
    var since: Timestamp?

    @Option(help: ArgumentHelp("With --since: the least fall that is listed.", valueName: "points"))
    var least: String?

    @Flag(help: "What the health of customers does to the bonuses of those who own them.")
    var bonus = false

    func validate() throws {
        guard !bonus || account == nil && since == nil else {
            throw ValidationError("--bonus goes with neither --account nor --since")
        }
        guard account == nil || since == nil else { throw ValidationError("--account and --since exclude each other") }
        guard least == nil || since != nil else { throw ValidationError("--least goes with --since") }
    }

    func run() async throws {
        let least = try Parse.decimal(least ?? "0.1")
        try await location.withTrail { trail in
            let point = try asOf.point(in: trail)
            if let account { return try show(account, at: point, in: trail) }
            if bonus { return try form.write(trail.answer(await trail.healthBonus(asOf: point), at: point)) }
            guard let since else { return try form.write(trail.answer(await trail.health(asOf: point), at: point)) }
            guard since < point.effective ?? .init(nanoseconds: .max) else {
                throw ToolError.usage("--since lies before --effective")
            }
            let changes = try await trail.healthChanges(
                from: AsOf(known: point.known, effective: since), to: point, least: least)
            try form.write(trail.answer(changes, at: point))
        }
    }

    private func show(_ account: AccountID, at point: AsOf, in trail: Trail) throws {
        guard let answer = try trail.healthAnswer(of: account, asOf: point) else {
            throw ToolError(.notFound, "nothing is known of the account \(account) at that point")
        }
        try form.write(trail.answer(AccountHealth(stamp: answer.stamp, score: answer.score), at: point))
    }
}
