import Foundation
import Testing

/// What the reports over one small trail look like, character for character.
@Suite struct GoldenTests {
    private static let trail = Task { try await SampleTrail() }

    static let quarter = [
        "--cohort", "entered", "--period", "2026-Q1", "--offset", "+08:00", "--compare", "last-year", "--definitions",
        "then",
    ]
    static let march = ["--effective", "2026-03-31T23:59:59+08:00"]

    @Test(arguments: [
        ("log.txt", ["log"]),
        ("log-quote.json", ["log", "--stream", "quote:Q-1", "--json"]),
        ("log-count.txt", ["log", "--count-by", "author"]),
        ("log-count.json", ["log", "--count-by", "kind", "--json"]),
        ("show.txt", ["show", "13"]),
        ("show.json", ["show", "13", "--json"]),
        ("show-unknown-kind.json", ["show", "23", "--json"]),
        ("price-history.txt", ["price-history", "--account", "acme"] + march),
        ("price-history.json", ["price-history", "--quote", "Q-1", "--json"] + march),
        ("spread.txt", ["spread"] + march),
        ("spread.json", ["spread", "--account", "acme", "--min", "5", "--json"] + march),
        ("funnel.txt", ["funnel", "--by", "rep"] + march),
        ("funnel.json", ["funnel", "--json"] + march),
        ("funnel-cases.json", ["funnel", "--explain", "won", "--json"] + march),
        ("funnel-cases.txt", ["funnel", "--explain", "latest:contact", "--by", "rep", "--slice", "rep:lin"] + march),
        ("funnel-years.txt", ["funnel"] + quarter + march),
        ("funnel-years.json", ["funnel", "--json"] + quarter + march),
        ("dwell.txt", ["dwell", "--by", "rep", "--measure", "cumulative"] + march),
        ("dwell.json", ["dwell", "--by", "rep", "--json"] + march),
        ("dwell-cases.json", ["dwell", "--explain", "contact", "--json"] + march),
        ("stalls.txt", ["stalls", "--by", "rep"] + march),
        ("stalls.json", ["stalls", "--json"] + march),
        ("stall-cases.json", ["stalls", "--explain", "stalled:contact", "--json"] + march),
        ("actions.txt", ["actions"] + march),
        ("actions.json", ["actions", "--json"] + march),
        ("actions-by-month.txt", ["actions", "--by", "month"] + march),
        ("actions-by-tier.json", ["actions", "--by", "tier", "--kind", "quote.created", "--json"] + march),
        (
            "action-slice.json",
            ["actions", "--by", "rep", "--explain", "rep/*/*", "--slice", "rep:lin", "--json"] + march
        ),
        ("action-events.txt", ["actions", "--explain", "rep/*/10"] + march),
        ("action-events.json", ["actions", "--explain", "ops/mon/9", "--json"] + march),
        ("cliffs.txt", ["cliffs"] + march),
        ("cliffs.json", ["cliffs", "--json"] + march),
        ("cliff-cases.json", ["cliffs", "--explain", "contact/all/converted", "--json"] + march),
        ("health.txt", ["health"] + march),
        ("health.json", ["health", "--json"] + march),
        ("health-account.txt", ["health", "--account", "acme"] + march),
        ("health-account.json", ["health", "--account", "acme", "--json"] + march),
        ("health-change.txt", ["health", "--since", "2026-02-05T00:00:00+08:00"] + march),
        ("health-change.json", ["health", "--since", "2026-02-05T00:00:00+08:00", "--json"] + march),
    ])
    func `The output is as it was`(_ name: String, _ arguments: [String]) async throws {
        let trail = try await Self.trail.value
        let run = try await Tool.run([arguments[0], "--trail", trail.path] + arguments.dropFirst())
        #expect(run.status == 0, "\(run.errors)")
        #expect(run.errors == "")
        try Golden.check(run.output, against: name)
    }
}
