import Foundation

/// The files in `Fixtures/model`, found relative to this file.
enum Fixtures {
    static let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    /// The bytes of a file of hexadecimal digits; `#` begins a comment.
    static func bytes(_ name: String) throws -> [UInt8] {
        let text = try String(contentsOf: package.appending(path: "Fixtures/model/\(name)"), encoding: .utf8)
        let digits = text.split(separator: "\n").map { $0.prefix { $0 != "#" } }.joined()
        return Array(hex: digits)
    }

    /// What stands behind `# leaf` in a file.
    static func leaf(_ name: String) throws -> String? {
        let text = try String(contentsOf: package.appending(path: "Fixtures/model/\(name)"), encoding: .utf8)
        return text.split(separator: "\n").first { $0.hasPrefix("# leaf ") }.map { String($0.dropFirst(7)) }
    }
}
