import DealtrailModel

/// How states of one type are written and read: by themselves when they can, through `Codable` otherwise.
struct StateCodec<State: Sendable>: Sendable {
    let write: @Sendable (State, inout CBORWriter) throws -> Void
    let read: @Sendable (RawSpan) throws -> State

    private init(
        write: @escaping @Sendable (State, inout CBORWriter) throws -> Void,
        read: @escaping @Sendable (RawSpan) throws -> State
    ) {
        self.write = write
        self.read = read
    }
}

extension StateCodec where State: Codable {
    /// The codec of a type.
    init() {
        func own<Coded: StateCoding>(_ type: Coded.Type) -> Any { StateCodec<Coded>(coding: type) }
        if let type = State.self as? any StateCoding.Type, let codec = own(type) as? StateCodec<State> {
            self = codec
        } else {
            self.init(
                write: { state, writer in writer.write(encoded: try CBOREncoder().encode(state)) },
                read: { try CBORDecoder().decode(State.self, from: $0) })
        }
    }
}

extension StateCodec where State: StateCoding {
    fileprivate init(coding type: State.Type) {
        self.init(
            write: { state, writer in state.write(to: &writer) },
            read: { span in
                var reader = CBORReader(span)
                let state = try State(reading: &reader)
                guard reader.isAtEnd else { throw CBORError(.trailingBytes, at: reader.offset) }
                return state
            })
    }
}
