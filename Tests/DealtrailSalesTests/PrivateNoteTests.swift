import DealtrailModel
import DealtrailSales
import DealtrailTesting
import Testing

/// Notes that their author alone reads, and the erasure of subjects.
@Suite struct PrivateNoteTests {
    private let lin = Scenario.lin
    private let text = EventSamples.sealed
    private var key: ContentDigest { text.commitment }

    @Test func `A note is sealed for its author, about an account that exists, once`() throws {
        let note = PrivateNote.add("N-1", about: "acme", text: text)
        let added = try given(Scenario.account).when(note, by: lin)
            .then(PrivateNoteAdded(note: "N-1", account: "acme", author: "rep:lin", text: text))
        try added.when(note, by: lin).thenRefused("private-note.exists")
        try given(Scenario.account).when(note, by: Scenario.chen).thenRefused("private-note.not-yours")
        try given().when(note, by: lin).thenRefused("account.unknown")
    }

    @Test func `Another author may have a note of the same name`() throws {
        let chen = try #require(SubjectKey(subject: "rep:chen", bytes: Array(1...32)))
        let sealed = try chen.seal("sees it otherwise", for: .privateNote, in: "example.com/sales", by: "note-1")
        try given(Scenario.account)
            .and(PrivateNoteAdded(note: "N-1", account: "acme", author: "rep:lin", text: text), by: lin)
            .when(PrivateNote.add("N-1", about: "acme", text: sealed), by: Scenario.chen)
            .then(kinds: "private-note.added")
    }

    @Test func `What was sealed with a key that is gone is refused`() throws {
        try given(Scenario.account).and(SubjectErased(subject: "rep:lin", keys: [key], reason: "left"), by: lin)
            .when(PrivateNote.add("N-1", about: "acme", text: text), by: lin).thenRefused("subject.key-erased")
        // Another's erasure says nothing of it.
        try given(Scenario.account).and(SubjectErased(subject: "rep:chen", keys: [key], reason: "left"), by: lin)
            .when(PrivateNote.add("N-1", about: "acme", text: text), by: lin).then(kinds: "private-note.added")
    }

    @Test func `An erasure names the keys that are not erased yet, and gives its reason`() throws {
        let other = EventSamples.digest
        let erase = Subject.erase("rep:lin", keys: [key, other], reason: "request 17")
        let erased = try given().when(erase, by: lin)
            .then(SubjectErased(subject: "rep:lin", keys: [other, key], reason: "request 17"))
        try erased.when(erase, by: lin).thenNothing()
        try erased.when(Subject.erase("rep:lin", keys: [], reason: "again"), by: lin).thenNothing()
        try given().and(SubjectErased(subject: "rep:lin", keys: [key], reason: "left"), by: lin)
            .when(erase, by: lin).then(SubjectErased(subject: "rep:lin", keys: [other], reason: "request 17"))
        try given().when(Subject.erase("rep:lin", keys: [], reason: "x"), by: lin).thenRefused("subject.unknown")
        try given().when(Subject.erase("rep:lin", keys: [key], reason: " "), by: lin)
            .thenRefused("subject.reason-required")
        try given().when(erase, by: Author("rep:lin", kind: .claimed)).thenRefused("subject.not-witnessed")
    }
}
