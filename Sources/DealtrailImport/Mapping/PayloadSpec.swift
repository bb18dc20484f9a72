internal import DealtrailModel

/// What a field of a payload is made of.
indirect enum PayloadSpec: Hashable, Sendable {
    /// The same in every row.
    case constant(CBORValue)
    /// A text.
    case text(Template)
    /// A decimal number with the decimals that it is written with.
    case decimal(Template)
    /// A whole number.
    case integer(Template)
    /// Yes or no, by words.
    case boolean(Template, yes: Set<String>, no: Set<String>)
    /// A decimal number and a currency.
    case money(Template, currency: Template)
    /// A time, written as RFC 3339.
    case time(TimeSpec)
    /// A day, written as `YYYY-MM-DD`.
    case date(TimeSpec)
    /// Nobody recorded it: the field is left out.
    case notRecorded
    /// A map of fields.
    case object([Field])
    /// A list; items that are not recorded are left out.
    case list([PayloadSpec])

    /// A field with its name.
    struct Field: Hashable, Sendable {
        let name: String
        let spec: PayloadSpec
    }

    /// The value in a row; `nil` when it is not recorded.
    func value(in row: inout RowScope) throws(RowProblem) -> CBORValue? {
        switch self {
        case .constant(let value): return value
        case .notRecorded: return nil
        case .text(let template): return try template.text(in: &row).map(CBORValue.text)
        case .decimal(let template): return try Self.decimal(template, in: &row).map(CBORValue.decimal)
        case .integer(let template):
            guard let text = try template.text(in: &row) else { return nil }
            guard let number = Int64(text), !text.hasPrefix("+") else {
                throw Self.problem(template, row, "\"\(text)\" is not a whole number of 64 bits")
            }
            return .integer(number)
        case .boolean(let template, let yes, let no):
            guard let text = try template.text(in: &row) else { return nil }
            if yes.contains(text) { return .bool(true) }
            if no.contains(text) { return .bool(false) }
            throw Self.problem(
                template, row, "\"\(text)\" is neither of \((yes.sorted() + no.sorted()).joined(separator: ", "))")
        case .money(let template, let currency):
            guard let amount = try Self.decimal(template, in: &row), let code = try currency.text(in: &row) else {
                return nil
            }
            guard Currency(rawValue: code) != nil else {
                throw Self.problem(currency, row, "\"\(code)\" is not an ISO 4217 code: three capital letters")
            }
            return .map([.text("amount"): .decimal(amount), .text("currency"): .text(code)])
        case .time(let spec): return try spec.time(in: &row).map { .text($0.description) }
        case .date(let spec): return try spec.day(in: &row).map { .text($0.description) }
        case .object(let fields): return .map(try Self.map(fields, in: &row))
        case .list(let items):
            var values: [CBORValue] = []
            for item in items { if let value = try item.value(in: &row) { values.append(value) } }
            return .array(values)
        }
    }

    /// The fields that are recorded.
    static func map(_ fields: [Field], in row: inout RowScope) throws(RowProblem) -> [CBORKey: CBORValue] {
        var map: [CBORKey: CBORValue] = [:]
        for field in fields { map[.text(field.name)] = try field.spec.value(in: &row) }
        return map
    }

    private static func decimal(_ template: Template, in row: inout RowScope) throws(RowProblem) -> ScaledDecimal? {
        guard let text = try template.text(in: &row) else { return nil }
        guard let number = ScaledDecimal(text) else {
            throw problem(
                template, row,
                "\"\(text)\" is not a decimal: digits, a point, at most 18 decimals, no grouping or exponent")
        }
        return number
    }

    private static func problem(_ template: Template, _ row: RowScope, _ reason: String) -> RowProblem {
        RowProblem(column: template.references.first.flatMap { row.column(of: $0) }, reason)
    }
}
