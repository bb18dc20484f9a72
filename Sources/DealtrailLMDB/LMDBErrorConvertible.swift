/// An error type that can carry a failure of the store, so that a scoped call throws one type.
///
/// A module above conforms its own error; `Environment.write(_:)` then throws that error whether the store or the body
/// failed.
public protocol LMDBErrorConvertible: Error {
    /// Wraps a failure of the store.
    init(_ error: LMDBError)
}

extension LMDBError: LMDBErrorConvertible {
    /// Wraps nothing: it is the error itself.
    public init(_ error: LMDBError) {
        self = error
    }
}
