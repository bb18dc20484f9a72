internal import DealtrailModel

/// Changes a value inside a template: `{model|slug}`.
enum TemplateFilter: String, CaseIterable, Sendable {
    /// Lower-case letters and digits; everything else becomes one hyphen, none at the ends.
    case slug
    /// Lower case.
    case lower
    /// Upper case.
    case upper
    /// Without spaces and tabs at both ends.
    case trim
    /// The SHA-256 in hexadecimal digits: an identifier for a value that must not be readable.
    case digest

    func apply(_ text: String) -> String {
        switch self {
        case .slug:
            var slug = ""
            var pending = false
            for scalar in text.lowercased().unicodeScalars {
                guard scalar.properties.isAlphabetic || scalar.properties.numericType != nil else {
                    pending = !slug.isEmpty
                    continue
                }
                if pending { slug.unicodeScalars.append("-") }
                pending = false
                slug.unicodeScalars.append(scalar)
            }
            return slug
        case .lower: return text.lowercased()
        case .upper: return text.uppercased()
        case .trim: return text.trimmingSpaces
        case .digest: return ContentDigest(of: Array(text.utf8)).description
        }
    }
}
