public import DealtrailModel

/// An event that names the document or recording that shows it (`docs/features.md` rows 16, 34, 56, 105 and 128).
///
/// The rules ask for `visit.completed with evidence`: that is an event of this kind whose field is filled. Nothing else
/// makes evidence of it, so that one event alone says whether it counts. What comes later, minutes for example, is recorded
/// by the same command with the same identifier, which yields the event once more with its document.
public protocol EvidencedEvent: Event {
    /// The number of the field that names the document.
    static var evidenceField: UInt64 { get }
    /// The SHA-256 of the document, which lies in the blobs; `nil` when there is none.
    var evidence: ContentDigest? { get }
}
