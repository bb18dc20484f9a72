import DealtrailModel

/// Swift Testing has a `Tag` too; in this target the word means ours.
typealias Tag = DealtrailModel.Tag
