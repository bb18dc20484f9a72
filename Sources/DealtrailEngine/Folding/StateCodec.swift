import DealtrailModel

/// How states of one type are written and read: by themselves when they can, through `Codable` otherwise.
///
/// States are passed by address: what is generic copies a value to pass it, and a state has many parts.
@safe
struct StateCodec<State: Sendable>: Sendable {
    let write: @Sendable (UnsafeMutablePointer<State>, inout CBORWriter) throws -> Void
    let read: @Sendable (RawSpan) throws -> State
    /// About how many bytes of memory a state takes; `nil` when the type does not say.
    let footprint: (@Sendable (UnsafeMutablePointer<State>) -> Int)?

    private init(
        write: @escaping @Sendable (UnsafeMutablePointer<State>, inout CBORWriter) throws -> Void,
        read: @escaping @Sendable (RawSpan) throws -> State,
        footprint: (@Sendable (UnsafeMutablePointer<State>) -> Int)?
    ) {
        unsafe self.write = write
        self.read = read
        unsafe self.footprint = footprint
    }
}

extension StateCodec where State: Codable {
    /// The codec of a type.
    init() {
        func own<Coded: StateCoding>(_ type: Coded.Type) -> Any { StateCodec<Coded>(coding: type) }
        if let type = State.self as? any StateCoding.Type, let codec = own(type) as? StateCodec<State> {
            self = codec
        } else {
            unsafe self.init(
                write: { state, writer in writer.write(encoded: try CBOREncoder().encode(unsafe state.pointee)) },
                read: { try CBORDecoder().decode(State.self, from: $0) }, footprint: nil)
        }
    }
}

extension StateCodec where State: StateCoding {
    fileprivate init(coding type: State.Type) {
        unsafe self.init(
            write: { state, writer in unsafe writeInPlace(state, &writer) },
            read: { span in
                var reader = CBORReader(span)
                let state = try State(reading: &reader)
                guard reader.isAtEnd else { throw CBORError(.trailingBytes, at: reader.offset) }
                return state
            }, footprint: { unsafe footprintInPlace($0) })
    }
}

/// Code that is generic over what may not be copied does not copy.
private func writeInPlace<State: StateCoding & ~Copyable>(
    _ state: UnsafeMutablePointer<State>, _ writer: inout CBORWriter
) {
    unsafe state.pointee.write(to: &writer)
}

private func footprintInPlace<State: StateCoding & ~Copyable>(_ state: UnsafeMutablePointer<State>) -> Int {
    unsafe state.pointee.footprint
}
