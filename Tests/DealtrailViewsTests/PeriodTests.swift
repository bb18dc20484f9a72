import DealtrailModel
import DealtrailTestSupport
import DealtrailViews
import Testing

@Suite struct PeriodTests {
    @Test(arguments: [
        ("2026", "2026-01-01", "2027-01-01"), ("2026-Q1", "2026-01-01", "2026-04-01"),
        ("2026-Q4", "2026-10-01", "2027-01-01"), ("2024-02", "2024-02-01", "2024-03-01"),
        ("2026-12", "2026-12-01", "2027-01-01"), ("2026-W01", "2025-12-29", "2026-01-05"),
        ("2026-W53", "2026-12-28", "2027-01-04"), ("2026-03-01..2026-03-15", "2026-03-01", "2026-03-16"),
        ("2026-03-01..2026-03-01", "2026-03-01", "2026-03-02"),
    ])
    func `A period is whole days`(_ text: String, _ from: String, _ until: String) throws {
        let period = try #require(ReportPeriod(text))
        #expect(period.from == CivilDate(from) && period.until == CivilDate(until))
    }

    @Test(arguments: [
        "", "26", "2026-", "2026-Q0", "2026-Q5", "2026-13", "2026-3", "2025-W53", "2026-W00", "2026-W1", "2026-w01",
        "2026-03-02..2026-03-01", "2026-03-01..", "2026-02-30..2026-03-01", "2026-03-01...2026-03-02", "+026", "0000",
    ])
    func `What is none is refused`(_ text: String) {
        #expect(ReportPeriod(text) == nil)
    }

    @Test(arguments: [
        ("2026-03-31T23:59:59.999999999+08:00", "2025-03-31T23:59:59.999999999+08:00"),
        ("2024-02-29T12:00:00+08:00", "2023-02-28T12:00:00+08:00"),
        ("2024-03-01T00:00:00+08:00", "2023-03-01T00:00:00+08:00"),
        ("2025-03-01T00:00:00+08:00", "2024-03-01T00:00:00+08:00"),
        ("2025-02-28T23:00:00+08:00", "2024-02-28T23:00:00+08:00"),
        // In UTC it is still February: the offset says which day it is.
        ("2024-03-01T03:00:00+08:00", "2023-03-01T03:00:00+08:00"),
    ])
    func `A calendar year before`(_ now: String, _ then: String) {
        #expect(YearBefore(offsetMinutes: 480).instant(time(now)) == time(then))
    }

    /// 2026 has 53 weeks, 2025 and 2027 have 52.
    @Test(arguments: [
        ("2026-W10", "2026-03-02T00:00:00Z", "2025-03-03T00:00:00Z"),
        ("2026-W53", "2026-12-28T00:00:00Z", "2025-12-22T00:00:00Z"),
        ("2027-W01", "2027-01-04T00:00:00Z", "2025-12-29T00:00:00Z"),
        ("2027-W52", "2027-12-27T00:00:00Z", "2026-12-21T00:00:00Z"),
        ("2026-W10", "2026-03-08T23:00:00Z", "2025-03-09T23:00:00Z"),
    ])
    func `A week keeps its number and its weekdays`(_ period: String, _ now: String, _ then: String) {
        let year = YearBefore(of: ReportPeriod(period))
        #expect(year.instant(time(now)) == time(then))
    }

    @Test func `A month keeps the calendar`() {
        let year = YearBefore(of: ReportPeriod("2024-02"))
        #expect(year.instant(time("2024-03-01T00:00:00Z")) == time("2023-03-01T00:00:00Z"))
    }
}
