public import DealtrailModel
public import DealtrailViews

/// What a trail holds: the answer of `dealtrail stat`.
public struct TrailStatistics: Codable, Hashable, Sendable {
    /// How often something occurs.
    public struct Count: Codable, Hashable, Sendable {
        /// What.
        public let name: String
        /// How often.
        public let count: UInt64

        /// Creates a count.
        public init(_ name: String, _ count: UInt64) {
            self.name = name
            self.count = count
        }
    }

    /// What it answers for.
    public let stamp: AnswerStamp
    /// The name of the log.
    public let origin: String
    /// How many events there are.
    public let events: UInt64
    /// How many streams; `nil` when not counted.
    public let streams: UInt64?
    /// How many bytes the log takes on disk; `nil` when not measured.
    public let bytes: UInt64?
    /// When the first event was recorded; `nil` for an empty log.
    public let firstRecordedAt: Timestamp?
    /// When the last event was recorded; `nil` for an empty log.
    public let lastRecordedAt: Timestamp?
    /// How many events do not say when they happened.
    public let undated: UInt64
    /// How many events were imported.
    public let imported: UInt64
    /// Events by kind, the most frequent first, then by name.
    public let kinds: [Count]
    /// Events by author, the most frequent first, then by name.
    public let authors: [Count]

    /// Creates statistics; counts are put in order.
    public init(
        stamp: AnswerStamp, origin: String, events: UInt64, streams: UInt64? = nil, bytes: UInt64? = nil,
        firstRecordedAt: Timestamp?, lastRecordedAt: Timestamp?, undated: UInt64 = 0, imported: UInt64 = 0,
        kinds: [EventKind: UInt64], authors: [ActorID: UInt64] = [:]
    ) {
        self.stamp = stamp
        self.origin = origin
        self.events = events
        self.streams = streams
        self.bytes = bytes
        self.firstRecordedAt = firstRecordedAt
        self.lastRecordedAt = lastRecordedAt
        self.undated = undated
        self.imported = imported
        self.kinds = Self.ordered(kinds)
        self.authors = Self.ordered(authors)
    }

    private static func ordered(_ counts: [some Name: UInt64]) -> [Count] {
        counts.sorted { left, right in
            left.value != right.value ? left.value > right.value : left.key < right.key
        }.map { Count($0.key.rawValue, $0.value) }
    }

    enum CodingKeys: String, CodingKey {
        case stamp = "asOf"
        case origin
        case events
        case streams
        case bytes
        case firstRecordedAt
        case lastRecordedAt
        case undated
        case imported
        case kinds
        case authors
    }
}

extension TrailStatistics: Report {
    /// `stat`.
    public static var reportName: String { "stat" }
    /// What it answers for.
    public var answersFor: AnswerStamp { stamp }

    /// Sizes and times, then events by kind and by author.
    public var document: ReportDocument {
        let facts: [ReportDocument.Fact] = [
            stamp.fact, .init("Origin", origin), .init("Events", Figures.number(events)),
            .init("Streams", streams.map { Figures.number($0) } ?? "not counted"),
            .init("Bytes", bytes.map { Figures.number($0) } ?? "not measured"),
            .init("First recorded", firstRecordedAt?.description ?? Figures.notAvailable),
            .init("Last recorded", lastRecordedAt?.description ?? Figures.notAvailable),
            .init("Time unknown", Figures.number(undated)), .init("Imported", Figures.number(imported)),
        ]
        func table(_ title: String, _ counts: [Count]) -> ReportTable {
            ReportTable(
                [.words(title), .numbers("Events")], counts.map { .init([$0.name, Figures.number($0.count)]) })
        }
        var sections = [ReportDocument.Section("Events by kind", table: table("Kind", kinds))]
        if !authors.isEmpty { sections.append(.init("Events by author", table: table("Author", authors))) }
        return ReportDocument("Trail", facts: facts, sections: sections)
    }
}
