import Dealtrail
import DealtrailSimulator
import DealtrailTesting
import Foundation
import Synchronization
import Testing

/// What was answered at the head once is what an as-of answers later: of every question, with late entries, unknown times,
/// and accounts merged and split meanwhile.
@Suite("Every question as of then")
struct AsOfPropertyTests {
    /// What all questions are answered, without the stamps: those say how the question was asked.
    private struct Answers: Equatable {
        var health: [HealthScore]
        var bonuses: [HealthBonus]
        var funnel: [FunnelReport.Slice]
        var spreads: [PriceSpread]
        var edits: [PriceEdit]
        var notes: String
        var effectively: [HealthScore]
        var effectiveFunnel: FunnelReport.Slice
        var effectiveEdits: [PriceEdit]

        init(_ trail: Trail, _ known: AsOf.Known?, effective: Timestamp) async throws {
            let (point, both) = (AsOf(known: known), AsOf(known: known, effective: effective))
            health = try await trail.health(asOf: point).scores
            bonuses = try await trail.healthBonus(asOf: point).bonuses
            funnel = try await trail.funnel(asOf: point, by: .rep).slices
            spreads = try await trail.spread(asOf: point).spreads
            edits = try trail.priceHistory(of: .everything, asOf: point).edits
            notes = try JSONText.encode(await trail.privateNotes(of: "rep:001", asOf: point).notes)
            effectively = try await trail.health(asOf: both).scores
            effectiveFunnel = try await trail.funnel(asOf: both).total
            effectiveEdits = try trail.priceHistory(of: .everything, asOf: both).edits
        }
    }

    /// A moment at which everything was asked.
    private struct Moment {
        let position: UInt64
        let recordedAt: Timestamp
        let effective: Timestamp
        let answers: Answers
    }

    private let directory = FileManager.default.temporaryDirectory.appending(path: "dealtrail-asof-\(UUID())").path()

    @Test(arguments: [(1, .standard), (2, .standard), (3, .standard), (4, .twelveSignals)] as [(UInt64, SalesPolicy)])
    func `What was answered then is answered now`(seed: UInt64, policy: SalesPolicy) async throws {
        let now = Mutex(Timestamp(nanoseconds: 0))
        let simulator = Simulator(seed: seed, reps: 3, days: 120)
        var steps = simulator.makeIterator()
        var random = SeededGenerator(seed: seed)
        let start = simulator.start.start(offsetMinutes: simulator.calendar.offsetMinutes)
        now.withLock { $0 = start }
        let trail = try await Trail.create(
            at: directory, origin: "example.com/asof", by: Author("ops:ann"), policy: policy,
            options: TrailOptions(mapSize: 1 << 30, clock: { now.withLock { $0 } }))
        var moments: [Moment] = []
        var world = World()
        for number in 0..<900 {
            guard let step = steps.next() else { break }
            now.withLock { $0 = step.recordedAt }
            _ = try await trail.handle(step.command, by: step.author, id: step.id, occurredAt: step.occurredAt)
            if number % 9 == 8 { try await world.disturb(trail, number, at: step.recordedAt, &random) }
            guard number % 180 == 179 else { continue }
            let head = try trail.head()
            let span = UInt64(step.recordedAt.nanoseconds - start.nanoseconds)
            let effective = Timestamp(
                nanoseconds: start.nanoseconds + Int64(UInt64.random(in: 0...span, using: &random)))
            moments.append(
                Moment(
                    position: head.size - 1, recordedAt: try #require(head.lastRecordedAt), effective: effective,
                    answers: try await Answers(trail, nil, effective: effective)))
        }
        #expect(moments.count == 5)
        let last = try #require(moments.last).answers
        #expect(
            !last.health.isEmpty && !last.edits.isEmpty && last.notes.count > 2 && last.funnel.count > 1, "seed \(seed)"
        )
        for moment in moments {
            let place = "seed \(seed), position \(moment.position)"
            let known = try await Answers(trail, .position(moment.position), effective: moment.effective)
            #expect(known == moment.answers, "\(place)")
            // The moment was the last with its time of recording.
            let recorded = try await Answers(trail, .recorded(moment.recordedAt), effective: moment.effective)
            #expect(recorded == moment.answers, "\(place), by its time of recording")
        }
        try await trail.close()
        try FileManager.default.removeItem(atPath: directory)
    }

    /// What happens beside a believable year: late entries, unknown times, mergers and splits, private notes.
    private struct World {
        private var merged: [(into: AccountID, absorbed: AccountID)] = []

        mutating func disturb(
            _ trail: Trail, _ number: Int, at now: Timestamp, _ random: inout SeededGenerator
        ) async throws {
            let known = try await trail.health().scores.map(\.account).sorted()
            guard let account = known.randomElement(using: &random), let other = known.randomElement(using: &random)
            else { return }
            let id = CommandID("disturb-\(number)")
            let late = Timestamp(
                nanoseconds: now.nanoseconds - Int64.random(in: 0...20, using: &random) * 86_400_000_000_000)
            let lin = Author("rep:001")
            let visit = Visit.checkIn(VisitID("late-\(number)"), at: account, nonce: "n\(number)")
            switch Int.random(in: 0..<5, using: &random) {
            case 0: _ = try await trail.handle(visit, by: lin, id: id, occurredAt: .at(late))
            case 1: _ = try await trail.handle(visit, by: lin, id: id, occurredAt: .unknown)
            case 2:
                _ = try await trail.addPrivateNote(
                    NoteID("N-\(number)"), about: account, text: "note \(number)", by: lin, id: id)
            case 3 where account != other:
                let handled = try await trail.handle(
                    Account.merge(other, into: account, reason: "one customer"), by: Author("ops:ann"), id: id)
                if handled.refusal == nil { merged.append((account, other)) }
            default:
                guard let pair = merged.popLast() else { return }
                _ = try await trail.handle(
                    Account.split(pair.absorbed, from: pair.into, reason: "two after all"), by: Author("ops:ann"),
                    id: id)
            }
        }
    }
}
