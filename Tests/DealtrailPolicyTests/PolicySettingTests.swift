import DealtrailModel
import DealtrailPolicy
import DealtrailSales
import Testing

/// The settings that decide where the sources contradict one another.
@Suite struct PolicySettingTests {
    private func changes(_ yaml: String) throws -> [String] {
        let text = "version: standard-2\n" + yaml
        let new = PolicyDiff.Side(try PolicyDocument(yaml: text, file: "p.yaml").policy, text: text)
        return try PolicyDiff(from: .init(.standard), to: new).changes.map {
            "\($0.path): \($0.old ?? "") > \($0.new ?? "") (\($0.newLine.map { String($0) } ?? ""))"
        }
    }

    /// A policy that says what the standard one says has its digest, in a section and without it.
    @Test(arguments: [
        "stage-moves: { going-back: with-reason, evidence: once, pipelines: {} }", "pricing: { base: list-on-quote }",
        "erasure: { private-notes: [anybody] }", "erasure: {}",
        "overrides: { account-tier: with-reason, judged-after-days: 90, lead-success: converted }",
    ])
    func `What is as in the standard policy has its canonical text`(_ yaml: String) throws {
        var plain = SalesPolicy.standard
        plain.version = "v"
        #expect(try policy(yaml).canonicalText() == plain.canonicalText())
        #expect(try SalesPolicy.standard.digest().description.hasPrefix("26191b656cce"))
    }

    @Test func `The base of the band and who may erase are read, and told key by key`() throws {
        let yaml = "pricing: { base: last-approved }\nerasure:\n  private-notes: [author, legal]\n  personal-data: []"
        let policy = try policy(yaml)
        #expect(policy.pricing.measuredFrom == .lastApproved)
        #expect(policy.erasing == ErasureRules(privateNotes: ["author", "legal"], personalData: []))
        #expect(
            try changes(yaml) == [
                "pricing.base: list-on-quote > last-approved (2)",
                "erasure.private-notes: [anybody] > [author, legal] (4)", "erasure.personal-data: [anybody] > [] (5)",
            ])
    }

    @Test func `Who may decide otherwise than a rule is read, and told key by key`() throws {
        let yaml = "overrides: { lead-grade: refused, judged-after-days: 30, lead-success: won }"
        #expect(
            try policy(yaml).overriding
                == OverrideRules(leadGrade: .refused, judgedAfterDays: 30, leadSuccess: .won))
        #expect(
            try changes(yaml) == [
                "overrides.lead-grade: with-reason > refused (2)", "overrides.judged-after-days: 90 > 30 (2)",
                "overrides.lead-success: converted > won (2)",
            ])
    }

    @Test func `How opportunities move is read, keeps what it leaves out, and is told key by key`() throws {
        let yaml = "stage-moves:\n  going-back: refused\n  pipelines:\n    tender: { evidence: anew }\n"
        #expect(
            try policy(yaml).stageMoves
                == StageMoveRules(goingBack: .refused, pipelines: [.init(pipeline: "tender", evidence: .anew)]))
        #expect(
            try changes(yaml) == [
                "stage-moves.going-back: with-reason > refused (3)",
                "stage-moves.pipelines.tender.evidence:  > anew (5)",
                "stage-moves.pipelines: {} >  ()",
            ])
    }

    @Test(arguments: [
        (
            "stage-moves:\n  back: refused",
            "p.yaml:3:3: \"back\" is not part of stage-moves; allowed here: going-back, entering-again, evidence, pipelines"
        ),
        (
            "stage-moves: { going-back: never }",
            "p.yaml:2:28: \"going-back\" is one of with-reason, freely, refused, not never"
        ),
        (
            "pricing: { base: margin }",
            "p.yaml:2:18: \"base\" is one of list-on-quote, list-when-priced, list-now, last-approved, floor, not margin"
        ),
        (
            "erasure: { personal-data: [ops, anybody] }",
            "p.yaml:2:33: \"anybody\" stands alone: beside it nobody has to be named"
        ),
        (
            "erasure:\n  personal-data: [author]",
            "p.yaml:3:19: \"author\" is the author of a private note; name persons or roles here"
        ),
        ("erasure: { private-notes: [ops, ops] }", "p.yaml:2:33: ops stands twice"),
        (
            "overrides: { lead-grade: freely }",
            "p.yaml:2:26: \"lead-grade\" is one of with-reason, refused, not freely"
        ),
        (
            "overrides:\n  judged-after-days: 0",
            "p.yaml:3:22: \"judged-after-days\" is a whole number from 1 to 3650, not 0"
        ),
        ("erasure: { private-notes: author }", "p.yaml:2:27: \"private-notes\" is a list"),
        ("stage-moves:\n  evidence: twice", "p.yaml:3:13: \"evidence\" is one of once, anew, not twice"),
        (
            "stage-moves:\n  pipelines:\n    tender: { stages: [] }",
            "p.yaml:4:15: \"stages\" is not part of a pipeline; allowed here: going-back, entering-again, evidence"
        ),
    ])
    func `A defect is told with its place and what is allowed there`(_ yaml: String, _ problem: String) {
        #expect(problems(yaml) == [problem])
    }
}
