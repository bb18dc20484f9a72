import DealtrailModel

extension SalesPolicy {
    /// What is wrong with the rules beyond the form of each; empty for a sound policy.
    ///
    /// Reading a policy document refuses these with their lines. A service that makes a policy of its own asks here.
    ///
    /// - Complexity: O(rules²) in the size of each list.
    public func flaws() -> [PolicyFlaw] {
        let book = book
        return roleFlaws(book) + routeFlaws(book) + bandFlaws(book) + healthFlaws() + meaningFlaws(book)
            + calendarFlaws(book) + deadlineFlaws(book) + countFlaws(book) + otherFlaws(book) + erasureFlaws()
    }

    // MARK: - Roles and chains

    private func roleFlaws(_ book: RuleBook) -> [PolicyFlaw] {
        let known = Set(book.roles.map(\.name))
        return book.roles.compactMap { role in
            let path = ["roles", role.name.rawValue]
            if role.name == EscalationRung.superior {
                return PolicyFlaw(path, "\"superior\" stands for whoever is above; name the role otherwise")
            }
            guard let superior = role.superior else { return nil }
            guard known.contains(superior) else {
                return PolicyFlaw(path + ["superior"], Self.missing(superior, known))
            }
            var climbed: [RoleName] = [role.name]
            var next: RoleName? = superior
            while let current = next {
                if current == role.name {
                    let circle = (climbed + [current]).map(\.rawValue).joined(separator: ", then ")
                    return PolicyFlaw(path + ["superior"], "the chain of superiors is a circle: \(circle)")
                }
                // A circle further up is told where it lies.
                guard !climbed.contains(current) else { return nil }
                climbed.append(current)
                next = book.superior(current)
            }
            return nil
        }
    }

    private func routeFlaws(_ book: RuleBook) -> [PolicyFlaw] {
        let known = Set(book.roles.map(\.name))
        var flaws: [PolicyFlaw] = []
        for (index, route) in approval.routes.enumerated() {
            let path = ["approval", "routes", String(index)]
            for (place, role) in route.chain.enumerated() {
                let path = path + ["chain", String(place)]
                if !known.contains(role) {
                    flaws.append(PolicyFlaw(path, Self.missing(role, known)))
                } else if route.chain.prefix(place).contains(role) {
                    flaws.append(
                        PolicyFlaw(path, "the chain comes back to \(role); a role decides once in a chain"))
                }
            }
            if route.below != nil, route.upTo != nil {
                flaws.append(PolicyFlaw(path, "a route has \"below\" or \"up-to\", not both"))
            }
            guard let bound = route.bound else {
                if index + 1 < approval.routes.count {
                    flaws.append(PolicyFlaw(path, "no quote comes to the routes after one without a bound"))
                }
                continue
            }
            let earlier = approval.routes.prefix(index).compactMap(\.bound).filter {
                $0.amount.currency == bound.amount.currency
            }
            if let last = earlier.last,
                last.amount.amount > bound.amount.amount
                    || last.amount.amount == bound.amount.amount && (last.edge == .atMost || bound.edge == .below)
            {
                flaws.append(
                    PolicyFlaw(path, "overlaps the route before it: no quote comes here; the bounds of routes ascend"))
            }
        }
        return flaws
    }

    private static func missing(_ role: RoleName, _ known: Set<RoleName>) -> String {
        "there is no role \(role); add it to \"roles\", or take one of "
            + known.sorted().map(\.rawValue).joined(separator: ", ")
    }

    // MARK: - Bands

    private func bandFlaws(_ book: RuleBook) -> [PolicyFlaw] {
        var flaws = book.bands.flatMap { rule in
            Self.flaws(of: rule)
        }
        for (index, threshold) in tiering.thresholds.enumerated() {
            let earlier = tiering.thresholds.prefix(index).last { $0.above.currency == threshold.above.currency }
            if let earlier, earlier.above.amount <= threshold.above.amount {
                flaws.append(
                    PolicyFlaw(
                        ["tiering", "thresholds", String(index)],
                        "overlaps the tier before it: nobody comes here; the amounts of tiers descend"))
            }
        }
        return flaws
    }

    private static func flaws(of rule: BandRule) -> [PolicyFlaw] {
        let path = ["bands", rule.name.rawValue]
        func text(_ band: BandRule.Band) -> String {
            "\(band.name) (\(band.from?.description ?? "any") to below \(band.below?.description ?? "any"))"
        }
        guard !rule.bands.isEmpty else { return [PolicyFlaw(path, "there is at least one band")] }
        var flaws = rule.bands.compactMap { band -> PolicyFlaw? in
            guard let from = band.from, let below = band.below, from >= below else { return nil }
            return PolicyFlaw(path + [band.name], "the band is empty: it begins at \(from) and ends below \(below)")
        }
        guard flaws.isEmpty else { return flaws }
        for (higher, lower) in zip(rule.bands, rule.bands.dropFirst()) {
            let place = path + [lower.name]
            guard let end = lower.below, let start = higher.from else {
                flaws.append(PolicyFlaw(place, "the bands \(text(higher)) and \(text(lower)) overlap"))
                continue
            }
            if end > start {
                flaws.append(PolicyFlaw(place, "the bands \(text(higher)) and \(text(lower)) overlap"))
            } else if end < start {
                flaws.append(
                    PolicyFlaw(
                        place, "what lies from \(end) to below \(start) is in no band; the highest band comes first"))
            }
        }
        return flaws
    }

    // MARK: - Erasure

    private func erasureFlaws() -> [PolicyFlaw] {
        var flaws: [PolicyFlaw] = []
        for (key, names) in [("private-notes", erasing.privateNotes), ("personal-data", erasing.personalData)] {
            for (place, name) in names.enumerated() {
                let path = ["erasure", key, String(place)]
                if name == ErasureRules.anybody, names.count > 1 {
                    flaws.append(PolicyFlaw(path, "\"anybody\" stands alone: beside it nobody has to be named"))
                } else if name == ErasureRules.noteAuthor, key != "private-notes" {
                    flaws.append(
                        PolicyFlaw(path, "\"author\" is the author of a private note; name persons or roles here"))
                } else if names.prefix(place).contains(name) {
                    flaws.append(PolicyFlaw(path, "\(name) stands twice"))
                }
            }
        }
        return flaws
    }
}
