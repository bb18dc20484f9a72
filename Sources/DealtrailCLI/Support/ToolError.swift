/// Why a command cannot go on: the status to end with, and the lines to say.
struct ToolError: Error {
    let status: ExitStatus
    /// One line, or one for each problem of a document.
    let message: String

    init(_ status: ExitStatus, _ message: String) {
        self.status = status
        self.message = message
    }

    static func usage(_ message: String) -> ToolError { ToolError(.usage, message) }
}

/// Ends a command that has said everything already with a status other than success.
struct Finding: Error {
    let status: ExitStatus
}

/// Whoever read the output has closed it.
struct OutputClosed: Error {}
