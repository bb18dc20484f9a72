import DealtrailLog
import DealtrailModel
import Foundation

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// Appends requests one after another and writes the id of each that was acknowledged.
///
/// The number and the sizes of events follow from the number of the request, so that a test knows them too.
struct Appending {
    private let trail: String
    private let prefix: String
    private let requests: Int
    private let group: Int
    private let padding: Int
    private let threshold: Int
    private let fileLimit: Int
    private let expected: Int
    private let reads: Bool

    init(_ arguments: inout Arguments) {
        trail = arguments.trail
        prefix = arguments.text("prefix", or: "w")
        requests = arguments.number("requests", or: 1_000_000)
        group = arguments.number("group", or: 1)
        padding = arguments.number("padding", or: 0)
        threshold = arguments.number("threshold", or: 131_072)
        fileLimit = arguments.number("file-limit", or: 0)
        expected = arguments.number("expect", or: 0)
        reads = arguments.has("reads")
    }

    func run() async throws {
        let log = try TrailLog.open(at: trail, options: TrailOptions(sealThreshold: threshold))
        Line.write("opened \(try log.head().size)")
        if fileLimit > 0 {
            var limit = rlimit(rlim_cur: rlim_t(fileLimit), rlim_max: rlim_t(fileLimit))
            #if canImport(Glibc)
                let outcome = unsafe setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
            #else
                let outcome = unsafe setrlimit(RLIMIT_FSIZE, &limit)
            #endif
            guard outcome == 0 else { throw LogError(.system, "setrlimit") }
        }
        var number = 0
        var isRefused = false
        while number < requests, !isRefused {
            let batch = (number..<min(requests, number + group)).map(request)
            number += batch.count
            for (request, result) in zip(batch, await log.append(batch)) {
                switch result {
                case .success(let receipt):
                    Line.write("ack \(request.commandID) \(receipt.positions.lowerBound) \(receipt.positions.count)")
                case .failure(let error):
                    Line.write("refused \(Line.code(error)) \(request.commandID) \(error)")
                    isRefused = true
                }
            }
            // A read takes in what others have appended, which the next append must not mistake for its own.
            if reads { _ = try log.events(.stream("shared:0"), direction: .backward, limit: 1) }
        }
        if expected > 0 { try await follow(log) }
        Line.write("head \(try log.head().size)")
        // What is stored can be read also when nothing more fits.
        Line.write("read \(try log.events().count)")
        if let failure = log.indexFailure { Line.write("index \(Line.code(failure)) \(failure)") }
        try await log.close()
    }

    /// Tails the log until it has as many events as all writers together append; counts them by author.
    private func follow(_ log: TrailLog) async throws {
        var seen: [String: Int] = [:]
        var position: UInt64 = 0
        while position < UInt64(expected) {
            let size = try await log.waitForAppend(beyond: position)
            try log.scan(.all, in: position..<size, direction: .forward) { event in
                seen[try event.author.id.rawValue, default: 0] += 1
                return true
            }
            position = size
        }
        for (author, count) in seen.sorted(by: { $0.key < $1.key }) {
            Line.write("seen \(author) \(count)")
            let found = try log.events(EventFilter(author: ActorID(author))).count
            Line.write("found \(author) \(found)")
        }
    }

    private func request(_ number: Int) -> AppendRequest {
        let count = 1 + number % 5
        let events = (0..<count).map { index in
            NewEvent(
                kind: "fault.happened", stream: StreamName(index == 0 ? "shared:\(number % 7)" : "\(prefix):\(index)"),
                tags: [Tag("account", "\(number % 11)")],
                payload: CBORValue.map([
                    .number(1): .unsigned(UInt64(number)), .number(2): .bytes(Array(repeating: 0x55, count: padding)),
                ]).canonical)
        }
        return AppendRequest(events, by: Author(ActorID("writer:\(prefix)")), id: CommandID("\(prefix)-\(number)"))
    }
}
