import ArgumentParser
import Dealtrail
import DealtrailSimulator

struct SimulateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "simulate", abstract: "Creates a trail with a believable year of a distributor's sales in it.",
        discussion: """
            The same seed gives the same trail, byte for byte: identifiers and times are drawn from it too. What is \
            hidden in the year is told at the end, so that reports can be held against it.
            """)

    @OptionGroup var location: TrailLocation

    @Option(help: "What everything is drawn from.")
    var seed: UInt64 = 1

    @Option(help: "How many representatives sell; at least 3.", transform: Parse.count)
    var reps: Int = 20

    @Option(help: "How many days it lasts; at least 120.", transform: Parse.count)
    var days: Int = 365

    @Option(
        help: "The first day, such as 2025-01-01. Nothing can be appended by a clock that is behind the last day.",
        transform: Parse.date)
    var start: CivilDate = Simulator.firstDay

    @Option(help: "The name of the new log.", transform: Parse.origin)
    var origin: String = "example.com/simulated"

    @Option(help: "Instead of a year: so many facts in bulk, without decisions.", transform: Parse.count)
    var events: Int?

    @Option(help: "With --events: about how many accounts they are.", transform: Parse.count)
    var accounts: Int = 10_000

    @Option(help: "End the year with a checkpoint that is signed with the key in this file.", completion: .file())
    var key: String?

    @Flag(help: "JSON on one line.")
    var json = false

    func validate() throws {
        guard reps >= 3 else { throw ValidationError("a simulated year needs at least 3 representatives") }
        guard events == nil || key == nil && start == Simulator.firstDay else {
            throw ValidationError("--key and --start are for a year, not for --events")
        }
        guard (2000...2200).contains(start.components.year) else {
            throw ValidationError("a simulated year begins between 2000 and 2200")
        }
        guard days >= 120 else { throw ValidationError("a simulated year needs at least 120 days") }
    }

    func run() async throws {
        if let events {
            let bulk = BulkSimulation(seed: seed, events: events, accounts: accounts)
            return try ReportOptions.write(try await bulk.run(at: location.path(), origin: origin), json: json)
        }
        let simulation = Simulation(
            seed: seed, reps: reps, days: days, start: start, signer: try key.map { try KeyFile.read($0) })
        let outcome = try await simulation.run(at: location.path(), origin: origin)
        try ReportOptions.write(outcome, json: json)
        if !outcome.surprises.isEmpty { throw Finding(status: .found) }
    }
}
