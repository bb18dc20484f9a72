/// The major type in the upper three bits of an item's first byte (RFC 8949 section 3.1).
public enum CBORType: UInt8, Sendable {
    /// An integer of 0 or more.
    case unsigned = 0
    /// An integer below 0, held as -1 - n.
    case negative = 1
    /// A byte string.
    case bytes = 2
    /// A UTF-8 text string.
    case text = 3
    /// An array.
    case array = 4
    /// A map.
    case map = 5
    /// A tag in front of another item.
    case tag = 6
    /// `false`, `true`, `null`, and floating point, which this format refuses.
    case simple = 7

    /// The type of an item that begins with this byte.
    @inline(__always)
    init(firstByte: UInt8) {
        self =
            switch firstByte >> 5 {
            case 0: .unsigned
            case 1: .negative
            case 2: .bytes
            case 3: .text
            case 4: .array
            case 5: .map
            case 6: .tag
            default: .simple
            }
    }
}
