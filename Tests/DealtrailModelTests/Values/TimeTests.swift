import DealtrailModel
import DealtrailTesting
import Foundation
import Testing

@Suite("Times")
struct TimeTests {
    @Test(
        "RFC 3339 is read and written",
        arguments: [
            ("1970-01-01T00:00:00Z", Int64(0), Int16(0)), ("1969-12-31T23:59:59Z", -1_000_000_000, 0),
            ("1969-12-31T23:59:59.999999999Z", -1, 0), ("1970-01-01T00:00:00.000000001Z", 1, 0),
            ("1970-01-01T08:00:00+08:00", 0, 480), ("1969-12-31T19:00:00-05:00", 0, -300),
            ("1970-01-01T23:59:00+23:59", 0, 1439), ("1969-12-31T00:01:00-23:59", 0, -1439),
            ("1985-04-12T23:20:50.52Z", 482_196_050_520_000_000, 0),
            ("1996-12-19T16:39:57-08:00", 851_042_397_000_000_000, -480),
            ("1937-01-01T12:00:27.87+00:20", -1_041_337_172_130_000_000, 20),
            ("2262-04-11T23:47:16.854775807Z", .max, 0), ("1677-09-21T00:12:44Z", -9_223_372_036_000_000_000, 0),
        ])
    func text(text: String, nanoseconds: Int64, offset: Int16) throws {
        let time = try #require(ZonedTime(rfc3339: text))
        #expect(time.instant.nanoseconds == nanoseconds)
        #expect(time.offsetMinutes == offset)
        #expect(time.description == text)
    }

    @Test("Other spellings that RFC 3339 allows")
    func spellings() {
        for text in [
            "2026-02-15t09:30:00z", "2026-02-15 09:30:00Z", "2026-02-15T09:30:00.000Z", "2026-02-15T09:30:00-00:00",
        ] {
            #expect(ZonedTime(rfc3339: text)?.description == "2026-02-15T09:30:00Z", "\(text)")
        }
    }

    @Test(
        "What is not a time with an offset",
        arguments: [
            "", "2026-02-15", "2026-02-15T09:30:00", "2026-02-15T09:30Z", "2026-02-15T24:00:00Z",
            "2026-02-15T09:60:00Z",
            "2026-02-15T09:30:60Z", "2026-02-30T09:30:00Z", "2026-02-15T09:30:00.Z", "2026-02-15T09:30:00.1234567890Z",
            "2026-02-15T09:30:00+8:00", "2026-02-15T09:30:00+0800", "2026-02-15T09:30:00+24:00",
            "2026-02-15T09:30:00+08:60",
            "2026-02-15T09:30:00ZZ", "2026-02-15T09:30:00Z ", " 2026-02-15T09:30:00Z", "2026-02-15_09:30:00Z",
            "2026-02-15T+9:30:00Z", "2262-04-11T23:47:16.854775808Z", "2300-01-01T00:00:00Z", "1677-09-21T00:12:43Z",
            "0000-01-01T00:00:00Z", "2026-02-15T09:30:00.", "2026-02-15T09:30:00.5", "2026-02-15T09:30:00−08:00",
        ])
    func refused(text: String) {
        #expect(ZonedTime(rfc3339: text) == nil)
    }

    @Test("Times are written so that they are read again", arguments: seeds)
    func roundTrip(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<5_000 {
            let nanoseconds = Int64.random(
                in: -9_223_285_000_000_000_000...9_223_285_000_000_000_000, using: &generator)
            let offset = Int16.random(in: -1439...1439, using: &generator)
            let time = ZonedTime(Timestamp(nanoseconds: nanoseconds), offsetMinutes: offset)
            #expect(ZonedTime(rfc3339: time.description) == time, "seed \(seed): \(nanoseconds), \(offset)")
            let local = time.date.start(offsetMinutes: offset).nanoseconds / 1_000_000_000 + Int64(time.secondOfDay)
            let (whole, rest) = nanoseconds.quotientAndRemainder(dividingBy: 1_000_000_000)
            #expect(local == (rest < 0 ? whole - 1 : whole), "seed \(seed): \(nanoseconds), \(offset)")
        }
    }

