import DealtrailModel
import DealtrailSales
import DealtrailTesting
import Testing

@Suite struct AuthorKeyTests {
    private let first = EventSamples.authorKey(1)
    private let second = EventSamples.authorKey(2)
    private let third = EventSamples.authorKey(3)
    private let lin = Scenario.lin
    private let service = Author("idp", kind: .service)

    private var registered: GivenWhenThen { given(AuthorKeyRegistered(author: "rep:lin", key: first), by: lin) }

    @Test func `An author registers his key, once`() throws {
        let register = AuthorKey.register(first, of: "rep:lin")
        try given().when(register, by: lin).then(AuthorKeyRegistered(author: "rep:lin", key: first))
            .when(register, by: lin).thenNothing()
        try registered.when(AuthorKey.register(second, of: "rep:lin"), by: lin).thenRefused("author-key.exists")
        try given().when(AuthorKey.register(first, of: ""), by: service).thenRefused("name.invalid")
    }

    @Test func `Nobody registers, rotates or revokes for somebody else, but a service and a registrar`() throws {
        let wu = Scenario.wu
        let register = AuthorKey.register(first, of: "rep:lin")
        try given().when(register, by: wu).thenRefused("author-key.not-yours")
        try given().when(register, by: Author("rep:lin", kind: .claimed)).thenRefused("author-key.not-yours")
        try given().when(register, by: service).then(kinds: "author-key.registered")
        var policy = SalesPolicy.standard
        policy.signatures = SignatureRules(registrars: ["manager:wu"])
        try given().when(register, by: wu, under: policy).then(kinds: "author-key.registered")
        try registered.when(AuthorKey.rotate(to: second, of: "rep:lin"), by: wu).thenRefused("author-key.not-yours")
        let revoke = AuthorKey.revoke(first, of: "rep:lin", reason: "left")
        try registered.when(revoke, by: wu).thenRefused("author-key.not-yours")
        try registered.when(revoke, by: wu, under: policy).then(kinds: "author-key.revoked")
    }

    @Test func `A rotation names the key before, and needs one`() throws {
        try registered.when(AuthorKey.rotate(to: second, of: "rep:lin", reason: "new phone"), by: lin)
            .then(AuthorKeyRotated(author: "rep:lin", key: second, previous: first, reason: "new phone"))
            .when(AuthorKey.rotate(to: second, of: "rep:lin"), by: lin).thenNothing()
            .when(AuthorKey.rotate(to: first, of: "rep:lin"), by: lin).thenRefused("author-key.used")
        try given().when(AuthorKey.rotate(to: second, of: "rep:lin"), by: lin).thenRefused("author-key.none")
    }

    @Test func `A revocation gives its reason and names the key`() throws {
        let revoke = AuthorKey.revoke(first, of: "rep:lin", reason: "lost phone")
        let revoked = try registered.when(revoke, by: lin)
            .then(AuthorKeyRevoked(author: "rep:lin", key: first, reason: "lost phone"))
        try revoked.when(revoke, by: lin).thenNothing()
        try revoked.when(AuthorKey.rotate(to: second, of: "rep:lin"), by: lin).thenRefused("author-key.none")
        try revoked.when(AuthorKey.register(first, of: "rep:lin"), by: lin).thenRefused("author-key.used")
        try revoked.when(AuthorKey.register(second, of: "rep:lin"), by: lin).then(kinds: "author-key.registered")
        try registered.when(AuthorKey.revoke(first, of: "rep:lin", reason: " "), by: lin)
            .thenRefused("author-key.reason-required")
        try registered.when(AuthorKey.revoke(third, of: "rep:lin", reason: "x"), by: lin)
            .thenRefused("author-key.unknown")
    }

    @Test func `A key that was rotated away is not revoked in place of its successor`() throws {
        try registered.and(AuthorKeyRotated(author: "rep:lin", key: second, previous: first), by: lin)
            .when(AuthorKey.revoke(first, of: "rep:lin", reason: "late"), by: lin).thenNothing()
    }

    @Test func `No key stands for two authors`() throws {
        let refusal = try registered.when(AuthorKey.register(first, of: "manager:wu"), by: Scenario.wu)
            .thenRefused("author-key.used")
        #expect(refusal.inputs["author"] == "rep:lin")
    }
}
