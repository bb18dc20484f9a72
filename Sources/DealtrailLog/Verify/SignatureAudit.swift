import DealtrailModel

/// Checks the signatures of authors while a log is read once, each against the key in force where it stands.
///
/// A key counts from the event on that puts it in force until the one that rotates or revokes it, so what it signed
/// before stays signed. Whether a signature fits is found out for many at once, on several threads.
struct SignatureAudit {
    private struct Signed: Sendable {
        let position: UInt64
        let author: ActorID
        let signature: CommandSignature
        let command: [UInt8]
        /// What is wrong with the key; `nil` when it is the one in force.
        let keyFault: KeyFault?
    }

    private enum KeyFault {
        case retired, unknown
    }

    private let origin: String
    private var ledger: any AuthorKeyLedger
    private(set) var counts = VerifyReport.Signatures()
    private var waiting: [Signed] = []
    /// The commands that were signed, with the position of the append that each led to.
    private var commands: [ContentDigest: UInt64] = [:]
    /// Whether the append that is being read has a command, so that its events were asked for and decided.
    private var isDecided = true

    private static let pieceCount = 32

    init(_ ledger: any AuthorKeyLedger, origin: String) {
        self.ledger = ledger
        self.origin = origin
    }

    /// Takes in the next event, by what the check of the record has found out.
    ///
    /// - Throws: `EventError` when it does not read.
    mutating func take(
        _ event: borrowing EventView, _ checked: EventView.Checked, _ findings: inout Findings
    ) throws {
        if checked.isFirst { isDecided = checked.hasCommand }
        if checked.isSigned {
            try take(signed: try event.recorded(), &findings)
        } else if checked.isFirst {
            counts.unsigned += 1
        }
        if try ledger.take(event), !isDecided { counts.undecidedKeys.append(event.position) }
    }

    private mutating func take(signed event: RecordedEvent, _ findings: inout Findings) throws {
        guard let signature = event.signature else { return }
        if let fault = Self.fault(of: event, origin) {
            counts.invalid += 1
            return findings.report("signature", event.position, fault)
        }
        let command = event.command ?? []
        if let earlier = commands.updateValue(event.position, forKey: ContentDigest(of: command)) {
            counts.invalid += 1
            return findings.report(
                "signature", event.position,
                "the command \(event.commandID) that is signed led to the append at position "
                    + "\(earlier) already")
        }
        let keys = ledger.keys(of: event.author.id)
        let keyFault: KeyFault? =
            keys.inForce == signature.key ? nil : keys.retired.contains(signature.key) ? .retired : .unknown
        waiting.append(
            Signed(
                position: event.position, author: event.author.id, signature: signature, command: command,
                keyFault: keyFault))
    }

    /// Why what is signed cannot be the command that led to the event.
    private static func fault(of event: RecordedEvent, _ origin: String) -> String? {
        guard event.index == 0 else { return "a signature belongs to the first event of an append, not to a later one" }
        guard let command = event.command else { return "there is no command that was signed" }
        let record: CommandRecord
        do throws(CBORError) {
            record = try CommandRecord(canonical: command)
        } catch {
            return "what is signed is no command: \(error)"
        }
        guard record.origin.utf8.elementsEqual(origin.utf8), record.id == event.commandID,
            record.author == event.author
        else {
            return "the command that is signed is \(record.id) of \(record.author.id) for \(record.origin), not "
                + "\(event.commandID) of \(event.author.id) for \(origin)"
        }
        return nil
    }

    /// Finds out whether the signatures that were taken in fit their commands.
    ///
    /// - Complexity: One Ed25519 verification each, some 100 microseconds of one core.
    mutating func settle(_ findings: inout Findings) {
        guard !waiting.isEmpty else { return }
        let all = waiting
        waiting.removeAll(keepingCapacity: true)
        let size = Self.pieceCount
        let fits = SharedWork(count: (all.count + size - 1) / size) { piece in
            all[piece * size..<min(all.count, (piece + 1) * size)].map { $0.signature.verifies($0.command) }
        }.finish().flatMap(\.self)
        for (signed, isGenuine) in zip(all, fits) {
            let key = signed.signature.key
            guard isGenuine else {
                counts.invalid += 1
                findings.report(
                    "signature", signed.position, "the signature with the key \(key) is not that of the command there")
                continue
            }
            switch signed.keyFault {
            case nil: counts.signed += 1
            case .retired:
                counts.invalid += 1
                findings.report(
                    "signature", signed.position, "the key \(key) of \(signed.author) was out of force by then")
            case .unknown:
                counts.keyUnknown += 1
                findings.report(
                    "signature", signed.position, "the log has not registered the key \(key) for \(signed.author)")
            }
        }
    }
}
