/// Which events the lanes of a pass leave out, as somebody decided.
struct FoldSkips: Sendable {
    /// The lanes that leave out the event at a position.
    private var lanes: [UInt64: Set<Int>] = [:]

    /// Collects what each lane leaves out, in the order of lanes.
    init(_ positions: [Set<UInt64>] = []) {
        for (lane, skipped) in positions.enumerated() {
            for position in skipped { lanes[position, default: []].insert(lane) }
        }
    }

    /// The lanes that leave out the event at a position; `nil` for none, as nearly always.
    @inline(__always)
    func lanes(at position: UInt64) -> Set<Int>? { lanes.isEmpty ? nil : lanes[position] }
}
