import ArgumentParser
import Dealtrail
import DealtrailReports

struct RebuildCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rebuild", abstract: "Builds views again from the whole log, beside the live ones.",
        discussion: "Questions are answered from the old views until the new ones take over, each in one step.")

    @OptionGroup var location: TrailLocation

    @Option(help: "Only this view.")
    var view: String?

    @Option(help: "How many threads fold, 1 to 64.", transform: Parse.count)
    var threads: Int = 2

    @Flag(help: "JSON on one line.")
    var json = false

    func validate() throws {
        guard threads <= 64 else { throw ValidationError("at most 64 threads") }
    }

    func run() async throws {
        try await location.withTrail { trail in
            let all = try trail.viewSet()
            let set = try view.map { ViewSet([try all.view($0)]) } ?? all
            let bar = ProgressBar("rebuild")
            try await set.rebuild(threads: threads) { progress in
                bar.update(progress.done, of: progress.total, progress.phase.rawValue)
            }
            bar.clear()
            let views = try set.views.map { view in
                RebuildOutcome.View(name: view.name, position: try view.checkpoint()?.position ?? 0)
            }
            try ReportOptions.write(trail.answer(RebuildOutcome(stamp: try trail.stamp(), views: views)), json: json)
        }
    }
}
