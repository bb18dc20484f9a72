import DealtrailLMDB
import Foundation
import Synchronization

/// A use of an environment that others in this process may use as well; the last to end its use closes the files.
///
/// Releasing references would do so too, but at a moment that nobody knows, and a trail that was closed has to be one
/// whose files may be replaced.
final class EnvironmentLease: Sendable {
    private static let counts = Mutex<[String: Int]>([:])

    let environment: Environment
    /// Device and number of the data file: a directory may get another while this one is in use.
    private let identity: String
    private let hasEnded = Atomic(false)

    /// Opens an environment, or joins those who have it open.
    init(at directory: String, configuration: Environment.Configuration) throws(LMDBError) {
        // One at a time, so that nobody joins what the last one is closing.
        (environment, identity) = try Self.counts.withLock { (counts) throws(LMDBError) in
            let environment = try Environment.shared(at: directory, configuration: configuration)
            let found = try? FileManager.default.attributesOfItem(atPath: environment.directory + "/data.mdb")
            let identity = "\(found?[.systemNumber] ?? "") \(found?[.systemFileNumber] ?? environment.directory)"
            counts[identity, default: 0] += 1
            return (environment, identity)
        }
    }

    deinit { end() }

    /// Ends the use; ending it twice is no error.
    func end() {
        guard !hasEnded.exchange(true, ordering: .acquiringAndReleasing) else { return }
        Self.counts.withLock { counts in
            let left = (counts[identity] ?? 1) - 1
            counts[identity] = left == 0 ? nil : left
            // Refused while a read goes on; then the files are closed with its last reference.
            if left == 0 { try? environment.close() }
        }
    }
}
