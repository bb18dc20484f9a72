import DealtrailModel
import DealtrailSales

extension CustomerSignals.State {
    /// The instants at which what some signals come to may change, in no order and some more than once: where something
    /// happens, where it grows too old, and where something falls due.
    ///
    /// - Parameter days: The trailing days that count.
    func instants(over days: Set<Int>) -> [Int128] {
        marks.flatMap { mark -> [Int128] in
            let at = Int128(mark.at.nanoseconds)
            // What is due is over one tick after its time.
            let due = mark.letter.isDue ? mark.number.map { Int128($0) } : nil
            let starts = [at] + (due.map { [$0 + 1] } ?? [])
            let ends = [at] + (due.map { [$0] } ?? [])
            return starts + ends.flatMap { end in days.map { end + Int128($0) * Int128(Distribution.day) } }
        }
    }
}
