extension Environment {
    /// How an environment is opened.
    ///
    /// There is no setting that trades durability for speed: a commit that returned is on disk.
    public struct Configuration: Hashable, Sendable {
        /// The size of the map, and so the largest size of the file, in bytes; rounded up to whole pages.
        ///
        /// Reserve plenty, it costs address space and not disk. An existing file with a larger map keeps the larger.
        public var mapSize: Int
        /// The most named tables.
        public var maxTables: Int
        /// The most read transactions at once, over all processes.
        ///
        /// The process that opens the file first decides.
        public var maxReaders: Int
        /// Whether writing is refused.
        public var readOnly: Bool
        /// Whether a missing directory or file is created.
        ///
        /// Ignored with `readOnly`.
        public var create: Bool
        /// Whether records may be deleted and tables emptied: for derived environments, never for the log.
        public var allowsDeletes: Bool
        /// The permissions of a file that is created; a directory gets the matching execute bits.
        public var fileMode: UInt16

        /// A configuration; the defaults are those of a log that exists: a map of 64 GiB, nothing created or deleted.
        public init(
            mapSize: Int = 64 << 30, maxTables: Int = 32, maxReaders: Int = 126, readOnly: Bool = false,
            create: Bool = false, allowsDeletes: Bool = false, fileMode: UInt16 = 0o600
        ) {
            self.mapSize = mapSize
            self.maxTables = maxTables
            self.maxReaders = maxReaders
            self.readOnly = readOnly
            self.create = create
            self.allowsDeletes = allowsDeletes
            self.fileMode = fileMode
        }
    }
}
