public import DealtrailModel

/// Rules that contain those of the sales domain; a host service with more rules of its own conforms its type to it.
public protocol SalesRules: RuleSet {
    /// The rules of the sales domain.
    var sales: SalesPolicy { get }
}

extension SalesPolicy: SalesRules {
    /// Itself.
    public var sales: SalesPolicy { self }
}

extension DecisionContext {
    /// The rules of the sales domain that are in force.
    ///
    /// - Throws: ``Refusal`` (`policy.not-sales`) when the rules in force do not contain them.
    func salesPolicy() throws(Refusal) -> SalesPolicy {
        guard let rules = rules as? any SalesRules else {
            throw Refusal(
                "policy.not-sales", version: rules.version,
                "the rules in force say nothing about sales; publish a policy that does")
        }
        return rules.sales
    }
}

extension SalesPolicy {
    /// A refusal under this version of the rules.
    func refusal(
        _ rule: String, _ explanation: String, _ inputs: KeyValuePairs<String, any CustomStringConvertible> = [:]
    )
        -> Refusal
    {
        Refusal(
            rule, version: version, explanation,
            inputs: Dictionary(inputs.map { ($0.key, $0.value.description) }, uniquingKeysWith: { $1 }))
    }

    /// Checks that a reason says something.
    ///
    /// - Throws: ``Refusal`` with the given rule.
    func requireReason(_ reason: String, rule: String, of subject: some CustomStringConvertible) throws(Refusal) {
        guard reason.contains(where: { !$0.isWhitespace }) else {
            throw refusal(rule, "say why; the reason is recorded with the change", ["subject": subject.description])
        }
    }

    /// Checks that names which become streams and tags are names.
    ///
    /// - Throws: ``Refusal`` (`name.invalid`).
    func requireNames(_ names: (any Name)?...) throws(Refusal) {
        for case .some(let name) in names where !name.isValid || name.rawValue.utf8.count > 120 {
            throw refusal(
                "name.invalid", "a name has 1 to 120 bytes and no control characters", ["name": name.rawValue])
        }
    }

    /// Checks that an amount is not below zero.
    ///
    /// - Throws: ``Refusal`` (`amount.negative`).
    func requireNotNegative(_ amount: Money?, _ what: String) throws(Refusal) {
        guard let amount, amount.amount < 0 else { return }
        throw refusal("amount.negative", "\(what) is not below zero", [what: amount])
    }

    /// Checks that a quantity, when there is one, is above zero.
    ///
    /// - Throws: ``Refusal`` (`quantity.zero`).
    func requireQuantity(_ quantity: ScaledDecimal?, of subject: some CustomStringConvertible) throws(Refusal) {
        guard let quantity, quantity <= 0 else { return }
        throw refusal(
            "quantity.zero", "a quantity is above zero", ["subject": subject.description, "quantity": quantity])
    }
}
