/// What a reader sees of a report, before it is text or HTML.
///
/// The strings are as they come from the data; whoever renders them escapes them.
public struct ReportDocument: Hashable, Sendable {
    /// A name with its value.
    public struct Fact: Hashable, Sendable {
        /// The name.
        public let label: String
        /// The value.
        public let value: String

        /// Creates a fact.
        public init(_ label: String, _ value: String) {
            self.label = label
            self.value = value
        }
    }

    /// A part of a report.
    public struct Section: Hashable, Sendable {
        /// The heading; empty for none.
        public var title: String
        /// Names with their values.
        public var facts: [Fact]
        /// A table.
        public var table: ReportTable?
        /// Sentences below it.
        public var notes: [String]

        /// Creates a section.
        public init(_ title: String, facts: [Fact] = [], table: ReportTable? = nil, notes: [String] = []) {
            self.title = title
            self.facts = facts
            self.table = table
            self.notes = notes
        }
    }

    /// The heading.
    public var title: String
    /// What it answers for, and the like.
    public var facts: [Fact]
    /// The parts.
    public var sections: [Section]

    /// Creates a document.
    public init(_ title: String, facts: [Fact], sections: [Section]) {
        self.title = title
        self.facts = facts
        self.sections = sections
    }
}
