public import DealtrailProof
import Foundation

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// A private key in a file that its owner alone may read.
public enum KeyFile: Sendable {
    /// The most bytes that a key file has.
    private static let maximumByteCount = 4_096

    /// Writes a key to a new file with mode 0600, and syncs it.
    ///
    /// - Throws: ``KeyFileError``: `exists`, `system`.
    public static func create(_ key: SignerKey, at path: String) throws {
        // Claimed first, and never written over: two that generate at once do not lose a key.
        let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw errno == EEXIST ? KeyFileError(.exists, path) : system("open", path)
        }
        close(descriptor)
        do throws(LogError) {
            try DurableFile.write(Array("\(key.encoded)\n".utf8), to: path)
        } catch {
            unsafe unlink(path)
            throw KeyFileError(.system, error.detail)
        }
    }

    /// Reads a key.
    ///
    /// The permissions are those of the open file, so that it cannot be exchanged in between.
    ///
    /// - Throws: ``KeyFileError``: `missing`, `exposed`, `system`; `FormatError` for a file that holds no key.
    public static func read(_ path: String) throws -> SignerKey {
        guard let text = String(validating: try bytes(path), as: UTF8.self) else {
            throw FormatError(.signerKey, line: 1, "\(path) is not text")
        }
        return try SignerKey(text)
    }

    /// The bytes of a file that its owner alone may read, at most one more than 4,096.
    ///
    /// - Throws: ``KeyFileError``: `missing`, `exposed`, `system`.
    package static func bytes(_ path: String) throws(KeyFileError) -> [UInt8] {
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else {
            throw errno == ENOENT ? KeyFileError(.missing, path) : system("open", path)
        }
        defer { close(descriptor) }
        var status = stat()
        guard unsafe fstat(descriptor, &status) == 0 else { throw system("fstat", path) }
        guard status.st_mode & S_IFMT == S_IFREG else { throw KeyFileError(.system, "\(path) is not a file") }
        guard status.st_uid == geteuid() else { throw KeyFileError(.exposed, "\(path) belongs to another user") }
        guard status.st_mode & 0o077 == 0 else {
            let mode = String(status.st_mode & 0o777, radix: 8)
            throw KeyFileError(.exposed, "\(path) has mode \(mode)")
        }
        var bytes = [UInt8](repeating: 0, count: maximumByteCount + 1)
        var count = 0
        while count < bytes.count {
            let got = unsafe bytes.withUnsafeMutableBytes { buffer in
                unsafe Foundation.read(descriptor, buffer.baseAddress?.advanced(by: count), buffer.count - count)
            }
            guard got >= 0 else { throw system("read", path) }
            if got == 0 { break }
            count += got
        }
        return Array(bytes[..<count])
    }

    private static func system(_ call: String, _ path: String) -> KeyFileError {
        let number = errno
        let reason = unsafe String(cString: strerror(number))
        return KeyFileError(.system, "\(call) \(path): \(reason)")
    }
}
