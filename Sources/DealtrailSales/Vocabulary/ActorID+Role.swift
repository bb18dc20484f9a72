public import DealtrailModel

extension ActorID {
    /// The role in the id: what stands before the colon, such as `ops` of `ops:wu`; `nil` when nothing does.
    public var role: String? {
        guard let colon = rawValue.firstIndex(of: ":"), colon > rawValue.startIndex else { return nil }
        return String(rawValue[..<colon])
    }
}
