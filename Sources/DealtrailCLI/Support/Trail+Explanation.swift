import Dealtrail

extension Trail {
    /// A number of a funnel opened down to its opportunities and their events.
    ///
    /// - Throws: ``ToolError`` when it names a stage that there is not; what reading throws.
    func explanation(
        of argument: SelectorArgument, in cases: FunnelCases, by dimension: FunnelDimension?, _ slice: SliceOptions,
        asOf point: AsOf
    ) throws -> FunnelExplanation {
        if let stage = argument.stages.first(where: { !cases.stages.contains($0) }) {
            let known = cases.stages.map(\.rawValue).joined(separator: ", ")
            throw ToolError.usage("no stage is called \"\(stage)\"; there are \(known.isEmpty ? "none" : known)")
        }
        let by = slice.isGiven ? dimension : nil
        let items = cases.items(in: argument.selector, of: by, value: slice.slice)
        return FunnelExplanation(
            stamp: cases.stamp, definition: cases.definition, selector: argument.text, by: by, slice: slice.slice,
            items: try explain(items, of: cases, asOf: point),
            opportunities: cases.cases(in: argument.selector, of: by, value: slice.slice))
    }
}
