import DealtrailModel
import DealtrailSales
import DealtrailTesting
import Testing

@Suite struct VisitTests {
    let checkIn = Visit.checkIn(
        "V-1", at: "acme", nonce: "7f21", about: "O-1", latitude: "31.2304", longitude: "121.4737")

    @Test func `Sent twice with one nonce, a check-in happened once`() throws {
        let first = try given(Scenario.account).when(checkIn, by: Scenario.lin)
            .then(
                VisitCheckedIn(
                    visit: "V-1", account: "acme", owner: "rep:lin", opportunity: "O-1", latitude: "31.2304",
                    longitude: "121.4737", nonce: "7f21"))
        try first.when(checkIn, by: Scenario.lin).thenNothing()
        try first.when(Visit.checkIn("V-2", at: "acme", nonce: "7f21")).thenRefused("visit.nonce-reused")
        try first.when(Visit.checkIn("V-1", at: "acme", nonce: "7f22")).thenRefused("visit.exists")
        try given().when(checkIn).thenRefused("account.unknown")
        try given(Scenario.account).when(Visit.checkIn("V-1", at: "acme", nonce: "")).thenRefused("name.invalid")
    }

    @Test func `The visitor may be somebody else than who enters it`() throws {
        let proposed = try given(Scenario.account)
            .when(Visit.checkIn("V-1", at: "acme", nonce: "1", by: "rep:chen"), by: Scenario.lin).proposed
        #expect((proposed.first?.event as? VisitCheckedIn)?.owner == "rep:chen")
    }

    @Test(arguments: [
        ("90", "180", true), ("-90", "-180", true), ("90.0001", "0", false), ("0", "180.0001", false),
        ("-90.0001", "0", false), ("0", "-180.0001", false),
    ])
    func `A place lies on the globe`(_ north: String, _ east: String, _ fits: Bool) throws {
        let outcome = try given(Scenario.account).when(
            Visit.checkIn("V-1", at: "acme", nonce: "1", latitude: ScaledDecimal(north), longitude: ScaledDecimal(east))
        )
        if fits { try outcome.accepted() } else { try outcome.thenRefused("visit.impossible-place") }
    }

    @Test func `Half a place is none`() throws {
        try given(Scenario.account).when(Visit.checkIn("V-1", at: "acme", nonce: "1", latitude: 1))
            .thenRefused("visit.impossible-place")
    }

    @Test func `A visit ends once`() throws {
        let first = try given(Scenario.account).when(checkIn, by: Scenario.lin).accepted()
        let ended = try first.when(Visit.complete("V-1", outcome: .effective))
            .then(
                VisitCompleted(
                    visit: "V-1", account: "acme", owner: "rep:lin", opportunity: "O-1", outcome: .effective))
        try ended.when(Visit.complete("V-1", outcome: .effective)).thenNothing()
        try ended.when(Visit.complete("V-1", outcome: .ineffective)).thenRefused("visit.completed")
        try given().when(Visit.complete("V-1")).thenRefused("visit.unknown")
    }
}
