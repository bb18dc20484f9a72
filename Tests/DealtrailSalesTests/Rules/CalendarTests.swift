import DealtrailModel
import DealtrailSales
import Testing

/// When time counts, at every edge of a day and a clock.
@Suite struct CalendarTests {
    private static let book = RuleBook.standard
    private let always = RuleCalendar.always
    private let workdays = book.calendar("workdays")
    private let hours = book.calendar("business-hours")

    private func at(_ text: String, _ nanoseconds: Int64 = 0) -> Timestamp { RuleSamples.at(text, nanoseconds) }

    @Test func `Texts are read and written alike, and nothing else is`() {
        for text in ["0 h", "15 min", "99999 d"] { #expect(WorkDuration(text)?.description == text) }
        for text in ["", "h", "1h", "-1 h", "1.5 h", "100000 h", "1 w", "1  h", "+1 h"] {
            #expect(WorkDuration(text) == nil, "\(text)")
        }
        for text in ["+08:00", "-03:30", "+00:00"] { #expect(UTCOffset(text)?.description == text) }
        for text in ["08:00", "+24:00", "+8:00", "+08:60", "Z"] { #expect(UTCOffset(text) == nil, "\(text)") }
        for text in ["09:00-18:00", "00:00-24:00"] { #expect(DayHours(text)?.description == text) }
        for text in ["09:00-09:00", "18:00-09:00", "09:00-24:01", "9-18"] { #expect(DayHours(text) == nil, "\(text)") }
        for text in ["2026-05-01", "2026-02-15..2026-02-23"] { #expect(DateRange(text)?.description == text) }
        for text in ["2026-02-30", "2026-02-23..2026-02-15", "2026-02-15...2026-02-23"] {
            #expect(DateRange(text) == nil, "\(text)")
        }
        for text in ["quote.sent", "visit.completed with evidence", "follow-up"] {
            #expect(EventPattern(text)?.description == text)
        }
        for text in ["", "Quote.sent", "follow-up with evidence", "quote sent"] {
            #expect(EventPattern(text) == nil, "\(text)")
        }
    }

    @Test func `Forty-eight hours from Friday evening end on Sunday, or on Tuesday where weekends do not count`() {
        let friday = at("2026-03-06T18:00:00+08:00")
        #expect(always.instant(.hours(48), after: friday) == at("2026-03-08T18:00:00+08:00"))
        #expect(workdays.instant(.hours(48), after: friday) == at("2026-03-10T18:00:00+08:00"))
        // 48 working hours are five days and three hours of nine.
        #expect(hours.instant(.hours(48), after: friday) == at("2026-03-16T12:00:00+08:00"))
    }

    @Test func `Hours that end with the day end at its close, and one tick more at the next opening`() {
        let start = at("2026-03-06T16:00:00+08:00")
        #expect(hours.instant(.hours(2), after: start) == at("2026-03-06T18:00:00+08:00"))
        #expect(
            hours.instant(.hours(2), after: at("2026-03-06T16:00:00+08:00", 1)) == at("2026-03-09T09:00:00+08:00", 1))
        // What begins outside the hours begins at the next opening.
        #expect(hours.instant(.hours(2), after: at("2026-03-07T12:00:00+08:00")) == at("2026-03-09T11:00:00+08:00"))
        #expect(hours.instant(.hours(2), after: at("2026-03-06T08:59:59+08:00")) == at("2026-03-06T11:00:00+08:00"))
        #expect(hours.instant(.hours(0), after: at("2026-03-07T12:00:00+08:00")) == at("2026-03-07T12:00:00+08:00"))
    }

    @Test func `It is open from the first instant of its hours to before the last`() {
        #expect(!hours.isOpen(at: at("2026-03-06T09:00:00+08:00", -1)))
        #expect(hours.isOpen(at: at("2026-03-06T09:00:00+08:00")))
        #expect(hours.isOpen(at: at("2026-03-06T18:00:00+08:00", -1)))
        #expect(!hours.isOpen(at: at("2026-03-06T18:00:00+08:00")))
    }

    @Test func `Days are days on which it is open, at the same time of day`() {
        #expect(workdays.instant(.days(2), after: at("2026-03-06T10:00:00+08:00")) == at("2026-03-10T10:00:00+08:00"))
        #expect(always.instant(.days(5), after: at("2026-03-06T10:00:00Z")) == at("2026-03-11T10:00:00Z"))
        // Begun on a Saturday, it begins with Monday.
        #expect(hours.instant(.days(1), after: at("2026-03-07T15:00:00+08:00")) == at("2026-03-10T09:00:00+08:00"))
        #expect(hours.instant(.days(1), after: at("2026-03-06T18:00:00+08:00")) == at("2026-03-10T09:00:00+08:00"))
    }

    @Test func `Holidays do not count, worked-in days do`() {
        // Spring Festival of 2026: off from the 15th to the 23rd, worked in on Saturday the 14th and 28th.
        #expect(workdays.instant(.days(1), after: at("2026-02-14T10:00:00+08:00")) == at("2026-02-24T10:00:00+08:00"))
        #expect(workdays.instant(.hours(24), after: at("2026-02-13T12:00:00+08:00")) == at("2026-02-14T12:00:00+08:00"))
        #expect(workdays.isWorkday(CivilDate("2026-02-28") ?? CivilDate(dayNumber: 0)))
        #expect(!workdays.isWorkday(CivilDate("2026-02-23") ?? CivilDate(dayNumber: 0)))
    }

    @Test func `Backwards it is the same`() {
        #expect(always.instant(.days(3), before: at("2026-03-09T00:00:00Z")) == at("2026-03-06T00:00:00Z"))
        #expect(workdays.instant(.days(3), before: at("2026-03-09T10:00:00+08:00")) == at("2026-03-04T10:00:00+08:00"))
        #expect(hours.instant(.hours(2), before: at("2026-03-09T10:00:00+08:00")) == at("2026-03-06T17:00:00+08:00"))
        #expect(hours.instant(.hours(1), before: at("2026-03-09T10:00:00+08:00")) == at("2026-03-09T09:00:00+08:00"))
        #expect(hours.instant(.days(1), before: at("2026-03-09T22:00:00+08:00")) == at("2026-03-06T18:00:00+08:00"))
    }

    @Test func `Clocks that change keep the time of day in days, and the length in hours`() throws {
        let berlin = RuleCalendar(
            "berlin", offset: UTCOffset(minutes: 60),
            changes: [
                .init(at: at("2026-03-29T01:00:00Z"), offset: UTCOffset(minutes: 120)),
                .init(at: at("2026-10-25T01:00:00Z"), offset: UTCOffset(minutes: 60)),
            ])
        let saturday = at("2026-03-28T12:00:00+01:00")
        #expect(berlin.instant(.days(1), after: saturday) == at("2026-03-29T12:00:00+02:00"))
        #expect(berlin.instant(.hours(24), after: saturday) == at("2026-03-29T13:00:00+02:00"))
        // 02:30 is skipped in spring: it is the instant of the change. In autumn it comes twice: it is the first.
        #expect(berlin.instant(.days(1), after: at("2026-03-28T02:30:00+01:00")) == at("2026-03-29T01:00:00Z"))
        #expect(berlin.instant(.days(1), after: at("2026-10-24T02:30:00+02:00")) == at("2026-10-25T00:30:00Z"))
        #expect(berlin.date(of: at("2026-03-28T23:00:00Z", -1)).description == "2026-03-28")
        #expect(berlin.date(of: at("2026-03-28T23:00:00Z")).description == "2026-03-29")
    }

    @Test func `A calendar that never opens gives no time, and soon`() {
        let never = RuleCalendar("never", days: [])
        #expect(never.instant(.hours(1), after: at("2026-03-06T10:00:00Z")) == nil)
        #expect(never.instant(.days(1), after: at("2026-03-06T10:00:00Z")) == nil)
        #expect(never.instant(.days(1), before: at("2026-03-06T10:00:00Z")) == nil)
    }

    @Test func `The weekly cut is the last one up to a day`() throws {
        let thursday = try #require(CivilDate("2026-03-05"))
        let cut = WeeklySchedule.forecast
        #expect(cut.cut(on: thursday) == thursday)
        #expect(cut.cut(on: CivilDate(dayNumber: thursday.dayNumber + 6)) == thursday)
        #expect(cut.cut(on: CivilDate(dayNumber: thursday.dayNumber + 7)) != thursday)
        let horizon = cut.horizon(from: thursday)
        #expect(horizon.count == 13 && horizon.last?.description == "2026-05-28")
    }
}
