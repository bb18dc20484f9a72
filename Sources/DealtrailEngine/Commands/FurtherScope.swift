import DealtrailModel

/// A decision rests on more than was read for it: it is made again with that.
struct FurtherScope: Error {
    let query: Query
}
