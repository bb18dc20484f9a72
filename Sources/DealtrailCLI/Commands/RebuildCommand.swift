import ArgumentParser
import Dealtrail
import DealtrailReports
import Synchronization

struct RebuildCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rebuild", abstract: "Builds views again from the whole log, beside the live ones.",
        discussion: """
            Questions are answered from the old views until the new ones take over, each in one step. A rebuild that was \
            killed is gone on with from what it had saved.
            """)

    @OptionGroup var location: TrailLocation

    @Option(help: "Only this view.")
    var view: String?

    @Option(help: "How many threads fold, 1 to 64.", transform: Parse.count)
    var threads: Int = 2

    @Option(
        help: ArgumentHelp(
            "Save what is folded after so many events, to go on from there when it is killed; without it each half minute.",
            valueName: "events"),
        transform: Parse.count)
    var saveEvery: Int?

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
            let start = Mutex<UInt64?>(nil)
            var faults: [ViewFault] = []
            do {
                let saving = saveEvery.map { RebuildSaving.every(events: UInt64($0)) } ?? .standard
                try await set.rebuild(threads: threads, saving: saving) { progress in
                    if progress.phase == .folding { start.withLock { $0 = $0 ?? progress.done } }
                    bar.update(progress.done, of: progress.total, progress.phase.rawValue)
                }
            } catch let error as ViewFaults {
                faults = error.faults
            } catch {
                bar.clear()
                throw error
            }
            bar.clear()
            let views = try set.views.filter { view in !faults.contains { $0.view == view.identity } }.map { view in
                RebuildOutcome.View(name: view.name, position: try view.checkpoint()?.position ?? 0)
            }
            let outcome = RebuildOutcome(stamp: try trail.stamp(), resumedAt: start.withLock { $0 } ?? 0, views: views)
            try ReportOptions.write(trail.answer(outcome), json: json)
            if !faults.isEmpty { throw ViewFaults(faults: faults) }
        }
    }
}
