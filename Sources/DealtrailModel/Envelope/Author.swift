/// Who acts, for whom, and through what (`docs/features.md` row 71).
///
/// No event is stored without one.
public struct Author: Hashable, Sendable {
    /// What kind of author it is.
    public enum Kind: UInt8, Hashable, Sendable, Codable, CaseIterable, CustomStringConvertible {
        /// A person whom the host service has authenticated.
        case person = 0
        /// Another system.
        case service = 1
        /// A rule or timer of this system.
        case automation = 2
        /// A name found in imported data, which nobody here has authenticated.
        case claimed = 3

        /// The name of the kind.
        public var description: String {
            switch self {
            case .person: "person"
            case .service: "service"
            case .automation: "automation"
            case .claimed: "claimed"
            }
        }
    }

    /// The identifier of the author.
    public let id: ActorID
    /// What kind of author it is.
    public let kind: Kind
    /// For whom the author acts, when not for himself.
    public let onBehalfOf: ActorID?
    /// Where the action entered.
    public let channel: Channel
    /// The device, when known.
    public let device: String?

    /// Creates an author; an append refuses one whose names are not valid.
    public init(
        _ id: ActorID, kind: Kind = .person, onBehalfOf: ActorID? = nil, channel: Channel = .api, device: String? = nil
    ) {
        self.id = id
        self.kind = kind
        self.onBehalfOf = onBehalfOf
        self.channel = channel
        self.device = device
    }

    /// Whether an append accepts the author.
    public var isValid: Bool {
        id.isValid && channel.isValid && onBehalfOf?.isValid != false && (device?.utf8.count ?? 0) <= 255
    }

    func write(to writer: inout CBORWriter) {
        writer.writeHead(.map, 3 + (onBehalfOf == nil ? 0 : 1) + (device == nil ? 0 : 1))
        writer.writeKey(1)
        writer.write(id.rawValue)
        writer.writeKey(2)
        writer.write(UInt64(kind.rawValue))
        if let onBehalfOf {
            writer.writeKey(3)
            writer.write(onBehalfOf.rawValue)
        }
        writer.writeKey(4)
        writer.write(channel.rawValue)
        if let device {
            writer.writeKey(5)
            writer.write(device)
        }
    }

    init(_ reader: inout CBORReader) throws(CBORError) {
        let start = reader.offset
        var id: ActorID?
        var kind: Kind?
        var onBehalfOf: ActorID?
        var channel: Channel?
        var device: String?
        var last: UInt64?
        for _ in 0..<(try reader.readMapHead()) {
            switch try reader.readKey(after: &last) {
            case 1: id = ActorID(rawValue: try reader.readText())
            case 2: kind = Kind(rawValue: UInt8(clamping: try reader.readUnsigned()))
            case 3: onBehalfOf = ActorID(rawValue: try reader.readText())
            case 4: channel = Channel(rawValue: try reader.readText())
            case 5: device = try reader.readText()
            default: try reader.skip()
            }
        }
        guard let id, let kind, let channel else {
            throw CBORError(.missingField, at: start, "an author has an id, a kind and a channel")
        }
        self.init(id, kind: kind, onBehalfOf: onBehalfOf, channel: channel, device: device)
    }
}
