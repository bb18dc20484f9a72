internal import DealtrailModel
internal import Foundation

/// A file of an import, with its digest.
struct ImportInput: Sendable {
    let file: MappedFile
    let url: URL
    var digest = ContentDigest(of: [])
    var bytes: UInt64 = 0

    init(file: MappedFile, url: URL) {
        self.file = file
        self.url = url
    }

    var name: String { url.lastPathComponent }
}
