import DealtrailModel
import DealtrailSales
import DealtrailTesting
import Testing

@Suite struct MaterialTests {
    private static let first = MaterialVersionPublished(material: "deck", version: "v1")
    private static let second = MaterialVersionPublished(
        material: "deck", version: "v2", summary: "three more fields", replaces: "v1")
    private static let opportunity = OpportunityCreated(
        opportunity: "O-1", pipeline: "standard", pipelineVersion: 1, account: "acme", owner: "rep:lin")

    @Test func `A version holds from its publication, and says what it replaces`() throws {
        try given().when(Material.publish("deck", version: "v1")).then(Self.first)
            .when(Material.publish("deck", version: "v1")).thenNothing()
            .when(Material.publish("deck", version: "v2", summary: "three more fields")).then(Self.second)
        try given().when(Material.publish("", version: "v1")).thenRefused("name.invalid")
        try given().when(Material.publish("deck", version: "v\u{7}")).thenRefused("name.invalid")
    }

    @Test func `A version is published once, and brought back by rolling back`() throws {
        try given(Self.first).when(Material.publish("deck", version: "v1", summary: "other"))
            .thenRefused("material.version-exists")
        try given(Self.first, Self.second).when(Material.publish("deck", version: "v1"))
            .thenRefused("material.version-exists")
    }

    @Test func `Rolling back goes to what was replaced, or to the version that is named`() throws {
        let back = MaterialRolledBack(material: "deck", from: "v2", to: "v1", reason: "nobody fills them in")
        try given(Self.first, Self.second).when(Material.rollBack("deck", reason: "nobody fills them in")).then(back)
            .when(Material.rollBack("deck", to: "v1", reason: "again")).thenNothing()
            .when(Material.rollBack("deck", to: "v2", reason: "mended"))
            .then(MaterialRolledBack(material: "deck", from: "v1", to: "v2", reason: "mended"))
        try given(Self.first, Self.second, back).when(Material.rollBack("deck", reason: "again"))
            .thenRefused("material.nothing-before")
        try given().when(Material.rollBack("deck", reason: "x")).thenRefused("material.unknown")
        try given(Self.first).when(Material.rollBack("deck", to: "v9", reason: "x"))
            .thenRefused("material.version-unknown")
        try given(Self.first, Self.second).when(Material.rollBack("deck", reason: " "))
            .thenRefused("material.reason-required")
    }

    @Test func `What was used is the version that holds, once for each opportunity`() throws {
        func used(_ version: MaterialVersion) -> MaterialUsed {
            MaterialUsed(material: "deck", version: version, opportunity: "O-1", account: "acme", owner: "rep:lin")
        }
        try given(Self.opportunity, Self.first).when(Material.use("deck", for: "O-1")).then(used("v1"))
            .when(Material.use("deck", for: "O-1")).thenNothing()
            .when(Material.publish("deck", version: "v2", summary: "three more fields")).then(Self.second)
            .when(Material.use("deck", for: "O-1")).then(used("v2"))
            .when(Material.use("deck", for: "O-1", version: "v1")).thenNothing()
        let known = given(Self.opportunity, Self.first)
        try known.when(Material.use("deck", for: "O-1", version: "v9")).thenRefused("material.version-unknown")
        try known.when(Material.use("deck", for: "O-2")).thenRefused("opportunity.unknown")
        try given(Self.opportunity).when(Material.use("deck", for: "O-1")).thenRefused("material.unknown")
    }

    @Test func `Of another material or opportunity nothing is looked at`() throws {
        let other = MaterialVersionPublished(material: "talk", version: "v7")
        let elsewhere = MaterialUsed(material: "deck", version: "v1", opportunity: "O-2")
        try given(other).when(Material.rollBack("deck", reason: "x")).thenRefused("material.unknown")
        try given(Self.opportunity, Self.first, elsewhere).when(Material.use("deck", for: "O-1"))
            .then(
                MaterialUsed(material: "deck", version: "v1", opportunity: "O-1", account: "acme", owner: "rep:lin"))
    }
}
