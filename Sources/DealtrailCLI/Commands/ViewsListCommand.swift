import ArgumentParser
import Dealtrail
import DealtrailReports

struct ViewsListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Every stored view with its version, position, lag, size and state.",
        discussion: "Reads only. Ends with 1 when a view that is in use stands still at an event.")

    @OptionGroup var location: TrailLocation
    @OptionGroup var form: ReportOptions

    func run() async throws {
        try await location.withTrail { trail in
            let list = ViewList(stamp: try trail.stamp(), views: try trail.viewSet().status().map(ViewList.View.init))
            try form.write(trail.answer(list))
            if list.views.contains(where: { $0.current && $0.fault != nil }) { throw Finding(status: .found) }
        }
    }
}
