import Foundation
import Testing

/// Outputs kept in `Fixtures/cli`, with what differs from run to run masked.
///
/// `DEALTRAIL_RECORD=1 swift test --filter Golden` writes them anew; look at the difference before you commit it.
enum Golden {
    /// The text with identifiers, hashes and times of recording replaced.
    static func masked(_ text: String) -> String {
        var text = text
        for (pattern, mask) in [
            ("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}", "<id>"), ("[0-9a-f]{64}", "<hash>"),
            ("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d+Z", "<now>"),
        ] {
            text = text.replacingOccurrences(of: pattern, with: mask, options: .regularExpression)
        }
        return text
    }

    static func check(_ text: String, against name: String) throws {
        let path = URL(filePath: Tool.fixture("cli/\(name)"))
        let found = masked(text)
        if ProcessInfo.processInfo.environment["DEALTRAIL_RECORD"] == "1" {
            try Data(found.utf8).write(to: path)
            return
        }
        let expected = try String(contentsOf: path, encoding: .utf8)
        #expect(found == expected, "the output differs from Fixtures/cli/\(name)")
    }
}
