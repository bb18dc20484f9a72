import DealtrailModel
import DealtrailSales
import DealtrailTesting
import Testing

@Suite struct TicketTests {
    private let signed = ContractSigned(contract: "C-1", account: "acme")
    private let open = Ticket.open("TK-1", "technical-support", note: "the seal leaks", contract: "C-1")
    private let opened = TicketOpened(
        ticket: "TK-1", category: "technical-support", note: "the seal leaks", account: "acme", contract: "C-1",
        owner: "rep:lin")

    @Test func `A ticket is opened once, for the account of its contract`() throws {
        let there = try given(signed).when(open, by: Scenario.lin).then(opened)
        // Found with the contract that was signed, and with its account.
        #expect(opened.tags.contains(.contract("C-1")) && opened.tags.contains(.account("acme")))
        try there.when(open, by: Scenario.chen).thenNothing()
        try there.when(Ticket.open("TK-1", "urgent-shipment", contract: "C-1")).thenRefused("ticket.exists")
        try given().when(Ticket.open("TK-2", "sample"), by: Scenario.lin)
            .then(TicketOpened(ticket: "TK-2", category: "sample", owner: "rep:lin"))
        try given().when(Ticket.open("TK-2", "")).thenRefused("name.invalid")
    }

    @Test func `What a ticket is about is there`() throws {
        try given().when(open).thenRefused("contract.unknown")
        try given().when(Ticket.open("TK-1", "sample", for: "acme")).thenRefused("account.unknown")
        try given().when(Ticket.open("TK-1", "sample", opportunity: "O-1")).thenRefused("opportunity.unknown")
        try given().when(Ticket.open("TK-1", "sample", keeping: "CM-1")).thenRefused("commitment.unknown")
        let made = CommitmentMade(commitment: "CM-1", due: GivenWhenThen.monday)
        try given(made).when(Ticket.open("TK-1", "sample", keeping: "CM-1")).accepted()
    }

    @Test func `It is answered and resolved once, in that order if at all`() throws {
        let there = given(opened)
        let answered = try there.when(Ticket.answer("TK-1"))
            .then(
                TicketAnswered(
                    ticket: "TK-1", category: "technical-support", account: "acme", contract: "C-1", owner: "rep:lin"))
        try answered.when(Ticket.answer("TK-1")).thenNothing()
        let resolved = try answered.when(Ticket.resolve("TK-1", note: "replaced"))
            .then(
                TicketResolved(
                    ticket: "TK-1", category: "technical-support", note: "replaced", account: "acme", contract: "C-1",
                    owner: "rep:lin"))
        try resolved.when(Ticket.resolve("TK-1")).thenNothing()
        try resolved.when(Ticket.answer("TK-1")).thenNothing()
        try there.when(Ticket.resolve("TK-1")).accepted().when(Ticket.answer("TK-1")).thenRefused("ticket.resolved")
        try given().when(Ticket.answer("TK-1")).thenRefused("ticket.unknown")
        try given().when(Ticket.resolve("TK-1")).thenRefused("ticket.unknown")
    }
}
