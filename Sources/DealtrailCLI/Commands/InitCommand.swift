import ArgumentParser
import Dealtrail
import DealtrailPolicy
import DealtrailReports

struct InitCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init", abstract: "Creates a trail and publishes its first policy.")

    @OptionGroup var location: TrailLocation
    @OptionGroup var who: AuthorOption

    @Option(help: "The name of the log in proofs and commands, such as example.com/sales.", transform: Parse.origin)
    var origin: String

    @Option(help: "The first policy as YAML; without it the standard one.", completion: .file(extensions: ["yaml"]))
    var policy: String?

    @Option(
        help: ArgumentHelp("The size of the log's map: address space, not disk. Grown with `grow`.", valueName: "size"),
        transform: Parse.bytes)
    var mapSize: Int = 64 << 30

    @Flag(help: "JSON on one line.")
    var json = false

    func run() async throws {
        let path = try location.path()
        let author = try who.author()
        let rules = try policy.map { try PolicyDocument.read($0).policy } ?? .standard
        let trail = try await Trail.create(
            at: path, origin: origin, by: author, policy: rules, options: TrailOptions(mapSize: mapSize))
        let head = try trail.head()
        let stamp = AnswerStamp(position: head.lastPosition, time: head.lastRecordedAt ?? TrailOptions.systemClock())
        try await trail.close()
        try ReportOptions.write(
            Receipts(
                name: "init", title: "A new trail", stamp: stamp, origin: origin,
                facts: [
                    ("trail", path), ("policy", rules.version), ("author", author.id.rawValue),
                    ("mapSize", String(mapSize)),
                ]), json: json)
    }
}
