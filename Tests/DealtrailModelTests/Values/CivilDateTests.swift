import DealtrailModel
import Testing

@Suite("Days")
struct CivilDateTests {
    @Test("Every day from 1600 to 2400, counted one by one")
    func everyDay() throws {
        let lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        var number = try #require(CivilDate(year: 1600, month: 1, day: 1)).dayNumber
        #expect(number == -135_140)
        var weekday = 6  // a Saturday
        var wrong = 0
        for year in 1600...2400 {
            let leap = year.isMultiple(of: 4) && !year.isMultiple(of: 100) || year.isMultiple(of: 400)
            for month in 1...12 {
                for day in 1...(month == 2 && leap ? 29 : lengths[month - 1]) {
                    let date = CivilDate(dayNumber: number)
                    let text = date.description
                    if date.components != (year, month, day) || CivilDate(year: year, month: month, day: day) != date
                        || CivilDate(text) != date || date.weekday != weekday || text.utf8.count != 10
                    {
                        wrong += 1
                    }
                    number += 1
                    weekday = weekday % 7 + 1
                }
                let length = month == 2 && leap ? 29 : lengths[month - 1]
                if CivilDate(year: year, month: month, day: length + 1) != nil { wrong += 1 }
            }
        }
        #expect(wrong == 0)
        #expect(CivilDate(dayNumber: number).description == "2401-01-01")
    }

    @Test(
        "Landmarks",
        arguments: [
            ("1970-01-01", 0, 4), ("1969-12-31", -1, 3), ("2000-02-29", 11_016, 2), ("2026-02-15", 20_499, 7),
            ("0000-01-01", -719_528, 6), ("9999-12-31", 2_932_896, 5), ("0001-01-01", -719_162, 1),
        ])
    func landmarks(text: String, number: Int, weekday: Int) throws {
        let date = try #require(CivilDate(text))
        #expect(date.dayNumber == number)
        #expect(date.description == text)
        #expect(date.weekday == weekday)
    }

    @Test(
        "What is not a day",
        arguments: [
            "", "2026-02-29", "1900-02-29", "2026-13-01", "2026-00-10", "2026-01-00", "2026-01-32", "2026-1-01",
            "26-01-01",
            "+026-01-01", "2026-+1-01", "2026-01-+1", "-026-01-01", "2026/01/01", "2026-01-01T", "2026-01-01-",
            "12026-01-01",
            "202\u{0661}-01-01",
        ])
    func refused(text: String) {
        #expect(CivilDate(text) == nil)
    }

    @Test("Numbers of any size do not trap")
    func extremes() {
        #expect(CivilDate(dayNumber: .max).dayNumber == 1_000_000_000)
        #expect(CivilDate(dayNumber: .min).dayNumber == -1_000_000_000)
        for number in [Int.min, .max] {
            let date = CivilDate(dayNumber: number)
            #expect(date.start(offsetMinutes: 1439).nanoseconds == (number < 0 ? .min + 1 : .max))
            #expect((1...7).contains(date.weekday))
            #expect(date.components.month >= 1)
        }
        #expect(CivilDate(dayNumber: -719_529).description == "-0001-12-31")
        #expect(CivilDate(dayNumber: 2_932_897).description == "10000-01-01")
        for month in [Int.min, 0, 13, .max] { #expect(CivilDate(year: 2026, month: month, day: 1) == nil) }
        for day in [Int.min, 0, 32, .max] { #expect(CivilDate(year: 2026, month: 1, day: day) == nil) }
        for year in [Int.min, -1, 10_000, .max] { #expect(CivilDate(year: year, month: 1, day: 1) == nil) }
    }

    @Test("A day begins at midnight of its offset")
    func start() throws {
        let day = try #require(CivilDate("2026-02-15"))
        #expect(day.start().description == "2026-02-15T00:00:00Z")
        #expect(day.start(offsetMinutes: 480).description == "2026-02-14T16:00:00Z")
        #expect(day.start(offsetMinutes: -300).description == "2026-02-15T05:00:00Z")
    }
}
