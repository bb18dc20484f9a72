/// Reads rules of CDDL.
struct CDDLParser {
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    private var tokens: ArraySlice<String>

    init(_ text: String) {
        let lines = text.split(separator: "\n").map { $0.prefix { $0 != ";" } }
        let found = lines.joined(separator: "\n").matches(
            of: #/#6\.\d+|"[^"]*"|=>|\.\.|\.[a-z]+|-?\d+|[A-Za-z](?:[-.]*[A-Za-z0-9])*|[\[\]{}()=:,\/?*]/#)
        tokens = ArraySlice(found.map { String($0.output) })
    }

    mutating func rules() throws -> [String: CDDL.Form] {
        var rules: [String: CDDL.Form] = [:]
        while let name = tokens.popFirst() {
            try expect("=")
            guard rules.updateValue(try type(), forKey: name) == nil else {
                throw Failure(description: "there are two rules \(name)")
            }
        }
        return rules
    }

    private mutating func type() throws -> CDDL.Form {
        var choices = [try controlled()]
        while take("/") { choices.append(try controlled()) }
        return choices.count == 1 ? choices[0] : .choice(choices)
    }

    private mutating func controlled() throws -> CDDL.Form {
        let form = try primary()
        guard let next = tokens.first else { return form }
        if next == ".." {
            tokens.removeFirst()
            guard case .number(let low) = form, case .number(let high) = try primary() else {
                throw Failure(description: "a range has numbers on both sides")
            }
            return .range(low...high)
        }
        guard next.hasPrefix(".") else { return form }
        tokens.removeFirst()
        return .controlled(form, by: String(next.dropFirst()), try primary())
    }

    private mutating func primary() throws -> CDDL.Form {
        guard let token = tokens.popFirst() else { throw Failure(description: "a type is missing at the end") }
        switch token {
        case "[": return .list(try members(until: "]"))
        case "{": return .map(try members(until: "}"))
        case "(":
            let form = try type()
            try expect(")")
            return form
        default: break
        }
        if let number = Int128(token) { return .number(number) }
        if token.hasPrefix("\"") { return .text(String(token.dropFirst().dropLast())) }
        if token.hasPrefix("#6."), let tag = UInt64(token.dropFirst(3)) {
            try expect("(")
            let form = try type()
            try expect(")")
            return .tagged(tag, form)
        }
        guard token.first?.isLetter == true else { throw Failure(description: "\(token) is no type") }
        return .name(token)
    }

    private mutating func members(until end: String) throws -> [CDDL.Member] {
        var members: [CDDL.Member] = []
        while !take(end) {
            let isOptional = take("?")
            let isRepeated = take("*")
            members.append(try member(isOptional || isRepeated, isRepeated))
            _ = take(",")
        }
        return members
    }

    private mutating func member(_ isOptional: Bool, _ isRepeated: Bool) throws -> CDDL.Member {
        if tokens.dropFirst().first == ":", let label = tokens.popFirst() {
            try expect(":")
            // In a list a name in front of an item is for readers.
            let key = UInt64(label).map { CDDL.Member.Key.number($0) } ?? .none
            return CDDL.Member(isOptional: isOptional, isRepeated: isRepeated, key: key, form: try type())
        }
        let form = try type()
        guard take("=>") else {
            return CDDL.Member(isOptional: isOptional, isRepeated: isRepeated, key: .none, form: form)
        }
        return CDDL.Member(isOptional: isOptional, isRepeated: isRepeated, key: .form(form), form: try type())
    }

    private mutating func take(_ token: String) -> Bool {
        guard tokens.first == token else { return false }
        tokens.removeFirst()
        return true
    }

    private mutating func expect(_ token: String) throws {
        guard take(token) else {
            throw Failure(description: "\(token) is missing in front of \(tokens.prefix(5).joined(separator: " "))")
        }
    }
}
