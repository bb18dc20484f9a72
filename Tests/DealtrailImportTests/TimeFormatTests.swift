import DealtrailModel
import Testing

@testable import DealtrailImport

struct TimeFormatTests {
    private func time(_ text: String, _ format: String, zone: String = "UTC") throws -> String? {
        let zone = try #require(MappingZone(zone))
        return try #require(TimeFormat(format)).time(text, in: zone)?.description
    }

    @Test(arguments: [
        ("2017-06-30", "date", "UTC", "2017-06-30T00:00:00Z"),
        ("2017-06-30", "date", "+08:00", "2017-06-30T00:00:00+08:00"),
        ("2017-06-30", "date", "America/New_York", "2017-06-30T00:00:00-04:00"),
        ("1760550706", "unix", "UTC", "2025-10-15T17:51:46Z"),
        ("1760550706", "unix", "+08:00", "2025-10-16T01:51:46+08:00"),
        ("1.5", "unix", "UTC", "1970-01-01T00:00:01.5Z"),
        ("-1", "unix", "UTC", "1969-12-31T23:59:59Z"),
        ("1", "unix-ms", "UTC", "1970-01-01T00:00:00.001Z"),
        ("1", "unix-us", "UTC", "1970-01-01T00:00:00.000001Z"),
        ("1", "unix-ns", "UTC", "1970-01-01T00:00:00.000000001Z"),
        ("30.06.2017 09:05", "dd.MM.yyyy HH:mm", "-03:30", "2017-06-30T09:05:00-03:30"),
        ("20170630T090507.25+02:00", "yyyyMMddTHHmmss.SSXXX", "UTC", "2017-06-30T09:05:07.25+02:00"),
        ("20170630Z", "yyyyMMddXXX", "+08:00", "2017-06-30T00:00:00Z"),
        // The last second before clocks go forward, and the first one after.
        ("26.03.2017 01:59", "dd.MM.yyyy HH:mm", "Europe/Amsterdam", "2017-03-26T01:59:00+01:00"),
        ("26.03.2017 03:00", "dd.MM.yyyy HH:mm", "Europe/Amsterdam", "2017-03-26T03:00:00+02:00"),
        ("29.10.2017 02:00", "dd.MM.yyyy HH:mm", "Europe/Amsterdam", "2017-10-29T02:00:00+02:00"),
        ("29.10.2017 03:00", "dd.MM.yyyy HH:mm", "Europe/Amsterdam", "2017-10-29T03:00:00+01:00"),
    ])
    func `times as they are written`(_ text: String, _ format: String, _ zone: String, _ expected: String) throws {
        #expect(try time(text, format, zone: zone) == expected)
    }

    @Test(arguments: [
        ("2017-06-31", "date"), ("2017-6-30", "date"), ("+017-06-30", "date"), ("", "date"), ("1e3", "unix"),
        ("", "unix"),
        ("0.5", "unix-ns"), ("99999999999", "unix"), ("2017-06-30", "rfc3339"), ("30.06.2017", "dd.MM.yyyy HH:mm"),
        ("30.06.2017 24:00", "dd.MM.yyyy HH:mm"), ("30.06.2017 09:60", "dd.MM.yyyy HH:mm"),
        ("30.06.2017 09:05 ", "dd.MM.yyyy HH:mm"), ("20170630+2:00", "yyyyMMddXXX"),
    ])
    func `times that are not written so`(_ text: String, _ format: String) throws {
        #expect(try time(text, format) == nil)
    }

    @Test(arguments: ["", "yyyy", "dd.MM.yy", "yyyyMMdd yyyy", "yyyy-MM-dd hh", "yyyy-MM-ddXX", "yyyy-MM-dd\u{0}"])
    func `patterns that are none`(_ text: String) {
        #expect(TimeFormat(text) == nil)
    }

    @Test(arguments: ["Mars", "Europe", "+8:00", "+24:00", "utc", "Europe/Nowhere", ""])
    func `zones that are none`(_ text: String) {
        #expect(MappingZone(text) == nil)
    }

    @Test(arguments: [("Claude 3.5 Sonnet!", "claude-3-5-sonnet"), ("--", ""), ("Été  à", "été-à"), ("a", "a")])
    func `a slug`(_ text: String, _ expected: String) {
        #expect(TemplateFilter.slug.apply(text) == expected)
    }
}
