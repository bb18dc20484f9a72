import ArgumentParser
import Dealtrail

/// A number of a report about actions as it is written on the command line: `ROLE/DAY/HOUR` or `ROLE/undated`.
struct ActionSelectorArgument {
    let text: String
    let selector: ActionSelector

    private static let days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]

    init(_ text: String) throws {
        self.text = text
        let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        let role: ActionSelector.Role = parts[0] == "*" ? .any : .named(parts[0].isEmpty ? nil : parts[0])
        if parts.count == 2, parts[1] == "undated" {
            selector = ActionSelector(role: role, isUndated: true)
            return
        }
        guard parts.count == 3 else { throw Self.unknown(text) }
        selector = ActionSelector(
            role: role, weekday: try Self.part(parts[1], of: text) { day in Self.days.firstIndex(of: day).map { $0 + 1 } },
            hour: try Self.part(parts[2], of: text) { hour in Int(hour).flatMap { (0...23).contains($0) ? $0 : nil } })
    }

    /// `nil` for any.
    private static func part(_ part: String, of text: String, _ value: (String) -> Int?) throws -> Int? {
        if part == "*" { return nil }
        guard let found = value(part) else { throw unknown(text) }
        return found
    }

    private static func unknown(_ text: String) -> ValidationError {
        ValidationError(
            "\"\(text)\" names no number of actions: ROLE/DAY/HOUR, such as rep/tue/14 or */*/15, or ROLE/undated")
    }
}
