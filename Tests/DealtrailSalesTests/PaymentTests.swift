import DealtrailModel
import DealtrailSales
import DealtrailTesting
import Testing

/// In which parts a contract is paid, and what came in.
@Suite struct PaymentTests {
    private let signed = ContractSigned(
        contract: "C-3", amount: .cny("100.00"), account: "acme", opportunity: "O-1", owner: "rep:lin")
    private let due = GivenWhenThen.monday

    private func plan(_ parts: (InstalmentID, Money)...) -> Contract.SchedulePayments {
        Contract.schedulePayments("C-3", parts.map { .init($0.0, due: due, amount: $0.1) })
    }

    private func scheduled(_ instalment: InstalmentID, _ amount: Money) -> InstalmentScheduled {
        InstalmentScheduled(
            instalment: instalment, contract: "C-3", due: due, amount: amount, account: "acme", opportunity: "O-1",
            owner: "rep:lin")
    }

    @Test func `The instalments of a plan are what the contract is worth, to the cent`() throws {
        try given(signed).when(plan(("C-3/1", .cny(30)), ("C-3/2", .cny("70.000"))))
            .then(scheduled("C-3/1", .cny(30)), scheduled("C-3/2", .cny("70.000")))
        for rest in ["69.99", "70.01"] as [ScaledDecimal] {
            let refusal = try given(signed).when(plan(("C-3/1", .cny(30)), ("C-3/2", .cny(rest))))
                .thenRefused("payment-plan.total")
            #expect(refusal.inputs["amount"] == "100.00 CNY")
        }
        let most = ScaledDecimal(mantissa: .max, scale: 0)
        try given(signed).when(plan(("C-3/1", .cny(most)), ("C-3/2", .cny(most)))).thenRefused("payment-plan.total")
    }

    @Test func `A plan has instalments of its own, and there is one`() throws {
        let whole = plan(("C-3/1", .cny(100)))
        let agreed = try given(signed).when(whole).accepted()
        try agreed.when(whole).thenNothing()
        try agreed.when(plan(("C-3/2", .cny(100)))).thenRefused("payment-plan.exists")
        try given(signed).when(plan()).thenRefused("payment-plan.empty")
        try given(signed).when(plan(("C-3/1", .cny(50)), ("C-3/1", .cny(50)))).thenRefused("payment-plan.twice")
        try given(signed).when(plan(("C-3/1", .cny(0)), ("C-3/2", .cny(100)))).thenRefused("amount.not-positive")
        try given(signed).when(plan(("C-3/1", .eur(100)))).thenRefused("price.currency")
        try given(signed).when(plan(("", .cny(100)))).thenRefused("name.invalid")
        try given().when(whole).thenRefused("contract.unknown")
        try given(ContractSigned(contract: "C-3")).when(whole).thenRefused("contract.no-amount")
        try given(signed, InstalmentScheduled(instalment: "C-3/1", contract: "C-2", due: due)).when(whole)
            .thenRefused("instalment.exists")
    }

    @Test func `An instalment is asked for once`() throws {
        let asked = try given(signed, scheduled("C-3/1", .cny(100))).when(Payment.request("C-3/1"))
            .then(
                PaymentRequested(
                    instalment: "C-3/1", contract: "C-3", amount: .cny(100), account: "acme", owner: "rep:lin"))
        try asked.when(Payment.request("C-3/1")).thenNothing()
        try given(signed).when(Payment.request("C-3/1")).thenRefused("instalment.unknown")
    }

    @Test func `A payment comes in once, in the currency of its contract, and may be too much`() throws {
        let receive = Payment.receive("PY-1", for: "C-3", amount: .cny("100.01"), instalment: "C-3/1")
        let agreed = given(signed, scheduled("C-3/1", .cny(100)))
        let received = try agreed.when(receive)
            .then(
                PaymentReceived(
                    payment: "PY-1", contract: "C-3", amount: .cny("100.01"), instalment: "C-3/1", account: "acme",
                    owner: "rep:lin"))
        try received.when(receive).thenNothing()
        try received.when(Payment.receive("PY-1", for: "C-3", amount: .cny(1))).thenRefused("payment.exists")
        try agreed.when(Payment.receive("PY-2", for: "C-3", amount: .cny(1))).accepted()
        try agreed.when(Payment.receive("PY-2", for: "C-3", amount: .cny(0))).thenRefused("amount.not-positive")
        try agreed.when(Payment.receive("PY-2", for: "C-3", amount: .eur(1))).thenRefused("price.currency")
        try agreed.when(Payment.receive("PY-2", for: "C-3", amount: .cny(1), instalment: "C-3/2"))
            .thenRefused("instalment.unknown")
        try given().when(receive).thenRefused("contract.unknown")
        // Another contract has had a transfer of that number.
        try agreed.and(PaymentReceived(payment: "PY-1", contract: "C-2", amount: .cny("100.01"))).when(receive)
            .thenRefused("payment.exists")
    }
}
