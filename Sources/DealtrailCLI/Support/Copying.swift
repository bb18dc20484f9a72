import Dealtrail

/// Copies a trail for `backup` and `restore`, and tells of it.
enum Copying {
    static func copy(
        _ name: String,
        from source: String, to target: String, receipts: [ErasureReceipt] = [], title: String
    ) throws -> Receipts {
        let bar = ProgressBar(name)
        let result: TrailCopy.Result
        do {
            result = try TrailCopy.copy(from: source, to: target, receipts: receipts) { done, total in
                bar.update(done, of: total, "events")
            }
        } catch {
            bar.clear()
            throw error
        }
        bar.clear()
        return Receipts(
            name: name, title: title,
            stamp: AnswerStamp(
                position: result.events == 0 ? nil : result.events - 1, time: TrailOptions.systemClock()),
            origin: result.origin,
            facts: [
                ("from", source), ("to", target), ("events", String(result.events)), ("root", result.root),
                ("erased again", String(result.erasedAgain)),
            ])
    }
}
