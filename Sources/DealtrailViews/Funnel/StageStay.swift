/// The stays of one opportunity in one stage.
struct StageStay {
    /// How often it visited.
    var visits = 0
    /// How many of the visits began at a time that is not known.
    var undated = 0
    /// How long the last completed visit took; `nil` when none was completed, or a time of it is not known.
    var latest: Int64?
    /// How long all completed visits took together; `nil` when none was completed, or a time of one is not known.
    var cumulative: Int64?
    /// How long the visit that still runs has been running; `nil` when none does, or its time is not known.
    var running: Int64?
    /// Whether all completed visits so far have known lengths.
    private var isWhole = true

    /// Takes in the next visit.
    mutating func add(_ visit: Funnel.Visit, isOpen: Bool, _ clock: FunnelClock) {
        visits += 1
        if visit.entered == nil { undated += 1 }
        running = nil
        guard visit.isOver else {
            if isOpen { running = clock.running(visit) }
            return
        }
        latest = clock.length(of: visit)
        // A sum that lacks a part would be too small, so a visit without its times leaves the opportunity out.
        guard isWhole, let latest else {
            (cumulative, isWhole) = (nil, false)
            return
        }
        cumulative = Int64(clamping: Int128(cumulative ?? 0) + Int128(latest))
    }
}
