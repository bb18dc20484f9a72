import ArgumentParser
import Dealtrail
import Foundation

struct DoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "do",
        abstract: "Asks for something: lets a command of the domain be decided, and records what follows.",
        discussion: """
            dealtrail do lead.capture --set lead=L-31 --set source=fair --set score=84.5
            dealtrail do walkthrough.hold --set meeting=M-4 --set quote=Q-17 --attach evidence=minutes.pdf

            Fields have the names that `show` gives to the arguments of a command. A refusal says which rule, and is recorded; the \
            exit code is then 4.
            """)

    @OptionGroup var location: TrailLocation
    @OptionGroup var who: AuthorOption

    @Argument(help: "The command, such as quote.accept; --list has them all with their fields.")
    var command: String?

    @Option(name: .customLong("set"), help: ArgumentHelp("A field with its value.", valueName: "field=value"))
    var settings: [String] = []

    @Option(
        name: .customLong("attach"),
        help: ArgumentHelp(
            "Put a file into the trail, and its SHA-256 into a field.", valueName: "field=file"), completion: .file())
    var attachments: [String] = []

    @Option(
        name: .customLong("from"), help: "A file with a JSON object of fields, or - for standard input.",
        completion: .file())
    var file: String?

    @Option(
        name: .customLong("id"), help: "The identifier, for asking again; by default a new one.", transform: Parse.name)
    var id: CommandID?

    @Option(help: "When it happened, if not now.", transform: Parse.zonedTime)
    var occurredAt: ZonedTime?

    @Option(help: "For whom the author acts.", transform: Parse.name)
    var onBehalfOf: ActorID?

    @Option(help: "A private key file: the author signs the command with it.", completion: .file())
    var signWith: String?

    @Flag(help: "List the commands with their fields, or those whose names begin with COMMAND; it needs no trail.")
    var list = false

    @Flag(help: "JSON on one line; docs/cli.md has the shape.")
    var json = false

    func validate() throws {
        guard list || command != nil else {
            throw ValidationError("Which command? `dealtrail do --list` has them all")
        }
    }

    func run() async throws {
        if list { return try tellCommands() }
        let kind = EventKind(command ?? "")
        if let place = Self.elsewhere[kind] { throw ToolError.usage("\(kind) is done by `dealtrail \(place)`") }
        guard let type = Catalog.sales.commands[kind] else { throw ToolError.usage(Self.unknown(kind)) }
        let outcome = try await handle(type)
        try ReportOptions.write(outcome, json: json)
        if outcome.handled.refusal != nil { throw Finding(status: .refused) }
    }

    /// One line for each command, or for those whose names begin so.
    private func tellCommands() throws {
        let commands = Catalog.sales.commands.filter { kind, _ in
            Self.elsewhere[kind] == nil && kind.rawValue.hasPrefix(command ?? "")
        }
        if commands.isEmpty { throw ToolError.usage(Self.unknown(EventKind(command ?? ""))) }
        for (kind, type) in commands.sorted(by: { $0.key < $1.key }) {
            let fields = try FieldProbe.fields(of: type).map(\.description)
            try Output.line("\(kind) \(fields.joined(separator: " "))")
        }
    }

    private func handle<Request: Command>(_ type: Request.Type) async throws -> CommandOutcome {
        var arguments = CommandArguments()
        if let file {
            try arguments.take(json: file == "-" ? StandardInput.text("the arguments") : Self.text(of: file))
        }
        for setting in settings { try arguments.take(setting: setting) }
        var documents: [[UInt8]] = []
        for attachment in attachments {
            let (field, path) = try CommandArguments.split(attachment, "--attach", "evidence=minutes.pdf")
            let content = try Self.content(of: path)
            arguments.take(ContentDigest(of: content), as: field)
            documents.append(content)
        }
        // Before the trail is touched: what does not read leaves nothing behind.
        let command = try arguments.command(type)
        let person = try who.author()
        let author = Author(person.id, kind: person.kind, onBehalfOf: onBehalfOf, channel: person.channel)
        let signer = try signWith.map { try KeyFile.read($0) }
        let id = id ?? CommandID("do:\(UUID().uuidString.lowercased())")
        return try await location.withTrail { trail in
            for document in documents { _ = try trail.log.blobs.put(document) }
            let happened = occurredAt.map(OccurredAt.at)
            let record = try trail.command(command, by: author, id: id, occurredAt: happened)
            let handled = try await trail.handle(
                command, by: author, id: id, occurredAt: happened, signature: signer?.sign(record))
            return CommandOutcome(
                kind: Request.kind, id: id, author: author, isSigned: signer != nil, handled: handled,
                origin: trail.log.origin, stamp: try trail.stamp())
        }
    }

    /// Commands that need more than their fields: a text that is sealed, a document that is kept, keys that are destroyed.
    private static let elsewhere: [EventKind: String] = [
        Policy.Publish.kind: "policy publish", Policy.RecordImpact.kind: "what-if --record",
        PrivateNote.Add.kind: "note", Subject.Erase.kind: "erase",
    ]

    private static func unknown(_ kind: EventKind) -> String {
        let family = kind.rawValue.prefix { $0 != "." } + "."
        let near = Catalog.sales.commands.keys.filter { $0.rawValue.hasPrefix(family) }.sorted().map(\.rawValue)
        return "there is no command \(kind); "
            + (near.isEmpty ? "`dealtrail do --list` has them all" : "there are \(near.joined(separator: ", "))")
    }

    private static func content(of path: String) throws -> [UInt8] {
        do {
            return [UInt8](try Data(contentsOf: URL(filePath: path)))
        } catch {
            throw ToolError.usage("cannot read \(path): \(error.localizedDescription)")
        }
    }

    private static func text(of path: String) throws -> String {
        guard let text = String(validating: try content(of: path), as: UTF8.self) else {
            throw ToolError.usage("\(path) is not UTF-8")
        }
        return text
    }
}
