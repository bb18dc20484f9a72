import DealtrailModel
import DealtrailSales
import Foundation

extension SalesPolicy {
    /// A section of the document, such as `approval` or `own-events`.
    struct Section: Hashable, Comparable {
        fileprivate let key: String
        /// Whether it is one of those that are made of primitives.
        fileprivate let isInBook: Bool

        /// As a document calls it.
        var name: String {
            key.reduce(into: "") { name, letter in
                name += letter.isUppercase ? "-" + letter.lowercased() : String(letter)
            }
        }

        static func < (left: Section, right: Section) -> Bool { left.name < right.name }
    }

    /// The sections in which two policies differ, by name; the version is none.
    ///
    /// - Throws: `EncodingError`.
    func sections(differingFrom other: SalesPolicy) throws -> [Section] {
        let (own, others) = (try sections(), try other.sections())
        return Set(own.keys).union(others.keys).filter { own[$0] != others[$0] }.sorted()
    }

    /// This policy with some sections of another in place of its own.
    ///
    /// - Throws: `EncodingError`, `DecodingError`.
    func taking(_ sections: [Section], from other: SalesPolicy) throws -> SalesPolicy {
        var (own, others) = (try self.sections(), try other.sections())
        for section in sections { own[section] = others.removeValue(forKey: section) }
        var document: [String: Any] = ["version": version]
        var book: [String: Any] = [:]
        for (section, value) in own {
            if section.isInBook { book[section.key] = value } else { document[section.key] = value }
        }
        document[Self.bookKey] = book
        return try JSONDecoder().decode(SalesPolicy.self, from: JSONSerialization.data(withJSONObject: document))
    }

    /// Under which key the document holds the rules that are made of primitives.
    private static let bookKey = CodingKeys.rules.stringValue

    private func sections() throws -> [Section: NSObject] {
        // A policy from before there were any has the standard ones.
        var whole = self
        whole.rules = book
        var document =
            try JSONSerialization.jsonObject(with: Data(whole.canonicalText().utf8)) as? [String: NSObject] ?? [:]
        document[CodingKeys.version.stringValue] = nil
        let inBook = document.removeValue(forKey: Self.bookKey) as? [String: NSObject] ?? [:]
        var sections: [Section: NSObject] = [:]
        for (key, value) in document { sections[Section(key: key, isInBook: false)] = value }
        for (key, value) in inBook { sections[Section(key: key, isInBook: true)] = value }
        return sections
    }
}
