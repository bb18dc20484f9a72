import DealtrailModel
import DealtrailSales
import Yams

/// Reads the nodes of a policy document; what is missing stays as in the standard policy.
struct PolicyReader {
    let diagnostics: PolicyDiagnostics

    func policy(_ root: Node) -> SalesPolicy {
        var policy = SalesPolicy.standard
        let keys = PolicyShapes.document.fields.map(\.key)
        guard let object = PolicyObject(root, "a policy", keys: keys, required: ["version"], diagnostics) else {
            return policy
        }
        if let version = object.text("version") { policy.version = version }
        if let items = object.items("pipelines") { policy.pipelines = pipelines(items, object) }
        if let node = object["stage-moves"] { policy.stageMoves = section(node, "stage-moves", over: .standard) }
        if let node = object["pricing"] { pricing(node, &policy.pricing) }
        if let node = object["approval"] { approval(node, &policy.approval) }
        if let node = object["health"] { health(node, &policy.health) }
        if let node = object["tiering"] { tiering(node, &policy.tiering) }
        if let node = object["signatures"] { policy.signatures = signatures(node) }
        if let node = object["activation"] { policy.activation = activation(node) }
        if let node = object["overrides"] { policy.overrides = section(node, "overrides", over: .standard) }
        if let node = object["erasure"] { policy.erasure = section(node, "erasure", over: .standard) }
        if let book = rules(root) { policy.rules = book }
        // Rules are compared with one another once each of them is what it should be.
        if diagnostics.isEmpty {
            for flaw in policy.flaws() { diagnostics.report(root.deepest(flaw.path), flaw.reason) }
        }
        return policy
    }

    // MARK: - Signatures

    private func signatures(_ node: Node) -> SignatureRules? {
        let keys = ["required-for", "registrars"]
        guard let object = PolicyObject(node, "signatures", keys: keys, diagnostics) else { return nil }
        let required: [EventKind] = object.names("required-for") ?? []
        for kind in required where Catalog.sales.commands[kind] == nil {
            object.report("required-for", "\"\(kind)\" is no command, such as quote.change-price")
        }
        let rules = SignatureRules(requiredFor: required, registrars: object.names("registrars") ?? [])
        // Nothing demanded is what a policy without this section says, and both have one canonical text.
        return rules == SignatureRules() ? nil : rules
    }

    // MARK: - Pipelines

    private func pipelines(_ items: [Node], _ policy: PolicyObject) -> [PipelineRules] {
        let keys = ["name", "version", "stages"]
        let found = items.compactMap { item -> PipelineRules? in
            guard let object = PolicyObject(item, "a pipeline", keys: keys, required: keys, diagnostics),
                let name: PipelineName = object.name("name"),
                let version = object.integer("version", in: 1...1_000_000),
                let stages = object.items("stages")?.compactMap(stage)
            else { return nil }
            if stages.isEmpty { object.report("stages", "a pipeline has at least one stage") }
            if Set(stages.map(\.name)).count != stages.count { object.report("stages", "a stage stands twice") }
            return PipelineRules(name: name, version: version, stages: stages)
        }
        if Set(found.map(\.name)).count != found.count {
            policy.report("pipelines", "a pipeline stands twice; a policy has one version of each")
        }
        return found
    }

    private func stage(_ node: Node) -> PipelineStage? {
        if case .scalar(let scalar) = node, StageName(scalar.string).isValid {
            return PipelineStage(StageName(scalar.string))
        }
        guard
            let object = PolicyObject(node, "a stage", keys: ["name", "requires"], required: ["name"], diagnostics),
            let name: StageName = object.name("name")
        else { return nil }
        return PipelineStage(name, requires: object.names("requires") ?? [])
    }

    // MARK: - Pricing and approval

