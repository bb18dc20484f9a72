import DealtrailLMDB
import Foundation

/// A directory of its own for one test; removed with everything in it when the test ends.
final class Scratch: Sendable {
    let path: String

    init() {
        path = NSTemporaryDirectory() + "dealtrail-lmdb-" + UUID().uuidString
        guard unsafe mkdir(path, 0o700) == 0 else { fatalError("mkdir failed: \(errno)") }
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }

    var log: String { path + "/log" }
    var dataFile: String { log + "/data.mdb" }

    func open(
        mapSize: Int = 16 << 20, readOnly: Bool = false, allowsDeletes: Bool = false, maxReaders: Int = 126
    ) throws(LMDBError) -> Environment {
        try Environment(
            at: log,
            configuration: .init(
                mapSize: mapSize, maxReaders: maxReaders, readOnly: readOnly, create: !readOnly,
                allowsDeletes: allowsDeletes))
    }
}

/// Reads a whole file.
func contents(_ path: String) -> [UInt8] {
    let descriptor = unsafe open(path, O_RDONLY)
    defer { _ = close(descriptor) }
    let size = Int(lseek(descriptor, 0, SEEK_END))
    return unsafe [UInt8](unsafeUninitializedCapacity: max(0, size)) { buffer, count in
        unsafe count = pread(descriptor, buffer.baseAddress, buffer.count, 0)
    }
}

/// Replaces a whole file.
func replace(_ path: String, with bytes: [UInt8]) {
    let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    defer { _ = close(descriptor) }
    let written = unsafe bytes.withUnsafeBytes { unsafe write(descriptor, $0.baseAddress, $0.count) }
    precondition(written == bytes.count)
}
