import Foundation

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// Standard output and standard error, written whole or not at all.
enum Output {
    /// Writes text to standard output.
    ///
    /// - Throws: ``OutputClosed`` when the reader has gone, ``ToolError`` when the disk is full or the write fails.
    static func write(_ text: String) throws {
        try write(Array(text.utf8), to: STDOUT_FILENO)
    }

    /// Writes a line to standard output.
    static func line(_ text: String) throws { try write(text + "\n") }

    /// Writes lines to standard error, each with the name of the tool in front; there is nowhere to tell of a failure.
    static func complain(_ message: String) {
        for line in message.split(separator: "\n") {
            try? write(Array("dealtrail: \(Printable.text(String(line)))\n".utf8), to: STDERR_FILENO)
        }
    }

    /// Writes text to standard error as it is: progress.
    static func note(_ text: String) {
        try? write(Array(text.utf8), to: STDERR_FILENO)
    }

    private static func write(_ bytes: [UInt8], to descriptor: Int32) throws {
        var offset = 0
        while offset < bytes.count {
            let written = unsafe bytes.withUnsafeBytes { buffer in
                unsafe systemWrite(descriptor, buffer.baseAddress?.advanced(by: offset), buffer.count - offset)
            }
            if written > 0 {
                offset += written
                continue
            }
            let number = errno
            if number == EINTR { continue }
            if number == EPIPE { throw OutputClosed() }
            let reason = unsafe String(cString: strerror(number))
            throw ToolError(number == ENOSPC ? .full : .system, "cannot write the output: \(reason)")
        }
    }

    private static func systemWrite(_ descriptor: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
        #if canImport(Glibc)
            unsafe Glibc.write(descriptor, bytes, count)
        #elseif canImport(Musl)
            unsafe Musl.write(descriptor, bytes, count)
        #else
            unsafe Darwin.write(descriptor, bytes, count)
        #endif
    }
}
