import Dealtrail
import Foundation

// Names of benchmarks run only those; --events and --accounts size the log that is read, --keep PATH makes it there, or
// reads the one that is there, --deadlines sizes the index of due times, --appends what live views follow
// (--each prints every round of it), and --rounds says how often each is measured.
let arguments = Array(CommandLine.arguments.dropFirst())

func option(_ name: String, _ standard: Int) -> Int {
    arguments.firstIndex(of: name).flatMap { $0 + 1 < arguments.count ? Int(arguments[$0 + 1]) : nil } ?? standard
}

let kept = arguments.firstIndex(of: "--keep").flatMap { $0 + 1 < arguments.count ? arguments[$0 + 1] : nil }
let chosen = Set(arguments.filter { !$0.hasPrefix("--") && Int($0) == nil && $0 != kept })
func runs(_ name: String) -> Bool { chosen.isEmpty || chosen.contains(name) }

let append = AppendBenchmarks(rounds: option("--rounds", 5))
let reading = ReadBenchmarks(
    rounds: option("--rounds", 3), events: option("--events", 10_000_000), accounts: option("--accounts", 100_000))

print(Measurement.header)
if runs("single") { print(try await append.single().line) }
if runs("batches") { print(try await append.batches().line) }
if runs("producers") { print(try await append.producers().line) }
if runs("alerts") {
    let alerts = AlertBenchmarks(rounds: option("--rounds", 3), deadlines: option("--deadlines", 1_000_000))
    for line in alerts.due() { print(line.line) }
}
if runs("lag") {
    let lag = LagBenchmark(rounds: option("--rounds", 3), events: option("--appends", 200_000))
    let three = [QuoteAuditTrail.name, CustomerHealth.name, Funnel.name]
    for line in try await lag.measure(three, "audit, health and funnel") { print(line.line) }
    for line in try await lag.measure(nil, "views, all of them") { print(line.line) }
}
let proving = ProofBenchmarks(rounds: option("--rounds", 3))
if runs("share") { print(try await proving.share().line) }
if [
    "scan", "rebuild", "rebuild-all", "saves", "cores", "history", "as-of", "what-if", "open", "verify", "inclusion",
    "funnel",
].contains(where: runs) {
    let scratch = try kept.map { Scratch(path: $0) } ?? Scratch("read")
    defer { if kept == nil { scratch.remove() } }
    if !FileManager.default.fileExists(atPath: scratch.path) { try await reading.fill(scratch) }
    if runs("scan") { print(try await reading.scan(scratch.path).line) }
    if runs("rebuild") { for line in try await reading.rebuild(scratch.path) { print(line.line) } }
    if runs("rebuild-all") { print(try await reading.rebuildAll(scratch.path).line) }
    if runs("saves") { for line in try await reading.saves(scratch.path) { print(line.line) } }
    if runs("cores") { print(try await reading.cores(scratch.path).line) }
    if runs("history") { print(try await reading.history(scratch.path).line) }
    if runs("as-of") { print(try await reading.asOf(scratch.path).line) }
    if runs("what-if") { print(try await reading.whatIf(scratch.path).line) }
    if runs("funnel"), let line = try await FunnelBenchmark(rounds: option("--rounds", 3)).compare(scratch.path) {
        print(line.line)
    }
    if runs("verify") { print(try await proving.verify(scratch.path).line) }
    if runs("inclusion") { print(try await proving.inclusion(scratch.path).line) }
    if runs("open") { print(try await reading.opening(scratch.path).line) }
}
