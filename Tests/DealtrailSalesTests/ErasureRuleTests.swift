import DealtrailModel
import DealtrailSales
import DealtrailTesting
import Testing

/// Who may destroy a key, under the settings of `erasure`.
@Suite struct ErasureRuleTests {
    private let noteKey = EventSamples.sealed.commitment
    private let other = ContentDigest(of: [9])
    private let note = PrivateNoteAdded(note: "N-1", account: "acme", author: "rep:lin", text: EventSamples.sealed)
    private let ops = Author("ops:wu")

    private func policy(_ erasure: ErasureRules) -> SalesPolicy {
        var policy = SalesPolicy.standard
        policy.erasure = erasure
        return policy
    }

    private func erase(_ keys: [ContentDigest]) -> Subject.Erase {
        Subject.erase("rep:lin", keys: keys, reason: "request 17")
    }

    @Test func `Anybody may unless the policy says otherwise`() throws {
        let noted = given(note, by: Scenario.lin)
        for author in [Scenario.lin, ops, Scenario.chen] {
            try noted.when(erase([noteKey, other]), by: author).then(
                SubjectErased(subject: "rep:lin", keys: [noteKey, other].sorted(), reason: "request 17"))
        }
    }

    @Test func `Private notes are erased by their author, himself or through somebody who acts for him`() throws {
        let own = policy(ErasureRules(privateNotes: ["author"]))
        let noted = given(note, by: Scenario.lin)
        try noted.when(erase([noteKey]), by: Scenario.lin, under: own).accepted()
        try noted.when(erase([noteKey]), by: Author("ops:wu", onBehalfOf: "rep:lin"), under: own).accepted()
        let refusal = try noted.when(erase([noteKey]), by: ops, under: own).thenRefused("erasure.private-notes")
        #expect(refusal.version == "standard-2" && refusal.inputs["allowed"] == "author")
        #expect(refusal.inputs["author"] == "ops:wu" && refusal.inputs["subject"] == "rep:lin")
        #expect(refusal.inputs["event"] == EventID(high: 0, low: 0).description, "the note that the key sealed")
        // The author of notes is nobody in particular for a key that sealed something else.
        try noted.when(erase([other]), by: ops, under: own).accepted()
        // Of several keys, one that he may not destroy is enough.
        try noted.when(erase([noteKey, other]), by: ops, under: own).thenRefused("erasure.private-notes")
    }

    @Test func `Nobody erases where nobody is named`() throws {
        let nobody = policy(ErasureRules(privateNotes: [], personalData: []))
        let noted = given(note, by: Scenario.lin)
        let refusal = try noted.when(erase([noteKey]), by: Scenario.lin, under: nobody)
            .thenRefused("erasure.private-notes")
        #expect(refusal.inputs["allowed"] == "nobody")
        try noted.when(erase([other]), by: Scenario.lin, under: nobody).thenRefused("erasure.personal-data")
        // What is erased already is not asked again.
        let erased = noted.and(SubjectErased(subject: "rep:lin", keys: [noteKey], reason: "earlier"))
        try erased.when(erase([noteKey]), by: Scenario.lin, under: nobody).thenNothing()
    }

    @Test(arguments: [
        (Author("ops:wu"), true), (Author("ops:he"), true), (Author("legal:he"), true), (Author("legal:wu"), false),
        (Author("rep:lin"), false), (Author("rep:lin", onBehalfOf: "ops:wu"), true), (Author("operations:wu"), false),
        (Author("ops"), true), (Author("opsx:wu"), false),
    ])
    func `Personal data is erased by roles and persons`(_ author: Author, _ passes: Bool) throws {
        let roles = policy(ErasureRules(personalData: ["ops", "legal:he"]))
        let erase = Subject.erase("contact:C-17", keys: [other], reason: "request 17")
        let outcome = try given().when(erase, by: author, under: roles)
        if passes {
            try outcome.accepted()
        } else {
            let refusal = try outcome.thenRefused("erasure.personal-data")
            #expect(refusal.inputs["allowed"] == "ops, legal:he" && refusal.inputs["event"] == "none")
        }
    }
}
