public import DealtrailModel

/// A typical course of a sale: commands that are played under some rules to see what becomes of each (`docs/features.md` row
/// 176).
public struct SalesPath: Sendable {
    /// One command.
    public struct Step: Sendable {
        /// Who asks for it.
        public let author: Author
        /// When, counted from the beginning of the path; never before the step before it.
        public let after: Duration
        /// What is asked for.
        public let command: any Command

        /// Creates a step.
        public init(by author: Author, after: Duration, _ command: any Command) {
            self.author = author
            self.after = after
            self.command = command
        }
    }

    /// What it is called.
    public let name: String
    /// What happens in it, in a sentence.
    public let about: String
    /// The commands, in order.
    public let steps: [Step]

    /// Creates a path.
    public init(name: String, about: String, steps: [Step]) {
        self.name = name
        self.about = about
        self.steps = steps
    }
}
