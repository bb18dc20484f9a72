import ArgumentParser
import Dealtrail
import DealtrailReactions

struct ReactionsListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "The reactions that are enabled, and what each still owes.")

    @OptionGroup var location: TrailLocation
    @OptionGroup var form: ReportOptions

    func run() async throws {
        try await location.withTrail { trail in
            let outbox = try trail.outbox()
            try form.write(trail.answer(ReactionList(outbox, stamp: try trail.stamp())))
        }
    }
}
