import DealtrailEngine
import DealtrailModel

/// The positions of the last events of a stream.
enum Streams: Projection {
    static let name = "streams"
    static let codeVersion: UInt32 = 1
    static func initial(key: String) -> [UInt64] { [] }
    static let rows = ProjectionRows<[UInt64]>([
        .init("fault.happened") { state, event in
            state.append(event.position)
            if state.count > 20 { state.removeFirst() }
        }
    ])
}
