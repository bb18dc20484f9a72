import DealtrailModel
import DealtrailSales

extension PolicyDocument {
    /// The document as YAML; read again, it gives the same rules.
    public var yaml: String {
        var lines = ["version: \(Self.scalar(policy.version))", "pipelines:"]
        for pipeline in policy.pipelines {
            lines.append("  - name: \(Self.scalar(pipeline.name.rawValue))")
            lines.append("    version: \(pipeline.version)")
            lines.append("    stages:")
            lines += pipeline.stages.map { stage in
                stage.requires.isEmpty
                    ? "      - \(Self.scalar(stage.name.rawValue))"
                    : "      - { name: \(Self.scalar(stage.name.rawValue)), requires: \(Self.list(stage.requires)) }"
            }
        }
        if policy.pipelines.isEmpty { lines[lines.count - 1] = "pipelines: []" }
        lines += pricing + approval + health + tiering + signatures
        return lines.joined(separator: "\n") + "\n"
    }

    private var pricing: [String] {
        let rules = policy.pricing
        let products = rules.products.map {
            "    - { product: \(Self.scalar($0.product.rawValue)), tolerance: \($0.tolerance) }"
        }
        return ["pricing:", "  tolerance: \(rules.tolerance)"]
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
                let below = route.below.map { "below: \($0.amount) \($0.currency), " } ?? ""
                return "    - { \(below)chain: \(Self.list(route.chain)) }"
            }
    }

    private var health: [String] {
        let rules = policy.health
        let tiers = rules.tiers.map { "\(Self.scalar($0.tier.rawValue)): \($0.score)" }.joined(separator: ", ")
        func factor(_ name: String, _ factor: HealthRules.Factor, _ more: [String] = []) -> [String] {
            let points = factor.curve.points.map { "[\($0.x), \($0.y)]" }.joined(separator: ", ")
            return ["  \(name):", "    weight: \(factor.weight)"] + more
                + ["    curve: [\(points)]", "    unknown: \(factor.unknown)"]
        }
        return ["health:", "  tier:", "    weight: \(rules.tierWeight)", "    scores: { \(tiers) }"]
            + ["    unknown: \(rules.unknownTier)"] + factor("recency", rules.recency)
            + factor(
                "revenue", rules.revenue,
                ["    currency: \(rules.currency)", "    trailing-days: \(rules.trailingDays)"])
            + factor("satisfaction", rules.satisfaction)
            + ["  healthy-from: \(rules.healthyFrom)", "  intervention-below: \(rules.interventionBelow)"]
    }

    private var tiering: [String] {
        let rules = policy.tiering
        let thresholds = rules.thresholds.map {
            "    - { tier: \(Self.scalar($0.tier.rawValue)), above: \($0.above.amount) \($0.above.currency) }"
        }
        return ["tiering:"] + (thresholds.isEmpty ? ["  thresholds: []"] : ["  thresholds:"] + thresholds)
            + ["  otherwise: \(Self.scalar(rules.otherwise.rawValue))", "  trailing-days: \(rules.trailingDays)"]
    }

    private var signatures: [String] {
        guard let rules = policy.signatures else { return [] }
        return [
            "signatures:", "  required-for: \(Self.list(rules.requiredFor))",
            "  registrars: \(Self.list(rules.registrars))",
        ]
    }

    private static func list(_ names: [some Name]) -> String {
        "[\(names.map { scalar($0.rawValue) }.joined(separator: ", "))]"
    }

    /// Plain when nothing in it could mean something else, in double quotation marks otherwise.
    private static func scalar(_ text: String) -> String {
        let isPlain = text.utf8.allSatisfy { byte in
            (0x30...0x39).contains(byte) || (0x41...0x5a).contains(byte) || (0x61...0x7a).contains(byte)
                || byte == 0x2d || byte == 0x2e || byte == 0x5f
        }
        if isPlain, let first = text.utf8.first, first != 0x2d, first != 0x2e { return text }
        var quoted = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\": quoted += "\\" + String(scalar)
            case _ where scalar.value < 0x20 || (0x7f..<0xa0).contains(scalar.value):
                quoted += "\\x" + (scalar.value < 16 ? "0" : "") + String(scalar.value, radix: 16)
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return "\"\(quoted)\""
    }
}
