import DealtrailModel
import DealtrailSales
import DealtrailTesting
import Testing

@Suite struct RepresentativeTests {
    @Test func `A representative is assigned, and again with a reason`() throws {
        try given().when(Representative.assign("rep:lin", team: "schools", region: "east"))
            .then(RepresentativeAssigned(representative: "rep:lin", team: "schools", region: "east"))
            .when(Representative.assign("rep:lin", team: "schools", region: "east")).thenNothing()
            .when(Representative.assign("rep:lin", team: "hospitals", region: "east"))
            .thenRefused("representative.reason-required")
        try given(RepresentativeAssigned(representative: "rep:lin", team: "schools"))
            .when(Representative.assign("rep:lin", team: nil, reason: "leaves the team"))
            .then(
                RepresentativeAssigned(
                    representative: "rep:lin", previous: "schools", reason: "leaves the team"))
    }

    @Test func `The assignment of another does not matter`() throws {
        try given(RepresentativeAssigned(representative: "rep:wu", team: "schools"))
            .when(Representative.assign("rep:lin", team: "schools"))
            .then(RepresentativeAssigned(representative: "rep:lin", team: "schools"))
    }

    @Test func `Names must be names`() throws {
        try given().when(Representative.assign("", team: "schools")).thenRefused("name.invalid")
        try given().when(Representative.assign("rep:lin", team: "a\u{7}")).thenRefused("name.invalid")
    }
}
