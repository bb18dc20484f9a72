import DealtrailModel

extension CDDL {
    /// Why a value is not what a rule says, with the place; `nil` when it is.
    func objection(to value: CBORValue, as rule: String) -> String? {
        guard let form = rules[rule] else { return "there is no rule \(rule)" }
        return objection(to: value, form, at: rule)
    }

    private func objection(to value: CBORValue, _ form: Form, at place: String) -> String? {
        switch form {
        case .name(let name):
            if let rule = rules[name] { return objection(to: value, rule, at: place) }
            return Self.isOfType(value, name) ? nil : "\(place): \(value) is no \(name)"
        case .number(let number): return Self.integer(value) == number ? nil : "\(place): \(value) is not \(number)"
        case .text(let text): return value == .text(text) ? nil : "\(place): \(value) is not \"\(text)\""
        case .range(let range):
            return Self.integer(value).map(range.contains) == true ? nil : "\(place): \(value) is not in \(range)"
        case .choice(let forms):
            let objections = forms.map { objection(to: value, $0, at: place) }
            return objections.contains(nil) ? nil : objections.compactMap(\.self).joined(separator: ", and ")
        case .list(let members): return objection(to: value, list: members, at: place)
        case .map(let members): return objection(to: value, map: members, at: place)
        case .tagged(let tag, let form):
            guard tag == 4, case .decimal(let decimal) = value else { return "\(place): \(value) has no tag \(tag)" }
            let parts = [-Int128(decimal.scale), Int128(decimal.mantissa)].map(Self.value)
            return objection(to: .array(parts), form, at: place)
        case .controlled(let form, let control, let argument):
            return objection(to: value, form, at: place) ?? objection(to: value, control, argument, at: place)
        }
    }

    private func objection(to value: CBORValue, list members: [Member], at place: String) -> String? {
        guard case .array(let items) = value else { return "\(place): \(value) is no list" }
        if let first = members.first, first.isRepeated, members.count == 1 {
            return items.lazy.enumerated().compactMap { index, item in
                objection(to: item, first.form, at: "\(place)[\(index)]")
            }.first
        }
        guard items.count == members.count else { return "\(place): \(items.count) items, not \(members.count)" }
        return zip(items, members).lazy.compactMap { objection(to: $0, $1.form, at: place) }.first
    }

    private func objection(to value: CBORValue, map members: [Member], at place: String) -> String? {
        guard case .map(var pairs) = value else { return "\(place): \(value) is no map" }
        for member in members {
            switch member.key {
            case .none: return "\(place): an entry without a key"
            case .number(let number):
                if let found = pairs.removeValue(forKey: .number(number)) {
                    if let objection = objection(to: found, member.form, at: "\(place).\(number)") { return objection }
                } else if !member.isOptional {
                    return "\(place): \(number) is missing"
                }
            case .form(let form):
                for (key, found) in pairs
                where objection(to: key.asValue, form, at: place) == nil
                    && objection(to: found, member.form, at: place) == nil
                { pairs[key] = nil }
            }
        }
        return pairs.isEmpty ? nil : "\(place): nothing is said of \(pairs.keys.sorted())"
    }

    private func objection(to value: CBORValue, _ control: String, _ argument: Form, at place: String) -> String? {
        switch (control, value) {
        case ("size", .text(let text)): objection(to: .unsigned(UInt64(text.utf8.count)), argument, at: "\(place) size")
        case ("size", .bytes(let bytes)): objection(to: .unsigned(UInt64(bytes.count)), argument, at: "\(place) size")
        case ("cbor", .bytes(let bytes)):
            if let inner = try? CBORValue(canonical: bytes) {
                objection(to: inner, argument, at: "\(place) inside")
            } else {
                "\(place): no deterministic CBOR inside"
            }
        case ("regexp", .text(let text)):
            if case .text(let pattern) = argument, let pattern = try? Regex(pattern),
                text.wholeMatch(of: pattern) != nil
            {
                nil
            } else {
                "\(place): \(text) does not match"
            }
        default: "\(place): .\(control) of \(value)"
        }
    }

    private static func isOfType(_ value: CBORValue, _ name: String) -> Bool {
        switch (name, value) {
        case ("any", _), ("tstr", .text), ("bstr", .bytes), ("bool", .bool), ("null", .null), ("uint", .unsigned),
            ("int", .unsigned), ("int", .negative):
            true
        default: false
        }
    }

    private static func integer(_ value: CBORValue) -> Int128? {
        switch value {
        case .unsigned(let number): Int128(number)
        case .negative(let number): -1 - Int128(number)
        default: nil
        }
    }

    private static func value(_ number: Int128) -> CBORValue {
        number < 0 ? .negative(UInt64(-1 - number)) : .unsigned(UInt64(number))
    }
}

extension CBORKey {
    /// The key as an item.
    fileprivate var asValue: CBORValue {
        switch self {
        case .number(let number): .unsigned(number)
        case .text(let text): .text(text)
        }
    }
}
