import ArgumentParser
import Dealtrail

struct GrowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "grow", abstract: "Gives a trail a larger map, when it is full or will be.",
        discussion: "Stop every service that has the trail open first. Nothing that is stored is touched.")

    @OptionGroup var location: TrailLocation

    @Option(help: ArgumentHelp("The new size, above the present one.", valueName: "size"), transform: Parse.bytes)
    var to: Int

    @Flag(help: "JSON on one line.")
    var json = false

    func run() async throws {
        let path = try location.place()
        let sizes = try TrailGrowth.grow(path, to: to)
        try await location.withTrail { trail in
            let receipts = Receipts(
                name: "grow", title: "Grown", stamp: try trail.stamp(), origin: trail.log.origin,
                facts: [("before", String(sizes.before)), ("after", String(sizes.after))])
            try ReportOptions.write(receipts, json: json)
        }
    }
}
