import Foundation

/// Standard input as one text.
enum StandardInput {
    /// The most bytes that are taken: more fits into no event.
    private static let limit = 65_535

    /// The text, without line breaks at its end.
    ///
    /// - Throws: ``ToolError`` when it is empty, too long or not UTF-8.
    static func text(_ what: String) throws -> String {
        let data: Data
        do {
            data = try FileHandle.standardInput.read(upToCount: limit + 1) ?? Data()
        } catch {
            throw ToolError(.system, "cannot read \(what): \(error.localizedDescription)")
        }
        guard data.count <= limit else { throw ToolError.usage("\(what) has more than \(limit) bytes") }
        guard let text = String(validating: data, as: UTF8.self) else { throw ToolError.usage("\(what) is not UTF-8") }
        let trimmed = String(text.reversed().drop { $0.isNewline }.reversed())
        guard trimmed.contains(where: { !$0.isWhitespace }) else { throw ToolError.usage("\(what) is empty") }
        return trimmed
    }
}
