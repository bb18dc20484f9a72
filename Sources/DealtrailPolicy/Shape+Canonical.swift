import DealtrailModel
import DealtrailSales
import Yams

extension Shape {
    /// The value of a node that has this shape, over the one that the standard policy has there.
    ///
    /// Maps are merged key by key and names by name; everything else replaces.
    func value(of node: Node, over standard: PolicyValue?) -> PolicyValue? {
        switch self {
        case .map(let shape): return shape.value(of: node, over: standard?.map ?? [:]).map(PolicyValue.map)
        case .byName(let shape): return shape.value(of: node, over: standard?.list ?? []).map(PolicyValue.list)
        case .list(let item, _):
            return node.sequence.map { .list($0.compactMap { item.value(of: $0, over: nil) }) }
        case .pair(let first, let second):
            guard let pair = node.sequence, pair.count == 2, let one = first.value(of: pair[0], over: nil),
                let two = second.value(of: pair[1], over: nil)
            else { return nil }
            return .list([one, two])
        case .either(let first, let second):
            return node.scalar == nil ? second.value(of: node, over: nil) : first.value(of: node, over: nil)
        default: return node.scalar.flatMap { value(of: $0.string) }
        }
    }

    private func value(of text: String) -> PolicyValue? {
        switch self {
        case .integer: Int(text).map(PolicyValue.number)
        case .boolean: .boolean(text == "true")
        case .money:
            Money(policyText: text).map {
                .map(["amount": .text($0.amount.description), "currency": .text($0.currency.rawValue)])
            }
        case .time: ZonedTime(rfc3339: text).map { .text($0.instant.description) }
        default: .text(text)
        }
    }
}

extension MapShape {
    func value(of node: Node, over standard: [String: PolicyValue]) -> [String: PolicyValue]? {
        guard let mapping = node.mapping else { return nil }
        var result = standard
        for (key, value) in mapping {
            guard let field = key.scalar.flatMap({ self[$0.string] }) else { continue }
            if field.presence == .optional, value.scalar?.string == NamedShape.nothing {
                result[field.canonicalKey] = nil
            } else {
                result[field.canonicalKey] = field.shape.value(of: value, over: standard[field.canonicalKey])
            }
        }
        return result
    }
}

extension NamedShape {
    func value(of node: Node, over standard: [PolicyValue]) -> [PolicyValue]? {
        guard let mapping = node.mapping else { return nil }
        var names = standard.compactMap { $0.map?[nameKey]?.text }
        var items = Dictionary(
            standard.compactMap { item in item.map?[nameKey]?.text.map { ($0, item) } }, uniquingKeysWith: { $1 })
        for (key, value) in mapping {
            guard let name = key.scalar?.string else { continue }
            if value.scalar?.string == Self.nothing {
                items[name] = nil
                continue
            }
            if items[name] == nil, !names.contains(name) { names.append(name) }
            items[name] = self.item(name, value, over: items[name])
        }
        // Names in the order of their bytes, as everywhere.
        if isSorted { names.sort { Tag($0) < Tag($1) } }
        return names.compactMap { items[$0] }
    }

    private func item(_ name: String, _ node: Node, over standard: PolicyValue?) -> PolicyValue? {
        if let valueKey {
            return item.value(of: node, over: nil).map { .map([nameKey: .text(name), valueKey: $0]) }
        }
        guard case .map(var map)? = item.value(of: node, over: standard) else { return nil }
        map[nameKey] = .text(name)
        return .map(map)
    }
}
