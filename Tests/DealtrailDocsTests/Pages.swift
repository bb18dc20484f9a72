import Foundation

/// The package as its readers see it: files below the root, found from this one.
enum Pages {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// The text of a file.
    static func text(_ path: String) throws -> String {
        try String(contentsOf: root.appending(path: path), encoding: .utf8)
    }

    /// Whether there is a file or folder.
    static func exists(_ path: String) -> Bool {
        FileManager.default.fileExists(atPath: root.appending(path: path).path)
    }

    /// The files below a folder with this extension, sorted; what was built and what is hidden is left out.
    static func files(below folder: String, extension suffix: String) -> [String] {
        let found = FileManager.default.enumerator(atPath: root.appending(path: folder).path)
        var files: [String] = []
        while let path = found?.nextObject() as? String {
            if path.split(separator: "/").contains(where: { $0.hasPrefix(".") }) { continue }
            if path.hasSuffix(".\(suffix)") { files.append(folder.isEmpty ? path : "\(folder)/\(path)") }
        }
        return files.sorted()
    }

    /// The text of a page without its blocks of code.
    static func prose(_ page: String) throws -> String {
        var isCode = false
        return try text(page).split(separator: "\n", omittingEmptySubsequences: false).filter { line in
            let isFence = line.hasPrefix("```")
            if isFence { isCode.toggle() }
            return !isFence && !isCode
        }.joined(separator: "\n")
    }

    /// The lines of a block of code between a pair of markers.
    static func block(_ name: String, in page: String) throws -> String? {
        let text = try text(page)
        guard let start = text.range(of: "<!-- \(name) -->\n"), let end = text.range(of: "<!-- /\(name) -->"),
            start.upperBound < end.lowerBound
        else { return nil }
        let lines = text[start.upperBound..<end.lowerBound].split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.count > 3, lines[0].hasPrefix("```"), lines[lines.count - 2] == "```" else { return nil }
        return lines[1..<(lines.count - 2)].joined(separator: "\n") + "\n"
    }
}

extension String {
    /// What stands between single backticks, in order.
    var codeSpans: [String] {
        split(separator: "`", omittingEmptySubsequences: false).enumerated()
            .filter { !$0.offset.isMultiple(of: 2) }.map { String($0.element) }
    }
}
