import DealtrailModel
import Testing

@Suite struct CivilDateWeekTests {
    @Test(arguments: [
        ("2026-01-01", 2026, 1), ("2025-12-29", 2026, 1), ("2025-12-28", 2025, 52), ("2026-12-31", 2026, 53),
        ("2027-01-03", 2026, 53), ("2027-01-04", 2027, 1), ("2021-01-03", 2020, 53), ("2024-12-30", 2025, 1),
        ("2024-02-29", 2024, 9), ("2005-01-01", 2004, 53), ("2008-12-29", 2009, 1),
    ])
    func `A day lies in the week of its Thursday`(_ text: String, _ year: Int, _ number: Int) throws {
        let week = try #require(CivilDate(text)).week
        #expect(week == (year, number))
    }

    @Test func `Weeks of four hundred years follow one another and come back`() throws {
        var monday = try #require(CivilDate(year: 1900, week: 1))
        for year in 1900..<2300 {
            let weeks = CivilDate.weeks(in: year)
            #expect(weeks == 52 || weeks == 53)
            for number in 1...weeks {
                #expect(CivilDate(year: year, week: number) == monday)
                #expect(monday.week == (year, number) && monday.weekday == 1)
                monday = CivilDate(dayNumber: monday.dayNumber + 7)
            }
            #expect(CivilDate(year: year, week: weeks + 1) == nil && CivilDate(year: year, week: 0) == nil)
        }
        #expect((2000...2399).count { CivilDate.weeks(in: $0) == 53 } == 71)
    }

    @Test func `A year before or after 29 February is 28 February`() throws {
        let leap = try #require(CivilDate("2024-02-29"))
        #expect(leap.adding(years: -1) == CivilDate("2023-02-28"))
        #expect(leap.adding(years: 4) == CivilDate("2028-02-29"))
        #expect(CivilDate("2023-03-01")?.adding(years: 1) == CivilDate("2024-03-01"))
    }
}