    private func pricing(_ node: Node, _ rules: inout PricingRules) {
        let keys = [
            "tolerance", "edge", "compared-decimals", "products", "maximum-lines", "unlisted-needs-approval",
            "decimals", "base",
        ]
        guard let object = PolicyObject(node, "pricing", keys: keys, diagnostics) else { return }
        if let edge = object.text("edge") {
            if edge == Edge.atLeast.rawValue || edge == Edge.above.rawValue {
                rules.edge = edge == Edge.above.rawValue ? .above : nil
            } else {
                object.report("edge", "\"edge\" is one of at-least, above, not \(edge)")
            }
        }
        if let text = object.text("base") {
            if let base = PriceBase(rawValue: text) {
                rules.base = base == .listOnQuote ? nil : base
            } else {
                let names = PriceBase.allCases.map(\.rawValue).joined(separator: ", ")
                object.report("base", "\"base\" is one of \(names), not \(text)")
            }
        }
        if let decimals = object.text("compared-decimals") {
            rules.comparedDecimals =
                decimals == "exact" ? nil : object.integer("compared-decimals", in: 0...6).map(UInt8.init)
        }
        if let tolerance = object.decimal("tolerance", in: 0...100) { rules.tolerance = tolerance }
        if let items = object.items("products") {
            rules.products = items.compactMap { item in
                let keys = ["product", "tolerance"]
                guard let band = PolicyObject(item, "a product", keys: keys, required: keys, diagnostics),
                    let product: ProductID = band.name("product"),
                    let tolerance = band.decimal("tolerance", in: 0...100)
                else { return nil }
                return PricingRules.ProductBand(product: product, tolerance: tolerance)
            }
            if Set(rules.products.map(\.product)).count != rules.products.count {
                object.report("products", "a product stands twice")
            }
        }
        if let lines = object.integer("maximum-lines", in: 1...PricingRules.lineLimit) { rules.maximumLines = lines }
        if let needs = object.boolean("unlisted-needs-approval") { rules.unlistedNeedsApproval = needs }
        if let decimals = object.integer("decimals", in: 0...18) { rules.decimals = UInt8(decimals) }
    }

    private func approval(_ node: Node, _ rules: inout ApprovalRules) {
        guard let object = PolicyObject(node, "approval", keys: ["mandatory", "routes"], diagnostics) else { return }
        if let items = object.items("mandatory") {
            rules.mandatory = items.compactMap { item in
                if let field = item.scalar.flatMap({ ApprovalRules.Field(rawValue: $0.string) }) { return field }
                let names = ApprovalRules.Field.allCases.map(\.rawValue).joined(separator: ", ")
                diagnostics.report(item, "a field of a request is one of \(names)")
                return nil
            }
        }
        guard let items = object.items("routes") else { return }
        rules.routes = items.compactMap { item in
            let keys = ["below", "up-to", "chain"]
            guard let route = PolicyObject(item, "a route", keys: keys, required: ["chain"], diagnostics)
            else { return nil }
            let chain: [RoleName] = route.names("chain") ?? []
            if chain.isEmpty { route.report("chain", "a chain has at least one role") }
            return ApprovalRules.Route(below: route.money("below"), upTo: route.money("up-to"), chain: chain)
        }
        if rules.routes.last?.bound != nil || rules.routes.isEmpty {
            object.report("routes", "the last route has no bound, so that every quote finds somebody who decides")
        }
    }

    // MARK: - Tiering

    private func tiering(_ node: Node, _ rules: inout TieringRules) {
        let keys = ["thresholds", "otherwise", "trailing-days"]
        guard let object = PolicyObject(node, "tiering", keys: keys, diagnostics) else { return }
        if let items = object.items("thresholds") {
            rules.thresholds = items.compactMap { item in
                let keys = ["tier", "above"]
                guard let threshold = PolicyObject(item, "a threshold", keys: keys, required: keys, diagnostics),
                    let tier: TierName = threshold.name("tier"), let above = threshold.money("above")
                else { return nil }
                return TieringRules.Threshold(tier, above: above)
            }
        }
        if let tier: TierName = object.name("otherwise") { rules.otherwise = tier }
        if let days = object.integer("trailing-days", in: 1...36_500) { rules.trailingDays = days }
    }
}
