import DealtrailModel
import DealtrailSales
import Yams

extension PolicyReader {
    /// Reads the section `health`.
    func health(_ node: Node, _ rules: inout HealthRules) {
        let fields = HealthSignal.fields.map(\.rawValue)
        let keys = fields + ["factors", "healthy-from", "intervention-below"]
        guard let object = PolicyObject(node, "health", keys: keys, diagnostics) else { return }
        if object["factors"] == nil {
            self.fields(of: object, &rules)
        } else {
            for key in fields where object[key] != nil {
                object.report(key, "where there are \"factors\", \"\(key)\" stands among them")
            }
            factors(object, &rules)
        }
        if let score = object.decimal("healthy-from", in: 0...100) { rules.healthyFrom = score }
        if let score = object.decimal("intervention-below", in: 0...100) { rules.interventionBelow = score }
        if rules.interventionBelow > rules.healthyFrom {
            object.report("intervention-below", "the line for stepping in lies above the one for healthy")
        }
    }

    /// Reads what stands there of the four of S0.
    private func fields(of object: PolicyObject, _ rules: inout HealthRules) {
        if let node = object["tier"] { tier(node, &rules) }
        if let node = object["recency"] { _ = factor(node, "recency", also: [], &rules.recency) }
        if let node = object["satisfaction"] { _ = factor(node, "satisfaction", also: [], &rules.satisfaction) }
        guard let node = object["revenue"],
            let revenue = factor(node, "revenue", also: ["currency", "trailing-days"], &rules.revenue)
        else { return }
        if let text = revenue.text("currency") {
            if let currency = Currency(rawValue: text) {
                rules.currency = currency
            } else {
                revenue.report("currency", "a currency is an ISO 4217 code: three capital letters")
            }
        }
        if let days = revenue.integer("trailing-days", in: 1...36_500) { rules.trailingDays = days }
    }

    /// Reads a set of factors: what is left out has no weight.
    private func factors(_ health: PolicyObject, _ rules: inout HealthRules) {
        let names = HealthSignal.allCases
        guard let node = health["factors"],
            let object = PolicyObject(node, "factors", keys: names.map(\.rawValue), diagnostics)
        else { return }
        for name in names {
            // A weight is never taken from the standard policy: it would be a share of another whole.
            guard case .mapping(let mapping)? = object[name.rawValue] else { continue }
            let weight = mapping.first { $0.key.scalar?.string == "weight" }?.value
            if weight.map({ $0.scalar.flatMap { Int($0.string) } == 0 }) ?? true {
                let place = weight ?? object[name.rawValue] ?? node
                diagnostics.report(place, "a factor has a \"weight\" of at least 1; what has none is left out")
            }
        }
        (rules.tierWeight, rules.recency.weight, rules.revenue.weight, rules.satisfaction.weight) = (0, 0, 0, 0)
        fields(of: object, &rules)
        rules.signals = HealthSignal.behaviours.compactMap { name in
            object[name.rawValue].flatMap { signal($0, name) }
        }
    }

    private func signal(_ node: Node, _ name: HealthSignal) -> HealthRules.Signal? {
        var factor = HealthRules.Factor(weight: 0, curve: PiecewiseLinear([]), unknown: 0)
        guard let object = self.factor(node, name.rawValue, also: ["trailing-days"], &factor) else { return nil }
        for key in ["trailing-days", "curve", "unknown"] where object[key] == nil {
            object.report(key, "\(name.rawValue) needs \"\(key)\"")
        }
        return object.integer("trailing-days", in: 1...36_500).map { HealthRules.Signal(name, over: $0, factor) }
    }

    private func tier(_ node: Node, _ rules: inout HealthRules) {
        guard let object = PolicyObject(node, "tier", keys: ["weight", "scores", "unknown"], diagnostics) else {
            return
        }
        if let weight = object.integer("weight", in: 0...1_000) { rules.tierWeight = weight }
        if let score = object.decimal("unknown", in: 0...100) { rules.unknownTier = score }
        guard let scores = object["scores"] else { return }
        guard case .mapping(let mapping) = scores else {
            return diagnostics.report(scores, "\"scores\" is a map of tiers to numbers, such as { A: 100, B: 70 }")
        }
        rules.tiers = mapping.compactMap { key, value in
            guard case .scalar(let scalar) = key, TierName(scalar.string).isValid else {
                diagnostics.report(key, "a tier is a name")
                return nil
            }
            return value.decimal("the score of a tier", in: 0...100, diagnostics).map {
                HealthRules.TierScore(TierName(scalar.string), $0)
            }
        }
    }

    /// Reads weight, curve and what is unknown; returns the map for what else stands in it.
    private func factor(
        _ node: Node, _ what: String, also keys: [String], _ factor: inout HealthRules.Factor
    ) -> PolicyObject? {
        guard let object = PolicyObject(node, what, keys: ["weight", "curve", "unknown"] + keys, diagnostics) else {
            return nil
        }
        if let weight = object.integer("weight", in: 0...1_000) { factor.weight = weight }
        if let score = object.decimal("unknown", in: 0...100) { factor.unknown = score }
        if let points = object.items("curve") { factor.curve = PiecewiseLinear(curve(points, object)) }
        return object
    }

    private func curve(_ items: [Node], _ object: PolicyObject) -> [PiecewiseLinear.Point] {
        let points = items.compactMap { item -> PiecewiseLinear.Point? in
            guard case .sequence(let pair) = item, pair.count == 2 else {
                diagnostics.report(item, "a point is a list of two numbers: what is measured, and what it is worth")
                return nil
            }
            guard let x = pair[0].decimal("what is measured", in: 0...1_000_000_000_000, diagnostics),
                let y = pair[1].decimal("what it is worth", in: 0...100, diagnostics)
            else { return nil }
            return PiecewiseLinear.Point(x, y)
        }
        if points.isEmpty { object.report("curve", "a curve has at least one point") }
        if zip(points, points.dropFirst()).contains(where: { $0.x > $1.x }) {
            object.report("curve", "the points of a curve ascend in what is measured")
        }
        return points
    }
}
