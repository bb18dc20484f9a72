import Foundation

/// What the sources declare, as far as pages name it.
struct SourceIndex {
    /// The text of every file of the tool.
    private let tool: [String]
    /// The text of every file of the library.
    private let library: String
    /// The text of the tests, by the name of the file.
    private let tests: [String: String]

    init() throws {
        // The options of `check` are those of the small tool for auditors.
        tool = try ["Sources/DealtrailCLI", "Sources/DealtrailAudit"].flatMap { folder in
            try Pages.files(below: folder, extension: "swift").map(Pages.text)
        }
        library = try Pages.files(below: "Sources", extension: "swift").filter { !$0.contains("/DealtrailCLI/") }
            .map(Pages.text).joined(separator: "\n")
        var tests: [String: String] = [:]
        for path in Pages.files(below: "Tests", extension: "swift") {
            tests[String(path.split(separator: "/").last?.dropLast(6) ?? ""), default: ""] += try Pages.text(path)
        }
        self.tests = tests
    }

    /// The commands of the tool; those within another one stand behind its name.
    var commands: Set<String> {
        let names = Set(tool.flatMap { $0.matches(of: #/commandName: "([a-z-]+)"/#).map { String($0.output.1) } })
        let nested = tool.flatMap { text -> [String] in
            guard let parent = text.firstMatch(of: #/commandName: "([a-z-]+)"[^\[]*subcommands: \[([^\]]*)\]/#)
            else { return [] }
            return parent.output.2.matches(of: #/(\w+)\.self/#).compactMap { child in
                tool.lazy.compactMap { text -> String? in
                    guard text.contains("struct \(child.output.1):") else { return nil }
                    return text.firstMatch(of: #/commandName: "([a-z-]+)"/#).map { "\(parent.output.1) \($0.output.1)" }
                }.first
            }
        }
        return names.union(nested)
    }

    /// What is wrong with a command line, `dealtrail` left out; `nil` when command and options exist.
    func objection(to line: [String]) -> String? {
        let commands = commands
        guard let first = line.first, commands.contains(first) else { return "there is no command" }
        let isNested = commands.contains { $0.hasPrefix("\(first) ") }
        let name = isNested ? line.prefix(2).joined(separator: " ") : first
        guard commands.contains(name), let own = declaration(of: name) else { return "there is no command \(name)" }
        let groups = own.matches(of: #/@OptionGroup var \w+: (\w+)/#).compactMap { group in
            tool.first { $0.contains("struct \(group.output.1): ParsableArguments") }
        }
        let declarations = [own] + groups
        let unknown = line.first { word in
            guard word.hasPrefix("--") else { return false }
            let option = word.dropFirst(2)
            let parts = option.split(separator: "-")
            let variable = parts.prefix(1).joined() + parts.dropFirst().map(\.capitalized).joined()
            return !declarations.contains {
                $0.contains("customLong(\"\(option)\")") || $0.contains("var \(variable):")
                    || $0.contains("var \(variable) =")
            }
        }
        return unknown.map { "\(name) has no option \($0)" }
    }

    /// The file of a command; of two commands with one name the one that lies within another is told by its file.
    private func declaration(of name: String) -> String? {
        let words = name.split(separator: " ").map(\.capitalized)
        let type = words.joined().replacing("-", with: "")
        return tool.first { text in
            text.range(of: "struct \(type)Command:", options: .caseInsensitive) != nil
        }
    }

    /// Whether the library declares a function of this name.
    func hasFunction(_ name: String) -> Bool {
        ["func \(name)(", "func \(name)<"].contains { library.contains($0) }
    }

    /// Whether a file of tests has this function.
    func hasTest(file: String, function: String) -> Bool {
        guard let text = tests[file] else { return false }
        return text.contains("func \(function)(") || text.contains("func `\(function)`(")
    }

    /// The rows of the table that the library refers to.
    var rowsReferredTo: Set<Int> {
        Set(
            library.matches(of: #/docs/features\.md` rows? ([0-9]+(?:(?:, | and )[0-9]+)*)/#).flatMap { match in
                match.output.1.split(whereSeparator: { !$0.isNumber }).compactMap { Int($0) }
            })
    }
}
