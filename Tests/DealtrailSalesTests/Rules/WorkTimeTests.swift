import DealtrailModel
import DealtrailSales
import DealtrailTesting
import Testing

@Suite struct WorkTimeTests {
    static let calendar = RuleCalendar(
        "office", offset: UTCOffset(minutes: 480), days: Array(Weekday.allCases.prefix(5)), hours: DayHours("09:00-18:00"),
        holidays: [DateRange("2026-01-01..2026-01-03")].compactMap(\.self),
        workedIn: [DateRange("2026-01-10")].compactMap(\.self))

    static func time(_ text: String) throws -> Timestamp { try #require(ZonedTime(rfc3339: text)).instant }

    @Test(arguments: [
        ("2026-01-05T09:00:00+08:00", "2026-01-05T18:00:00+08:00", 9 * 3600),
        ("2026-01-05T08:59:59+08:00", "2026-01-05T09:00:01+08:00", 1),
        ("2026-01-05T17:59:59+08:00", "2026-01-06T09:00:01+08:00", 2),
        ("2026-01-09T18:00:00+08:00", "2026-01-10T09:00:00+08:00", 0),
        ("2026-01-09T12:00:00+08:00", "2026-01-10T12:00:00+08:00", 9 * 3600),
        ("2026-01-01T00:00:00+08:00", "2026-01-05T09:00:00+08:00", 0),
        ("2026-01-05T12:00:00+08:00", "2026-01-05T11:00:00+08:00", 0),
    ])
    func `Only open time counts`(_ from: String, _ to: String, _ seconds: Int64) throws {
        let (start, end) = (try Self.time(from), try Self.time(to))
        let work = WorkTime(Self.calendar, from: min(start, end), to: max(start, end))
        #expect(work.nanoseconds(from: start, to: end) == seconds * 1_000_000_000)
        #expect(work.day == 9 * 3_600_000_000_000)
    }

    @Test(arguments: [UInt64(1), 2, 3, 4, 5])
    func `It is what the calendar's own steps come to`(_ seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let origin = try Self.time("2025-12-20T00:00:00Z")
        let end = origin.advanced(by: .seconds(60 * 86_400))
        let work = WorkTime(Self.calendar, from: origin, to: end)
        for _ in 0..<200 {
            let start = origin.advanced(by: .seconds(Int64.random(in: 0..<40 * 86_400, using: &random)))
            let hours = Int.random(in: 1...60, using: &random)
            let later = try #require(Self.calendar.instant(.hours(hours), after: start))
            #expect(work.nanoseconds(from: start, to: later) == Int64(hours) * 3_600_000_000_000, "seed \(seed)")
        }
    }
}
