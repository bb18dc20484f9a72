import DealtrailModel

/// How states of one type are written and read: by themselves when they can, through `Codable` otherwise.
///
/// States are passed by address: what is generic copies a value to pass it, and a state has many parts. The addresses say
/// nothing of the type, since a closure that is generic is looked up anew for each call.
@safe
struct StateCodec<State: Sendable>: Sendable {
    /// Writes a state.
    typealias Write = @Sendable (UnsafeMutableRawPointer, inout CBORWriter) throws -> Void
    /// Asks for what a state refers to.
    typealias Prefetch = @Sendable (UnsafeMutableRawPointer, Int) -> Void
    /// Measures a state.
    typealias Footprint = @Sendable (UnsafeMutableRawPointer) -> Int

    let write: Write
    let read: @Sendable (RawSpan) throws -> State
    /// About how many bytes of memory a state takes; `nil` when the type does not say.
    let footprint: Footprint?
    /// `nil` when the type does not say what its states refer to.
    let prefetch: Prefetch?

    private init(
        write: @escaping Write, read: @escaping @Sendable (RawSpan) throws -> State, footprint: Footprint?,
        prefetch: Prefetch?
    ) {
        unsafe self.write = write
        self.read = read
        unsafe self.footprint = footprint
        unsafe self.prefetch = prefetch
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
                write: { state, writer in
                    let state = unsafe state.assumingMemoryBound(to: State.self)
                    writer.write(encoded: try CBOREncoder().encode(unsafe state.pointee))
                },
                read: { try CBORDecoder().decode(State.self, from: $0) }, footprint: nil, prefetch: nil)
        }
    }
}

extension StateCodec where State: StateCoding {
    fileprivate init(coding type: State.Type) {
        unsafe self.init(
            write: { state, writer in
                unsafe writeInPlace(state.assumingMemoryBound(to: State.self), &writer)
            },
            read: { span in
                var reader = CBORReader(span)
                let state = try State(reading: &reader)
                guard reader.isAtEnd else { throw CBORError(.trailingBytes, at: reader.offset) }
                return state
            }, footprint: { unsafe footprintInPlace($0.assumingMemoryBound(to: State.self)) },
            prefetch: { unsafe prefetchInPlace($0.assumingMemoryBound(to: State.self), $1) })
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

private func prefetchInPlace<State: StateCoding & ~Copyable>(_ state: UnsafeMutablePointer<State>, _ step: Int) {
    unsafe state.pointee.prefetch(step)
}
