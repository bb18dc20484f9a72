import ArgumentParser

/// Parses the arguments, runs the command, and says what went wrong.
enum Runner {
    static func run(_ arguments: [String]) async -> ExitStatus {
        if let complaint = unknownCommand(arguments) {
            Output.complain(complaint)
            return .usage
        }
        var command: any ParsableCommand
        do {
            command = try DealtrailTool.parseAsRoot(arguments)
        } catch {
            return tell(error, arguments)
        }
        do {
            if var asynchronous = command as? any AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try command.run()
            }
            return .success
        } catch is OutputClosed {
            return .success
        } catch let finding as Finding {
            return finding.status
        } catch let error where error is ValidationError || DealtrailTool.exitCode(for: error) == .success {
            return tell(error, arguments)
        } catch {
            let failure = ToolError(error)
            Output.complain(failure.message)
            return failure.status
        }
    }

    /// Says what the parser has to say: help on standard output, complaints in one line on standard error.
    private static func tell(_ error: any Error, _ arguments: [String]) -> ExitStatus {
        guard DealtrailTool.exitCode(for: error) != .success else {
            do {
                try Output.line(DealtrailTool.fullMessage(for: error))
                return .success
            } catch {
                return error is OutputClosed ? .success : .system
            }
        }
        let message = DealtrailTool.message(for: error).split(separator: "\n").joined(separator: " ")
        let name = arguments.first.flatMap { names.contains($0) ? " \($0)" : nil } ?? ""
        Output.complain(
            "\(message.hasSuffix(".") ? String(message.dropLast()) : message); see `dealtrail\(name) --help`")
        return .usage
    }

    private static let names = DealtrailTool.configuration.allNames

    private static func unknownCommand(_ arguments: [String]) -> String? {
        guard let first = arguments.first, !first.hasPrefix("-"), first != "help", !names.contains(first) else {
            return nil
        }
        let near = names.map { (name: $0, distance: distance($0, first)) }
            .filter { $0.distance <= 2 }.min { ($0.distance, $0.name) < ($1.distance, $1.name) }
        let hint = near.map { "; did you mean \($0.name)?" } ?? ""
        return "there is no command \"\(first)\"\(hint); `dealtrail --help` lists them"
    }

    /// How many letters to add, take away or replace to make one text of the other.
    private static func distance(_ left: String, _ right: String) -> Int {
        let left = Array(left.utf8)
        let right = Array(right.utf8.prefix(64))
        var row = Array(0...right.count)
        for (line, byte) in left.enumerated() {
            var diagonal = row[0]
            row[0] = line + 1
            for (column, other) in right.enumerated() {
                let change = diagonal + (byte == other ? 0 : 1)
                diagonal = row[column + 1]
                row[column + 1] = min(change, row[column] + 1, row[column + 1] + 1)
            }
        }
        return row[right.count]
    }
}

extension CommandConfiguration {
    /// The names of all sub-commands.
    fileprivate var allNames: [String] {
        (subcommands + groupedSubcommands.flatMap(\.subcommands)).map { $0._commandName }
    }
}
