import DealtrailModel

extension Fold {
    /// The rows of another decider, for the part of the state that is its own.
    static func rows<Part: Decider>(
        of part: Part.Type, _ path: any WritableKeyPath<State, Part.State> & Sendable
    ) -> [Row] {
        let fold = part.fold
        return fold.kinds.sorted().map { kind in
            Row(kind: kind) { state, event in try fold.apply(event, to: &state[keyPath: path]) }
        }
    }
}
