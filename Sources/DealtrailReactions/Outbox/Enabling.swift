import Dealtrail
import Foundation

/// A reaction that was enabled, with what it does where that is known.
struct Enabling: Sendable {
    let enabled: ReactionEnabled
    let from: UInt64
    let position: UInt64
    let reaction: Result<any EventReaction, UnknownReaction>

    struct UnknownReaction: Error, Hashable {
        let reason: String
    }

    init(_ enabled: ReactionEnabled, at position: UInt64, _ known: ReactionCatalog, _ blobs: BlobStore) {
        self.enabled = enabled
        self.position = position
        from = enabled.from ?? position
        reaction = Self.find(enabled, known, blobs)
    }

    private static func find(
        _ enabled: ReactionEnabled, _ known: ReactionCatalog, _ blobs: BlobStore
    ) -> Result<any EventReaction, UnknownReaction> {
        guard let digest = enabled.definition else {
            guard let reaction = known[enabled.reaction, enabled.version] else {
                return .failure(UnknownReaction(reason: "this process does not know version \(enabled.version) of it"))
            }
            return .success(reaction)
        }
        do {
            guard let text = try blobs.content(digest) else {
                return .failure(UnknownReaction(reason: "its definition \(digest.short) is not among the blobs"))
            }
            return .success(DefinedReaction(try JSONDecoder().decode(ReactionDefinition.self, from: Data(text))))
        } catch {
            return .failure(UnknownReaction(reason: "its definition \(digest.short) does not read: \(error)"))
        }
    }

    var standing: ReactionStanding {
        var fault: String?
        if case .failure(let error) = reaction { fault = error.reason }
        return ReactionStanding(
            reaction: enabled.reaction, version: enabled.version, definition: enabled.definition, from: from,
            enabledAt: position, fault: fault)
    }
}
