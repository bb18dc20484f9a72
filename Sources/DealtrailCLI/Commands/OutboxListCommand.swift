import ArgumentParser
import Dealtrail
import DealtrailReactions

struct OutboxListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "What is owed, and what is not tried any more.")

    @OptionGroup var location: TrailLocation
    @OptionGroup var form: ReportOptions

    @Flag(help: "Only the dead letters.")
    var dead = false

    func run() async throws {
        try await location.withTrail { trail in
            let outbox = try trail.outbox()
            try form.write(trail.answer(OutboxListing(outbox, onlyDead: dead, stamp: try trail.stamp())))
        }
    }
}
