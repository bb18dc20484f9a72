import ArgumentParser
import Dealtrail

struct SpreadCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "spread", abstract: "Where one customer was quoted different prices for one product, and by whom.")

    @OptionGroup var location: TrailLocation
    @OptionGroup var asOf: AsOfOptions
    @OptionGroup var form: ReportOptions

    @Option(help: "Only this customer.", transform: Parse.name)
    var account: AccountID?

    @Option(help: ArgumentHelp("The least spread that is listed, inclusive.", valueName: "percent"))
    var min: String = "0.1"

    func run() async throws {
        let least = try Parse.decimal(min)
        try await location.withTrail { trail in
            let point = try asOf.point(in: trail)
            try form.write(trail.answer(await trail.spread(of: account, atLeast: least, asOf: point), at: point))
        }
    }
}
