import DealtrailEngine
import DealtrailSales

extension SignatureSource {
    /// The keys of authors in the sales domain, and what its policy demands.
    static let sales = SignatureSource(keys: AuthorKeyDecider.keys, scope: AuthorKeyDecider.scope(of:)) { rules, kind in
        (rules as? any SalesRules)?.sales.signatures?.requiredFor.contains(kind) ?? false
    }
}
