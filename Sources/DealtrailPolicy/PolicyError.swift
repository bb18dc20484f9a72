/// What is wrong at one place of a policy document.
public struct PolicyProblem: Hashable, Sendable, CustomStringConvertible {
    /// The name of the file, as the caller gave it.
    public let file: String
    /// The line, from 1.
    public let line: Int
    /// The column, from 1, in Unicode scalars.
    public let column: Int
    /// What is wrong, and what would be right.
    public let reason: String

    /// `FILE:LINE:COLUMN: reason`.
    public var description: String { "\(file):\(line):\(column): \(reason)" }
}

/// Why a policy document cannot be used: everything that is wrong with it, in the order of the file.
public struct PolicyError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The problems; at least one.
    public let problems: [PolicyProblem]

    /// One line for each problem.
    public var description: String { problems.map(\.description).joined(separator: "\n") }
}