    @Test("The ends of the range are written without trapping")
    func ends() {
        for nanoseconds in [Int64.min, .min + 1, .max] {
            for offset in [Int16.min, -1439, 0, 1439, .max] {
                let time = ZonedTime(Timestamp(nanoseconds: nanoseconds), offsetMinutes: offset)
                #expect((-1439...1439).contains(time.offsetMinutes))
                #expect(time.description.utf8.count >= 20)
            }
        }
    }

    @Test("A time that is moved is held at the ends of the range")
    func advanced() {
        let zero = Timestamp(nanoseconds: 0)
        #expect(zero.advanced(by: .nanoseconds(5)).nanoseconds == 5)
        #expect(zero.advanced(by: .seconds(-2)).nanoseconds == -2_000_000_000)
        #expect(Timestamp(nanoseconds: .max).advanced(by: .nanoseconds(1)).nanoseconds == .max)
        #expect(Timestamp(nanoseconds: .max).advanced(by: .nanoseconds(-1)).nanoseconds == .max - 1)
        #expect(Timestamp(nanoseconds: .min + 2).advanced(by: .nanoseconds(-1)).nanoseconds == .min + 1)
        #expect(Timestamp(nanoseconds: .min + 1).advanced(by: .nanoseconds(-1)).nanoseconds == .min + 1)
        #expect(zero.advanced(by: .seconds(Int64.max)).nanoseconds == .max)
        #expect(zero.advanced(by: .seconds(Int64.min)).nanoseconds == .min + 1)
        // Further than the range on one side of 1970, and yet within it.
        let early = Timestamp(nanoseconds: -9_000_000_000_000_000_000)
        #expect(early.advanced(by: .seconds(18_000_000_000)).nanoseconds == 9_000_000_000_000_000_000)
        #expect(Timestamp(nanoseconds: .max).duration(since: Timestamp(nanoseconds: .min)) > .seconds(18_000_000_000))
        #expect(zero.duration(since: Timestamp(nanoseconds: 1)) == .nanoseconds(-1))
        #expect(Timestamp(seconds: 9_223_372_036) != nil)
        #expect(Timestamp(seconds: 9_223_372_037) == nil)
        #expect(Timestamp(seconds: .min) == nil)
    }

    @Test("Order is by instant, then by offset")
    func order() {
        let instant = Timestamp(nanoseconds: 7)
        #expect(ZonedTime(instant, offsetMinutes: 60) < ZonedTime(Timestamp(nanoseconds: 8), offsetMinutes: -60))
        #expect(ZonedTime(instant, offsetMinutes: -60) < ZonedTime(instant, offsetMinutes: 60))
        #expect(ZonedTime(instant, offsetMinutes: 0) != ZonedTime(instant, offsetMinutes: 60))
    }

    @Test("A timestamp is an integer in CBOR and RFC 3339 text in JSON")
    func codable() throws {
        let time = Timestamp(nanoseconds: -1)
        #expect(try CBOREncoder().encode(time).hex == "20")
        #expect(try CBORDecoder().decode(Timestamp.self, from: [0x20]) == time)
        let json = try JSONEncoder().encode([time])
        #expect(String(decoding: json, as: UTF8.self) == #"["1969-12-31T23:59:59.999999999Z"]"#)
        #expect(try JSONDecoder().decode([Timestamp].self, from: json) == [time])
        let offset = try JSONDecoder().decode([Timestamp].self, from: Data(#"["1970-01-01T08:00:00+08:00"]"#.utf8))
        #expect(offset == [Timestamp(nanoseconds: 0)])
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode([Timestamp].self, from: Data(#"["1970-01-01T08:00:00"]"#.utf8))
        }
    }
}
