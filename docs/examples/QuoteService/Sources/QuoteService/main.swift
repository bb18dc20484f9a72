import Dealtrail
import Foundation

let directory = FileManager.default.temporaryDirectory.appending(path: "quote-service-\(UUID())").path
let wu = Author("manager:wu")
let lin = Author("rep:lin", onBehalfOf: "manager:wu")
let trail = try await Trail.create(at: directory, origin: "example.com/sales", by: wu)

let preparations: [any Command] = [
    Account.create("acme", owner: "rep:lin"),
    PriceList.set("2026", product: "pump-40", to: .cny("96.00")),
    Quote.create("Q-17", account: "acme"),
    Quote.addLine("Q-17", line: "L-1", product: "pump-40", quantity: 12, list: "2026"),
]
for (step, command) in preparations.enumerated() {
    _ = try await trail.handle(command, by: step == 1 ? wu : lin, id: "setup-\(step)")
}

// A refusal is a value and is recorded; only faults are thrown.
for (id, price) in [("req-8841", Money.cny("94.50")), ("req-8842", .eur("12.00"))] as [(CommandID, Money)] {
    let change = Quote.changePrice("Q-17", line: "L-1", to: price, reason: "competitor offer")
    switch try await trail.handle(change, by: lin, id: id) {
    case .accepted(let accepted): print("\(id): durable at position \(accepted.position)")
    case .refused(let refusal, _): print("\(id): \(refusal)")
    case .unchanged: print("\(id): nothing to change")
    }
}

for edit in try trail.priceHistory(of: .quote("Q-17")).edits {
    let old = edit.old.map(\.description) ?? "-"
    let new = edit.new.map(\.description) ?? "-"
    let percent = edit.percent.map { "\($0) %" } ?? "n/a"
    print("\(edit.origin.author) for \(edit.origin.onBehalfOf ?? "himself"): \(old) -> \(new) (\(percent))")
}
print("\(try trail.head().size) events, none of which can be changed")
try await trail.close()
