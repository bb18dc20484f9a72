/// One step in the life of a schema: payloads of version `from` become version `from + 1`.
///
/// Added optional fields need no step; anything else does, and golden bytes of every version stay in `Fixtures/`.
public struct Upcaster: Sendable {
    /// The version that it reads.
    public let from: UInt32
    /// Turns a payload of that version into one of the next.
    public let transform: @Sendable (CBORValue) throws -> CBORValue

    /// Creates a step.
    public init(from: UInt32, _ transform: @escaping @Sendable (CBORValue) throws -> CBORValue) {
        self.from = from
        self.transform = transform
    }
}
