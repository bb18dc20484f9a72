/// Reads CSV (RFC 4180) piece by piece, as the bytes come.
///
/// Every record is either taken whole or reported with row, line, column and reason; no bytes make the parser fail. A
/// byte order mark is skipped; records end with CRLF or LF; an unclosed quotation mark costs its own line only, not the
/// rest of the file.
///
/// ```swift
/// var parser = CSVParser()
/// parser.append(chunk)
/// while let outcome = parser.next() { ... }
/// parser.finish()
/// while let outcome = parser.next() { ... }
/// ```
public struct CSVParser: Sendable {
    /// A record, or what is wrong with it.
    public enum Outcome: Hashable, Sendable {
        /// A record.
        case record(CSVRecord)
        /// A record that cannot be taken.
        case defect(CSVDefect)
    }

    /// The byte between fields.
    let delimiter: UInt8
    /// The largest record, in bytes: 1,048,576 unless said otherwise.
    let maximumRecordBytes: Int
    private var buffer: [UInt8] = []
    private var position = 0
    private var isFinished = false
    private var isAtStart = true
    /// Whether the rest of a line that was too long is still to be passed over.
    private var isSkipping = false
    private var row: UInt64 = 1
    private var line: UInt64 = 1

    /// Creates a parser.
    ///
    /// - Parameters:
    ///   - delimiter: The byte between fields, a comma by default; not a quotation mark or a line ending.
    ///   - maximumRecordBytes: The largest record; a longer one is reported as an unclosed quote or as too long.
    public init(delimiter: UInt8 = UInt8(ascii: ","), maximumRecordBytes: Int = 1 << 20) {
        self.delimiter = delimiter
        self.maximumRecordBytes = max(16, maximumRecordBytes)
    }

    /// Adds bytes.
    ///
    /// - Complexity: O(bytes), plus the part of the buffer that has not been read.
    public mutating func append(_ bytes: some Collection<UInt8>) {
        if position > 0 {
            buffer.removeSubrange(..<position)
            position = 0
        }
        buffer.append(contentsOf: bytes)
    }

    /// Says that no more bytes come.
    public mutating func finish() {
        isFinished = true
    }

    /// The next record or defect; `nil` when more bytes are needed or the file is at its end.
    ///
    /// - Complexity: O(bytes of the record).
    public mutating func next() -> Outcome? {
        if isAtStart {
            guard buffer.count >= 3 || isFinished else { return nil }
            isAtStart = false
            if buffer.starts(with: [0xef, 0xbb, 0xbf]) { position = 3 }
        }
        if isSkipping {
            guard let feed = buffer[position...].firstIndex(of: UInt8(ascii: "\n")) else {
                position = buffer.count
                return nil
            }
            position = feed + 1
            line += 1
            isSkipping = false
        }
        guard position < buffer.count else { return nil }
        var scanner = CSVScanner(
            bytes: buffer, start: position, isLast: isFinished, delimiter: delimiter, limit: maximumRecordBytes,
            row: row,
            line: line)
        guard case .done(let outcome, let next, let lines, let skipsLine) = scanner.record() else { return nil }
        position = next
        row += 1
        line += lines
        isSkipping = skipsLine
        return outcome
    }
}
