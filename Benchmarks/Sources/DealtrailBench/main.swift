import Dealtrail
import Foundation

// Names of benchmarks run only those; --events and --accounts size the log that is read, --keep PATH makes it there, or
// reads the one that is there, --deadlines sizes the index of due times, --appends what live views follow
// (--each prints every round of it), and --rounds says how often each is measured.
let arguments = Array(CommandLine.arguments.dropFirst())

func option(_ name: String, _ standard: Int) -> Int {
    arguments.firstIndex(of: name).flatMap { $0 + 1 < arguments.count ? Int(arguments[$0 + 1]) : nil } ?? standard
}

let names: KeyValuePairs = [
    "single": "durable append, one event a commit", "batches": "durable append in batches of 512",
    "producers": "64 producers against one", "alerts": "what is due among a million open deadlines",
    "share": "what hashing costs of bulk appending", "scan": "scan headers against the raw cursor",
    "rebuild": "audit, health and funnel rebuilt on one core", "rebuild-all": "all views rebuilt on one core",
    "cores": "the rebuild on two cores against one", "history": "the price history of one quote",
    "as-of": "the health of one customer as of the middle of the log",
    "what-if":
        "two what-ifs, each against one rebuild: a stricter band; another health formula with a shorter deadline",
    "funnel": "the funnel against DuckDB", "verify": "verify against hashing leaves and nodes alone",
    "lag": "how far live views are behind 64 producers", "saves": "what a save of a rebuild costs",
    "inclusion": "an inclusion proof", "open": "opening after a clean close",
]
let options: KeyValuePairs = [
    "--events": "how many events the log that is read has; 10,000,000",
    "--accounts": "how many accounts it has; 100,000",
    "--deadlines": "how many deadlines the index of due times has; 1,000,000",
    "--appends": "how many events are appended while live views follow; 200,000",
    "--rounds": "how often each is measured", "--keep": "makes that log there, or reads the one that is there",
]
let flags = ["--each": "prints every round of lag"]
if arguments.contains("--help") || arguments.contains("-h") {
    print(
        "DealtrailBench [NAME...] [OPTION VALUE...]\n\nWithout names everything is measured, which takes a quarter of an hour.\n"
    )
    for (name, text) in names { print("  \(name.padding(toLength: 12, withPad: " ", startingAt: 0)) \(text)") }
    print("")
    for (name, text) in options.map({ ($0.key, $0.value) }) + flags.map({ ($0.key, $0.value) }) {
        print("  \(name.padding(toLength: 12, withPad: " ", startingAt: 0)) \(text)")
    }
    exit(0)
}

let kept = arguments.firstIndex(of: "--keep").flatMap { $0 + 1 < arguments.count ? arguments[$0 + 1] : nil }
let values = Set(
    arguments.indices.filter { $0 > 0 && arguments[$0 - 1].hasPrefix("--") && flags[arguments[$0 - 1]] == nil })
let chosen = Set(
    arguments.indices.filter { !values.contains($0) && !arguments[$0].hasPrefix("--") }.map { arguments[$0] })
func runs(_ name: String) -> Bool { chosen.isEmpty || chosen.contains(name) }

let unknown = chosen.filter { name in !names.contains { $0.key == name } }
    .union(
        arguments.filter { argument in
            argument.hasPrefix("--") && flags[argument] == nil && !options.contains { $0.key == argument }
        })
guard unknown.isEmpty else {
    FileHandle.standardError.write(
        Data("no such benchmark or option: \(unknown.sorted().joined(separator: ", ")); --help lists them\n".utf8))
    exit(2)
}

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
    for line in try await alerts.question() { print(line.line) }
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
    if runs("what-if") { for line in try await reading.whatIf(scratch.path) { print(line.line) } }
    if runs("funnel"), let line = try await FunnelBenchmark(rounds: option("--rounds", 3)).compare(scratch.path) {
        print(line.line)
    }
    if runs("verify") { print(try await proving.verify(scratch.path).line) }
    if runs("inclusion") { print(try await proving.inclusion(scratch.path).line) }
    if runs("open") { print(try await reading.opening(scratch.path).line) }
}
