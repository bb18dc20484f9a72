import DealtrailLog
import DealtrailModel
import Foundation

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// Lines on standard output, each written by one call, so that a kill cuts between lines.
enum Line {
    static func write(_ text: String) {
        let bytes = Array((text.split(separator: "\n").joined(separator: " ") + "\n").utf8)
        _ = unsafe bytes.withUnsafeBytes { unsafe Foundation.write(1, $0.baseAddress, $0.count) }
    }

    /// The kind of a failure in one word.
    static func code(_ error: any Error) -> String {
        switch error {
        case let error as LogError: error.code.rawValue
        case let error as AppendError: "append.\(error.code)"
        case let error as EventError: "event.\(error.code)"
        default: "other"
        }
    }
}
