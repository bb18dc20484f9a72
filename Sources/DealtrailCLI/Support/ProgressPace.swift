/// How fast work goes on, and how long it takes still.
struct ProgressPace {
    private var what: String?
    private var start: (done: UInt64, time: Duration) = (0, .zero)

    /// The rate since this kind of work began, and the time that is left at that rate; nothing in the first second.
    ///
    /// What was done before it began, by a rebuild that was killed, counts for neither.
    mutating func words(_ done: UInt64, of total: UInt64, _ what: String, at time: Duration) -> String {
        guard self.what == what, done >= start.done else {
            self.what = what
            start = (done, time)
            return ""
        }
        let elapsed = (time - start.time) / .seconds(1)
        let rate = Double(done - start.done) / max(elapsed, 0.001)
        guard elapsed >= 1, rate >= 1, total >= done else { return "" }
        return ", \(Int(rate))/s, \(Int((Double(total - done) / rate).rounded(.up))) s left"
    }
}
