/// The names of tiles and of bundles of entries (C2SP tlog-tiles 0.1.0).
public enum TilePath: Sendable {
    /// How many hashes or entries a full one has.
    public static let width: UInt64 = 256

    /// The path of a tile of hashes.
    ///
    /// - Parameters:
    ///   - level: The level of tiles: its hashes are subtrees of 2^(8 × level) leaves.
    ///   - index: The number of the tile on its level.
    ///   - width: How many hashes it has, 1 to 256.
    public static func hashes(level: Int, index: UInt64, width: UInt64 = width) -> String {
        "tile/\(level)/\(number(index))\(partial(width))"
    }

    /// The path of a bundle of entries.
    ///
    /// - Parameters:
    ///   - index: The number of the bundle.
    ///   - width: How many entries it has, 1 to 256.
    public static func entries(index: UInt64, width: UInt64 = width) -> String {
        "tile/entries/\(number(index))\(partial(width))"
    }

    /// Groups of three digits, an `x` in front of all but the last: 1234067 is `x001/x234/067`.
    private static func number(_ index: UInt64) -> String {
        var rest = index
        var groups: [String] = []
        repeat {
            let digits = String(rest % 1_000)
            groups.append(String(repeating: "0", count: 3 - digits.count) + digits)
            rest /= 1_000
        } while rest > 0
        return groups.enumerated().reversed().map { $0.offset == 0 ? $0.element : "x\($0.element)" }
            .joined(separator: "/")
    }

    private static func partial(_ width: UInt64) -> String {
        width == self.width ? "" : ".p/\(width)"
    }
}
