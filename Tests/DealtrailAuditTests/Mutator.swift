import DealtrailTesting

/// Alters bytes in the ways in which files get altered, by accident and on purpose; a seed repeats it.
struct Mutator {
    private var random: SeededGenerator
    /// Pieces that mean something to one of the readers.
    private static let pieces: [[UInt8]] =
        [
            "\n", "\n\n", " ", "+", "=", "\u{2014} ", "0", "-1", "18446744073709551616", "path ", "event ", "extra ",
            "AAAA",
            "\r", "\u{e9}", "\0", "map vacant", "index ",
        ].map { Array($0.utf8) } + [
            [0xff], [0x1b, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff], [0x9f], [0xbf], [0xc4],
        ]

    init(seed: UInt64) { random = SeededGenerator(seed: seed) }

    private mutating func below(_ bound: Int) -> Int { Int.random(in: 0..<max(1, bound), using: &random) }

    /// A copy with one to three alterations.
    mutating func altered(_ bytes: [UInt8]) -> [UInt8] {
        var bytes = bytes
        for _ in 0...below(3) {
            let place = below(bytes.count + 1)
            let length = min(below(16) + 1, bytes.count - min(place, bytes.count))
            switch below(6) {
            case 0, 1: if place < bytes.count { bytes[place] ^= 1 << UInt8(below(8)) }
            case 2: if place < bytes.count { bytes[place] = UInt8(below(256)) }
            case 3: bytes.removeSubrange(place..<place + length)
            case 4: bytes.insert(contentsOf: Self.pieces[below(Self.pieces.count)], at: place)
            default: bytes.insert(contentsOf: Array(bytes[place..<place + length]), at: below(bytes.count + 1))
            }
        }
        return bytes
    }
}
