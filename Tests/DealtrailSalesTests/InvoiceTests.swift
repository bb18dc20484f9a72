import DealtrailModel
import DealtrailSales
import DealtrailTesting
import Testing

/// The gate before an invoice, and what may be invoiced.
@Suite struct InvoiceTests {
    private let signed = ContractSigned(
        contract: "C-1", quote: "Q-17", amount: .cny(100), account: "acme", owner: "rep:lin")
    private let scan = EvidenceAttached(
        evidence: "contract-scan", digest: EventSamples.digest, account: "acme", contract: "C-1")

    private func ask(_ amount: Money = .cny(100), _ invoice: InvoiceID = "IV-1") -> Invoice.Request {
        Invoice.request(invoice, for: "C-1", amount: amount)
    }

    private func requested(_ amount: Money, gates: [RuleName] = ["invoice"]) -> InvoiceRequested {
        InvoiceRequested(
            invoice: "IV-1", contract: "C-1", amount: amount, gates: gates, policyVersion: "standard-2",
            account: "acme", owner: "rep:lin")
    }

    @Test func `No invoice without the scan of the contract`() throws {
        let refusal = try given(signed).when(ask()).thenRefused("gate.invoice")
        #expect(refusal.version == "standard-2" && refusal.inputs["missingEvidence"] == "contract-scan")
        #expect(refusal.inputs["contract"] == "C-1" && refusal.inputs["command"] == "invoice.request")
        try given(signed, scan).when(ask()).then(requested(.cny(100)))
        // Neither another document nor the scan of another contract opens it.
        let delivery = EvidenceAttached(evidence: "delivery-note", digest: EventSamples.digest, contract: "C-1")
        let other = EvidenceAttached(evidence: "contract-scan", digest: EventSamples.digest, contract: "C-2")
        try given(signed, delivery, other).when(ask()).thenRefused("gate.invoice")
        // Who was refused may ask again.
        try given(signed).and(scan).when(ask()).accepted()
    }

    @Test func `The scan is attached to the contract, once`() throws {
        let attach = Contract.attachEvidence("contract-scan", digest: EventSamples.digest, to: "C-1")
        let attached = try given(signed).when(attach).then(scan)
        try attached.when(attach).thenNothing()
        try attached.when(Contract.attachEvidence("contract-scan", digest: ContentDigest(of: []), to: "C-1"))
            .then(kinds: "evidence.attached")
        try given().when(attach).thenRefused("contract.unknown")
        #expect(scan.stream == .contract("C-1"))
    }

    @Test func `A gate may ask for roles that approved the quote of the contract`() throws {
        var policy = SalesPolicy.standard
        var book = policy.book
        book.gates = [GateRule("invoice", before: "invoice.request", approvals: ["finance-supervisor"])]
        policy.rules = book
        func decided(_ decision: ApprovalDecision, quote: QuoteID = "Q-17") -> ApprovalStepDecided {
            ApprovalStepDecided(
                approval: "A-9", quote: quote, step: 1, role: "finance-supervisor", decision: decision)
        }
        let ask = Invoice.request("IV-1", for: "C-1", amount: .cny(100), approval: "A-9")
        let refusal = try given(signed).when(ask, under: policy).thenRefused("gate.invoice")
        #expect(refusal.inputs["missingApprovals"] == "finance-supervisor")
        try given(signed, decided(.rejected)).when(ask, under: policy).thenRefused("gate.invoice")
        try given(signed, decided(.approved, quote: "Q-1")).when(ask, under: policy).thenRefused("gate.invoice")
        try given(signed, decided(.approved)).when(ask, under: policy).then(requested(.cny(100)))
        book.gates = []
        policy.rules = book
        try given(signed).when(ask, under: policy).then(requested(.cny(100), gates: []))
    }

    @Test func `Invoices together are not more than the contract is worth, to the cent`() throws {
        let first = try given(signed, scan).when(ask(.cny(60))).then(requested(.cny(60)))
        try first.when(ask(.cny(60))).thenNothing()
        try first.when(ask(.cny(61))).thenRefused("invoice.exists")
        try first.when(ask(.cny("40.01"), "IV-2")).thenRefused("invoice.exceeds")
        try first.when(ask(.cny(40), "IV-2")).accepted().when(ask(.cny("0.01"), "IV-3")).thenRefused("invoice.exceeds")
        try first.when(ask(.cny(0), "IV-2")).thenRefused("amount.not-positive")
        try first.when(ask(.eur(1), "IV-2")).thenRefused("price.currency")
        try given().when(ask()).thenRefused("contract.unknown")
        // What nobody knows the worth of has no bound.
        try given(ContractSigned(contract: "C-1"), scan).when(ask(.eur(1_000_000))).accepted()
    }
}
