import ArgumentParser
import Dealtrail
import DealtrailReactions

struct OutboxListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "What is owed, and what is not tried any more.")

    @OptionGroup var location: TrailLocation
    @OptionGroup var known: KnownOption
    @OptionGroup var form: ReportOptions

    @Flag(help: "Only the dead letters.")
    var dead = false

    func run() async throws {
        try await location.withTrail { trail in
            let point = AsOf(known: try known.known(in: trail))
            let outbox = try trail.outbox(asOf: point.known)
            try form.write(
                trail.answer(OutboxListing(outbox, onlyDead: dead, stamp: try trail.stamp(asOf: point)), at: point))
        }
    }
}
