/// Reads one record out of a buffer; the parser calls it again from the same place when the buffer was too short.
///
/// What it finds does not depend on how the bytes were cut into pieces.
struct CSVScanner {
    /// What one attempt at a record came to.
    enum Attempt {
        /// A record or a defect; the next one begins at `next`, or behind the next line feed after it.
        case done(CSVParser.Outcome, next: Int, lines: UInt64, skipsLine: Bool)
        case needsMore
    }

    /// How a field ended.
    private enum Ending {
        case delimiter
        case record
        case needsMore
        case failed(CSVDefect.Code, String)
    }

    private static let quote = UInt8(ascii: "\"")
    private static let lineFeed = UInt8(ascii: "\n")
    private static let carriageReturn = UInt8(ascii: "\r")
    private static let bareReturn = "a carriage return without a line feed; end lines with CRLF or LF"
    private static let bareQuote =
        "a quotation mark inside a field; put the whole field in quotation marks and double the inner one"
    private static let afterQuote = "text after the closing quotation mark; a quotation mark inside a field is doubled"

    private let bytes: [UInt8]
    private let start: Int
    /// The end of what may belong to the record: the buffer's, or the limit's.
    private let end: Int
    private let isLast: Bool
    private let delimiter: UInt8
    private let limit: Int
    private let row: UInt64
    private let line: UInt64
    private var index: Int
    private var fields: [String] = []
    /// Line feeds inside quoted fields so far.
    private var inner: UInt64 = 0
    /// The first field that is not UTF-8; the record is still read to its end.
    private var unreadable: (column: Int, line: UInt64)?

    init(bytes: [UInt8], start: Int, isLast: Bool, delimiter: UInt8, limit: Int, row: UInt64, line: UInt64) {
        self.bytes = bytes
        self.start = start
        self.delimiter = delimiter
        self.limit = limit
        self.row = row
        self.line = line
        end = min(bytes.count, start + limit)
        self.isLast = isLast && end == bytes.count
        index = start
    }

    mutating func record() -> Attempt {
        while true {
            switch index < end && bytes[index] == Self.quote ? quotedField() : plainField() {
            case .delimiter: continue
            case .record: return complete()
            case .needsMore:
                guard bytes.count > end else { return .needsMore }
                return failed(
                    .tooLong, "the record is longer than \(limit) bytes; is a quotation mark not closed?", column: 1,
                    line: line, from: start)
            case .failed(let code, let reason):
                // Nobody knows where a record with an unclosed quotation mark ends: it costs its first line only.
                let isOpen = code == .unclosedQuote
                return failed(
                    code, reason, column: fields.count + 1, line: isOpen ? line : line + inner,
                    from: isOpen ? start : index)
            }
        }
    }

    private mutating func plainField() -> Ending {
        let begin = index
        while index < end {
            let byte = bytes[index]
            if byte == delimiter { return take(bytes[begin..<index], then: 1, .delimiter) }
            switch byte {
            case Self.lineFeed: return take(bytes[begin..<index], then: 1, .record)
            case Self.carriageReturn:
                guard index + 1 < end else {
                    return isLast ? .failed(.bareCarriageReturn, Self.bareReturn) : .needsMore
                }
                guard bytes[index + 1] == Self.lineFeed else { return .failed(.bareCarriageReturn, Self.bareReturn) }
                return take(bytes[begin..<index], then: 2, .record)
            case Self.quote: return .failed(.quoteInField, Self.bareQuote)
            default: index += 1
            }
        }
        return isLast ? take(bytes[begin..<index], then: 0, .record) : .needsMore
    }

    private mutating func quotedField() -> Ending {
        let opening = line + inner
        index += 1
        var content: [UInt8] = []
        var run = index
        while index < end {
            guard bytes[index] == Self.quote else {
                if bytes[index] == Self.lineFeed { inner += 1 }
                index += 1
                continue
            }
            content.append(contentsOf: bytes[run..<index])
            index += 1
            guard index < end else { return isLast ? take(content[...], then: 0, .record) : .needsMore }
            switch bytes[index] {
            case Self.quote:
                run = index
                index += 1
            case delimiter: return take(content[...], then: 1, .delimiter)
            case Self.lineFeed: return take(content[...], then: 1, .record)
            case Self.carriageReturn where index + 1 < end && bytes[index + 1] == Self.lineFeed:
                return take(content[...], then: 2, .record)
            case Self.carriageReturn where index + 1 == end && !isLast: return .needsMore
            default: return .failed(.textAfterQuote, Self.afterQuote)
            }
        }
        return isLast
            ? .failed(.unclosedQuote, "the quotation mark that opens on line \(opening) is never closed") : .needsMore
    }

    private mutating func take(_ content: ArraySlice<UInt8>, then skipped: Int, _ ending: Ending) -> Ending {
        if let text = String(validating: content, as: UTF8.self) {
            fields.append(text)
        } else {
            fields.append("")
            if unreadable == nil { unreadable = (fields.count, line + inner) }
        }
        index += skipped
        return ending
    }

    private func complete() -> Attempt {
        guard let unreadable else {
            return .done(
                .record(CSVRecord(row: row, line: line, fields: fields)), next: index, lines: inner + 1,
                skipsLine: false)
        }
        let defect = CSVDefect(
            row: row, line: unreadable.line, column: unreadable.column, code: .invalidText,
            reason: "the field is not UTF-8; convert the file to UTF-8", raw: raw(upTo: index))
        return .done(.defect(defect), next: index, lines: inner + 1, skipsLine: false)
    }

    /// Gives the record up at the end of the line that `from` is on.
    private func failed(_ code: CSVDefect.Code, _ reason: String, column: Int, line: UInt64, from: Int) -> Attempt {
        var stop = from
        while stop < end, bytes[stop] != Self.lineFeed { stop += 1 }
        let isWhole = stop < end
        guard isWhole || isLast || bytes.count > end else { return .needsMore }
        if isWhole { stop += 1 }
        let defect = CSVDefect(row: row, line: line, column: column, code: code, reason: reason, raw: raw(upTo: stop))
        let lines = bytes[start..<stop].reduce(into: UInt64(0)) { if $1 == Self.lineFeed { $0 += 1 } }
        return .done(.defect(defect), next: stop, lines: lines, skipsLine: !isWhole && !isLast)
    }

    private func raw(upTo stop: Int) -> [UInt8] {
        var raw = bytes[start..<stop]
        if raw.last == Self.lineFeed { raw = raw.dropLast() }
        if raw.last == Self.carriageReturn { raw = raw.dropLast() }
        return Array(raw)
    }
}
