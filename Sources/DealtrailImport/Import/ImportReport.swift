public import DealtrailModel

/// What an import took, what was there already, and what it left.
public struct ImportReport: Codable, Hashable, Sendable {
    /// A file that was read.
    public struct File: Codable, Hashable, Sendable {
        /// The name, without its directories.
        public let name: String
        /// The SHA-256.
        public let digest: ContentDigest
        /// How many rows it has, without the header and without empty lines.
        public internal(set) var rows: UInt64
    }

    /// A row, or one event of a row, that was not taken.
    public struct Rejection: Codable, Hashable, Sendable {
        /// The name of the file.
        public let file: String
        /// The row, from 1; the header is row 1.
        public let row: UInt64
        /// The line on which it was seen, from 1.
        public let line: UInt64
        /// The column, from 1, when it is one.
        public let column: Int?
        /// The name of the column.
        public let columnName: String?
        /// The key of the event, when only that was rejected.
        public let key: String?
        /// What is wrong.
        public let reason: String
    }

    /// Something in the rows that breaks a rule; the facts were taken all the same.
    public struct Breach: Codable, Hashable, Sendable {
        /// The rule, such as `price.chain-broken`.
        public let rule: String
        /// The name of the file.
        public let file: String
        /// The row, from 1; the header is row 1.
        public let row: UInt64
        /// The stream.
        public let stream: StreamName
        /// What was found.
        public let detail: String
    }

    /// How many rejections and breaches are listed; beyond, they are only counted.
    public static let listLimit = 10_000

    /// The mapping.
    public internal(set) var mapping: String
    /// The SHA-256 of the mapping.
    public internal(set) var mappingDigest: ContentDigest
    /// The identifier of the import.
    public internal(set) var importID: String
    /// The event that says that the import began; the cause of all others.
    public internal(set) var importEvent: EventID
    /// The files, the main one first.
    public internal(set) var files: [File]
    /// How many events were appended, without the one that says that the import began.
    public internal(set) var taken: UInt64 = 0
    /// How many events were there already, with the same key and content.
    public internal(set) var alreadyPresent: UInt64 = 0
    /// How many events were appended, by kind.
    public internal(set) var takenByKind: [String: UInt64] = [:]
    /// How many rows and events were rejected.
    public internal(set) var rejected: UInt64 = 0
    /// The first rejections, in the order in which they were met.
    public internal(set) var rejections: [Rejection] = []
    /// How many breaches were noticed.
    public internal(set) var breachCount: UInt64 = 0
    /// The first breaches, in the order in which they were met.
    public internal(set) var breaches: [Breach] = []
    /// The position of the first event that was appended; `nil` when none was.
    public internal(set) var firstPosition: UInt64?
    /// The position of the last event that was appended; `nil` when none was.
    public internal(set) var lastPosition: UInt64?

    /// How many rows were read in all files.
    public var rows: UInt64 { files.reduce(0) { $0 + $1.rows } }

    init(mapping: String, mappingDigest: ContentDigest, importID: String, importEvent: EventID, files: [File]) {
        self.mapping = mapping
        self.mappingDigest = mappingDigest
        self.importID = importID
        self.importEvent = importEvent
        self.files = files
    }

    mutating func add(_ breach: Breach) {
        breachCount += 1
        if breaches.count < Self.listLimit { breaches.append(breach) }
    }

    mutating func add(_ rejection: Rejection) {
        rejected += 1
        if rejections.count < Self.listLimit { rejections.append(rejection) }
    }

    mutating func add(_ receipt: Receipt, of kind: EventKind) {
        guard !receipt.isReplay else {
            alreadyPresent += 1
            return
        }
        taken += 1
        takenByKind[kind.rawValue, default: 0] += 1
        cover(receipt.positions)
    }

    mutating func cover(_ positions: Range<UInt64>) {
        guard !positions.isEmpty else { return }
        firstPosition = min(firstPosition ?? .max, positions.lowerBound)
        lastPosition = max(lastPosition ?? 0, positions.upperBound - 1)
    }
}
