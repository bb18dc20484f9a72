import DealtrailModel
import DealtrailSimulator
import Testing

@Suite struct BusinessCalendarTests {
    let calendar = BusinessCalendar.china

    @Test func `Weekends and holidays are off`() throws {
        #expect(!calendar.isWorkday(try #require(CivilDate("2026-02-21"))))
        #expect(!calendar.isWorkday(try #require(CivilDate("2026-02-16"))))
        #expect(!calendar.isWorkday(try #require(CivilDate("2026-10-07"))))
        #expect(calendar.isWorkday(try #require(CivilDate("2026-10-08"))))
    }

    @Test func `Workdays are counted past them`() throws {
        let friday = try #require(CivilDate("2026-09-30"))
        #expect(calendar.workday(0, after: friday) == friday)
        #expect(calendar.workday(1, after: friday) == CivilDate("2026-10-08"))
        #expect(calendar.workday(0, after: try #require(CivilDate("2026-10-01"))) == CivilDate("2026-10-08"))
        #expect(calendar.workday(2, after: friday) == CivilDate("2026-10-09"))
        #expect(calendar.workday(3, after: friday) == CivilDate("2026-10-12"))
    }
}
