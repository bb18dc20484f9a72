/// How far the clocks of a place are ahead of UTC: `+08:00`.
public struct UTCOffset: TextLeaf {
    /// Minutes east of UTC, -1439 to 1439.
    public let minutes: Int

    /// Creates an offset; one beyond a day is held at the edge.
    public init(minutes: Int) { self.minutes = min(max(minutes, -1439), 1439) }

    /// Reads `+HH:MM` or `-HH:MM`.
    public init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count == 6, bytes[0] == 0x2b || bytes[0] == 0x2d, bytes[3] == 0x3a,
            let time = TimeOfDay(String(text.dropFirst())), time.minutes < 1440
        else { return nil }
        self.init(minutes: bytes[0] == 0x2d ? -time.minutes : time.minutes)
    }

    /// Such as `+08:00`.
    public var description: String {
        "\(minutes < 0 ? "-" : "+")\(TimeOfDay(minutes: Int(minutes.magnitude)))"
    }
    /// For messages.
    public static let form = "an offset from UTC, such as +08:00"
    /// For the schema.
    public static let pattern = "^[+-]([01][0-9]|2[0-3]):[0-5][0-9]$"
}
