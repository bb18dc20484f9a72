import ArgumentParser
import Dealtrail
import DealtrailReports
import Foundation

struct StatCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "stat", abstract: "What a trail holds: events, streams, authors, root, files, index and views.")

    @OptionGroup var location: TrailLocation
    @OptionGroup var asOf: AsOfOptions
    @OptionGroup var form: ReportOptions

    func run() async throws {
        try await location.withTrail { trail in
            let point = try asOf.point(in: trail)
            let stamp = try trail.stamp(asOf: point)
            let statistics = try Statistics(trail, stamp: stamp, effective: point.effective)
            try form.write(trail.answer(statistics, at: point))
        }
    }
}
