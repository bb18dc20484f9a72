/// What is wrong at one place of a mapping.
public struct MappingProblem: Hashable, Sendable, CustomStringConvertible {
    /// The name of the file, as the caller gave it.
    public let file: String
    /// The line, from 1.
    public let line: Int
    /// The column, from 1, in Unicode scalars.
    public let column: Int
    /// What is wrong.
    public let reason: String
    /// What may stand there; empty where the reason says it.
    public let allowed: [String]

    /// `FILE:LINE:COLUMN: reason; allowed here: ...`.
    public var description: String {
        let choice = allowed.isEmpty ? "" : "; allowed here: \(allowed.joined(separator: ", "))"
        return "\(file):\(line):\(column): \(reason)\(choice)"
    }
}

/// Why a mapping cannot be used: everything that is wrong with it, in the order of the file.
public struct MappingError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The problems; at least one.
    public let problems: [MappingProblem]

    /// One line for each problem.
    public var description: String { problems.map(\.description).joined(separator: "\n") }
}
