/// A map whose keys are names of the author's choice; canonically a list whose items state their names.
struct NamedShape: Sendable {
    /// What stands behind a name.
    let item: Shape
    /// Under which key an item states its name.
    let nameKey: String
    /// Under which key an item states its value; `nil` when the value is a map, whose fields stand beside the name.
    let valueKey: String?
    /// Whether the order says nothing, so that the canonical one is by name.
    let isSorted: Bool
    /// What a name may be.
    let names: NameForm

    init(
        _ item: Shape, nameKey: String = "name", valueKey: String? = nil, isSorted: Bool = true,
        names: NameForm = .rule
    ) {
        self.item = item
        self.nameKey = nameKey
        self.valueKey = valueKey
        self.isSorted = isSorted
        self.names = names
    }
}
