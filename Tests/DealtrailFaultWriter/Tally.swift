import DealtrailEngine
import DealtrailModel

/// Counts the events of an account, in their order.
enum Tally: Projection {
    static let name = "tally"
    static let codeVersion: UInt32 = 1
    static func initial(key: String) -> [UInt64] { [0, 17] }
    static let rows = ProjectionRows<[UInt64]>([
        .init("fault.happened", key: .tag("account")) { state, event in
            state[0] += 1
            state[1] = state[1] &* 31 &+ event.position
        }
    ])
}
