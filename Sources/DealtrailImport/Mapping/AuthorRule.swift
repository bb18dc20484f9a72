internal import DealtrailModel

/// Who did what a row tells.
enum AuthorRule: Hashable, Sendable {
    /// Whoever runs the import: for definitions that the file itself does not state.
    case importer
    /// A name in the row; nobody here has authenticated it.
    case named(id: Template, kinds: [Prefix], otherwise: Author.Kind, onBehalfOf: Template?)

    /// An id that begins so is of this kind.
    struct Prefix: Hashable, Sendable {
        let text: String
        let kind: Author.Kind
    }

    /// The kinds that a mapping may give: `person` says that the host has authenticated somebody, which no file can say.
    static let kinds: [(String, Author.Kind)] = [
        ("claimed", .claimed), ("service", .service), ("automation", .automation),
    ]

    func author(in row: inout RowScope, importer: Author) throws(RowProblem) -> Author {
        switch self {
        case .importer: return importer
        case .named(let id, let kinds, let otherwise, let onBehalfOf):
            let name = try id.requiredText(in: &row)
            let prefix = kinds.filter { name.hasPrefix($0.text) }.max { $0.text.utf8.count < $1.text.utf8.count }
            var principal: ActorID?
            if let onBehalfOf { principal = try onBehalfOf.text(in: &row).map { ActorID($0) } }
            return Author(
                ActorID(name), kind: prefix?.kind ?? otherwise, onBehalfOf: principal, channel: .import)
        }
    }
}
