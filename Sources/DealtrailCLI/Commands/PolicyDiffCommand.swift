import ArgumentParser
import Dealtrail
import DealtrailPolicy
import Foundation

struct PolicyDiffCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff",
        abstract: "What differs between two policies: key by key, the old and the new value with their lines.")

    @OptionGroup var location: TrailLocation

    @Argument(
        help: "A file, or a published version when there is no such file.",
        completion: .file(extensions: ["yaml", "yml"]))
    var old: String

    @Argument(
        help: "The same; without it the first is compared with the policy in force.",
        completion: .file(extensions: ["yaml", "yml"]))
    var new: String?

    @Flag(help: "JSON on one line; docs/cli.md has the shape.")
    var json = false

    func run() async throws {
        let files = try [old, new].map { try $0.flatMap(Self.file) }
        // Two files need no trail.
        if let first = files[0], let second = files[1], let new {
            return try write(PolicyDifference(stamp: nil, origin: nil, (old, first), (new, second)))
        }
        try await location.withTrail { trail in
            func side(_ name: String, _ file: PolicyDiff.Side?) throws -> (String, PolicyDiff.Side) {
                (name, try file ?? PolicyDiff.Side(trail.requirePolicy(name)))
            }
            let first = try side(old, files[0])
            let pair: ((String, PolicyDiff.Side), (String, PolicyDiff.Side))
            if let new {
                pair = (first, try side(new, files[1]))
            } else {
                let inForce = try trail.policy()
                pair = ((inForce.version, PolicyDiff.Side(inForce)), first)
            }
            try write(PolicyDifference(stamp: trail.stamp(), origin: trail.log.origin, pair.0, pair.1))
        }
    }

    private func write(_ difference: PolicyDifference) throws { try ReportOptions.write(difference, json: json) }

    private static func file(_ path: String) throws -> PolicyDiff.Side? {
        guard FileManager.default.fileExists(atPath: path) else { return nil }
        let document = try PolicyDocument.read(path)
        return PolicyDiff.Side(document.policy, text: try String(contentsOf: URL(filePath: path), encoding: .utf8))
    }
}
