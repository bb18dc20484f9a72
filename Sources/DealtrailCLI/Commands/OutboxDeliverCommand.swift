import ArgumentParser
import Dealtrail
import DealtrailPolicy
import DealtrailReactions
import DealtrailWebhook

struct OutboxDeliverCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "deliver", abstract: "Sends what is owed and due, and records what became of it.",
        discussion: """
            One process at a time delivers for a trail. At least once: a receiver knows a message that comes again by its key \
            (webhook-id). A trail that was restored or copied needs --resume-from. Ends with 1 when something failed, became \
            a dead letter, or goes to an endpoint that the configuration does not have.
            """)

    @OptionGroup var location: TrailLocation

    @Option(help: "The endpoints as YAML.", completion: .file(extensions: ["yaml", "yml"]))
    var config: String

    @Flag(help: "One round (the default).")
    var once = false

    @Flag(
        help: """
            Go on until interrupted or told to end (SIGTERM): what is appended, and what has failed when it is due again. What is \
            under way is finished then.
            """)
    var watch = false

    @Option(
        help: ArgumentHelp(
            "Of a trail that was restored or copied: what is owed for events before this position becomes dead letters.",
            valueName: "position"))
    var resumeFrom: UInt64?

    @Flag(help: "JSON, one round a line.")
    var json = false

    func validate() throws {
        guard !once || !watch else { throw ValidationError("--once and --watch exclude each other") }
    }

    func run() async throws {
        let settings = try EndpointDocument.read(config).endpoints
        var endpoints: [EndpointName: Endpoint] = [:]
        for setting in settings { endpoints[setting.name] = try Endpoint(setting) }
        try await location.withTrail { [endpoints] trail in
            let runner = try await OutboxRunner.open(trail, endpoints: endpoints, resumeFrom: resumeFrom)
            guard watch else {
                let round = try await runner.deliverDue()
                await runner.close()
                try write(round, of: trail)
                if round.failed + round.dead + round.stranded > 0 { throw Finding(status: .found) }
                return
            }
            let signals = StopSignals { await runner.stop() }
            defer { signals.end() }
            try await runner.run(told: { round in
                guard round.delivered + round.failed + round.dead + round.applied > 0 else { return }
                try write(round, of: trail)
            })
            await runner.close()
        }
    }

    private func write(_ round: OutboxRound, of trail: Trail) throws {
        try ReportOptions.write(
            trail.answer(DeliveryRound(stamp: try trail.stamp(), round: round)), json: json)
    }
}
