import Foundation

/// The small file that makes a directory a trail: format version, origin and the fixed sizes.
struct Manifest: Codable, Hashable {
    /// The newest format that this build reads and writes.
    static let currentFormat = 1
    static let fileName = "manifest.json"

    /// The format version of the trail.
    let format: Int
    /// The name of the log in proofs and commands.
    let origin: String
    /// The two halves of the key of the name hashes, as hexadecimal text.
    let nameKey: [String]
    /// The size of the log's map in bytes: a fixed setting, grown offline.
    let mapSize: Int

    init(origin: String, nameKey: (low: UInt64, high: UInt64), mapSize: Int) {
        format = Self.currentFormat
        self.origin = origin
        self.nameKey = [String(nameKey.low, radix: 16), String(nameKey.high, radix: 16)]
        self.mapSize = mapSize
    }

    /// The same manifest with a larger map.
    func grown(to mapSize: Int) -> Manifest {
        key.map { Manifest(origin: origin, nameKey: $0, mapSize: mapSize) } ?? self
    }

    /// The key of the name hashes.
    var key: (low: UInt64, high: UInt64)? {
        guard nameKey.count == 2, let low = UInt64(nameKey[0], radix: 16), let high = UInt64(nameKey[1], radix: 16)
        else { return nil }
        return (low, high)
    }

    private struct Version: Decodable {
        let format: Int
    }

    /// Reads the manifest of a trail.
    ///
    /// The format is looked at first and alone, so that a newer manifest of any shape is told apart from a broken one.
    static func read(in directory: String) throws(LogError) -> Manifest {
        let path = directory + "/" + fileName
        guard FileManager.default.fileExists(atPath: directory) else { throw LogError(.notFound, directory) }
        guard FileManager.default.fileExists(atPath: path) else {
            throw LogError(.notATrail, "\(directory) has no \(fileName)")
        }
        guard let data = FileManager.default.contents(atPath: path) else { throw LogError.system("read", path) }
        guard let version = try? JSONDecoder().decode(Version.self, from: data) else {
            throw LogError(.notATrail, "\(path) is not a manifest")
        }
        guard version.format <= currentFormat else {
            throw LogError(.newerFormat, "\(directory) has format \(version.format), this build knows \(currentFormat)")
        }
        guard let manifest = try? JSONDecoder().decode(Manifest.self, from: data), manifest.key != nil else {
            throw LogError(.notATrail, "\(path) lacks a field of format \(version.format)")
        }
        return manifest
    }

    /// Writes the manifest so that it is there whole or not at all, and on disk.
    func write(in directory: String) throws(LogError) {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
        do {
            let text = try encoder.encode(self) + Data("\n".utf8)
            try DurableFile.write([UInt8](text), to: directory + "/" + Self.fileName)
        } catch let error as LogError {
            throw error
        } catch {
            throw LogError(.system, "cannot write the manifest in \(directory): \(error)")
        }
    }
}
