import ArgumentParser
import Dealtrail
import DealtrailReactions

struct ReactionsListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "The reactions that are enabled, and what each still owes.")

    @OptionGroup var location: TrailLocation
    @OptionGroup var known: KnownOption
    @OptionGroup var form: ReportOptions

    func run() async throws {
        try await location.withTrail { trail in
            let point = AsOf(known: try known.known(in: trail))
            let outbox = try trail.outbox(asOf: point.known)
            try form.write(trail.answer(ReactionList(outbox, stamp: try trail.stamp(asOf: point)), at: point))
        }
    }
}
