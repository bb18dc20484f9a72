import DealtrailModel
import DealtrailSales

extension PolicyDocument {
    /// The document as YAML; read again, it gives the same rules.
    public var yaml: String {
        var lines = ["version: \(PolicyText.scalar(policy.version))", "pipelines:"]
        for pipeline in policy.pipelines {
            lines.append("  - name: \(PolicyText.scalar(pipeline.name.rawValue))")
            lines.append("    version: \(pipeline.version)")
            lines.append("    stages:")
            lines += pipeline.stages.map { stage in
                stage.requires.isEmpty
                    ? "      - \(PolicyText.scalar(stage.name.rawValue))"
                    : "      - { name: \(PolicyText.scalar(stage.name.rawValue)), requires: \(Self.list(stage.requires)) }"
            }
        }
        if policy.pipelines.isEmpty { lines[lines.count - 1] = "pipelines: []" }
        lines += Self.section("stage-moves", policy.moves)
        lines += pricing + approval + health + tiering + signatures + activation
        lines += Self.section("overrides", policy.overriding) + Self.section("erasure", policy.erasing) + rules
        return lines.joined(separator: "\n") + "\n"
    }

    private var pricing: [String] {
        let rules = policy.pricing
        let products = rules.products.map {
            "    - { product: \(PolicyText.scalar($0.product.rawValue)), tolerance: \($0.tolerance) }"
        }
        return [
            "pricing:", "  tolerance: \(rules.tolerance)", "  base: \(rules.measuredFrom.rawValue)",
            "  edge: \((rules.edge ?? .atLeast).rawValue)",
        ]
            + ["  compared-decimals: \(rules.comparedDecimals.map { String($0) } ?? "exact")"]
            + (products.isEmpty ? ["  products: []"] : ["  products:"] + products)
            + [
                "  maximum-lines: \(rules.maximumLines)", "  unlisted-needs-approval: \(rules.unlistedNeedsApproval)",
                "  decimals: \(rules.decimals)",
            ]
    }

    private var approval: [String] {
        let rules = policy.approval
        return [
            "approval:", "  mandatory: [\(rules.mandatory.map(\.rawValue).joined(separator: ", "))]", "  routes:",
        ]
            + rules.routes.map { route in
                let bound = route.bound.map { bound in
                    "\(bound.edge == .below ? "below" : "up-to"): \(bound.amount.amount) \(bound.amount.currency), "
                }
                return "    - { \(bound ?? "")chain: \(Self.list(route.chain)) }"
            }
    }

    private var health: [String] {
        let rules = policy.health
        let tiers = rules.tiers.map { "\(PolicyText.scalar($0.tier.rawValue)): \($0.score)" }.joined(separator: ", ")
        func factor(_ name: HealthSignal, _ factor: HealthRules.Factor, _ more: [String] = []) -> [String] {
            let points = factor.curve.points.map { "[\($0.x), \($0.y)]" }.joined(separator: ", ")
            return ["  \(name.rawValue):", "    weight: \(factor.weight)"] + more.map { "    " + $0 }
                + ["    curve: [\(points)]", "    unknown: \(factor.unknown)"]
        }
        let factors = rules.names.flatMap { name -> [String] in
            switch name {
            case .tier:
                [
                    "  tier:", "    weight: \(rules.tierWeight)", "    scores: { \(tiers) }",
                    "    unknown: \(rules.unknownTier)",
                ]
            case .recency: factor(name, rules.recency)
            case .revenue:
                factor(name, rules.revenue, ["currency: \(rules.currency)", "trailing-days: \(rules.trailingDays)"])
            case .satisfaction: factor(name, rules.satisfaction)
            default:
                (rules.signals ?? []).filter { $0.name == name }.flatMap {
                    factor(name, $0.factor, ["trailing-days: \($0.trailingDays)"])
                }
            }
        }
        return ["health:"] + (rules.signals == nil ? factors : ["  factors:"] + factors.map { "  " + $0 })
            + ["  healthy-from: \(rules.healthyFrom)", "  intervention-below: \(rules.interventionBelow)"]
    }

    private var tiering: [String] {
        let rules = policy.tiering
        let thresholds = rules.thresholds.map {
            "    - { tier: \(PolicyText.scalar($0.tier.rawValue)), above: \($0.above.amount) \($0.above.currency) }"
        }
        return ["tiering:"] + (thresholds.isEmpty ? ["  thresholds: []"] : ["  thresholds:"] + thresholds)
            + ["  otherwise: \(PolicyText.scalar(rules.otherwise.rawValue))", "  trailing-days: \(rules.trailingDays)"]
    }

    private var signatures: [String] {
        guard let rules = policy.signatures else { return [] }
        return [
            "signatures:", "  required-for: \(Self.list(rules.requiredFor))",
            "  registrars: \(Self.list(rules.registrars))",
        ]
    }

    private var activation: [String] {
        guard let rules = policy.activation else { return [] }
        return ["activation:", "  approvers: \(Self.list(rules.approvers))", "  four-eyes: \(rules.fourEyes)"]
    }

    private var rules: [String] {
        let standard = (try? PolicyValue.standardBook.get())?.map ?? [:]
        guard let map = (try? PolicyValue(of: policy.book))?.map else { return [] }
        return PolicyShapes.book.fields.flatMap { field -> [String] in
            guard let own = map[field.canonicalKey] else { return [] }
            let value = field.shape.stating(own, against: standard[field.canonicalKey])
            // What the standard policy has and this one has not is taken away by name: what is left out stands.
            let lines = field.shape.yaml(value, key: field.key, indent: "")
            guard case .byName(let named) = field.shape else { return lines }
            func names(_ value: PolicyValue?) -> [String] {
                value?.list?.compactMap { $0.map?[named.nameKey]?.text } ?? []
            }
            let gone = Set(names(standard[field.canonicalKey])).subtracting(names(value)).sorted()
            guard !gone.isEmpty else { return lines }
            let head = lines.count == 1 ? ["\(field.key):"] : lines
            return head + gone.map { "  \(PolicyText.scalar($0)): \(NamedShape.nothing)" }
        }
    }

    private static func list(_ names: [some Name]) -> String {
        "[\(names.map { PolicyText.scalar($0.rawValue) }.joined(separator: ", "))]"
    }
}
