import DealtrailLog
import DealtrailModel
import Foundation

/// Reads the first event and stands still with its snapshot, until it is killed.
struct Holding {
    let directory: String

    func run() throws {
        try TrailLog.open(at: directory).scan(.all, in: 0..<1, direction: .forward) { _ in
            Line.write("held")
            while true { _ = pause() }
        }
    }
}
