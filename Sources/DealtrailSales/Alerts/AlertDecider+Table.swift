public import DealtrailModel

extension AlertDecider {
    /// The same of many alerts at once: what a tick rests on.
    public static let table = Fold<[AlertID: AlertState]> {
        fold.kinds.sorted().map { kind in
            Fold<[AlertID: AlertState]>.Row(kind: kind) { states, event in
                guard let id = event.tagValue("alert") else { return }
                try fold.apply(event, to: &states[AlertID(id), default: initial])
            }
        }
    }
}
