/// Some views stand still; all others were brought as far as was asked.
public struct ViewFaults: Error, Hashable, Sendable, CustomStringConvertible {
    /// The faults, in the order of the views; at least one.
    public let faults: [ViewFault]

    /// Collects faults.
    public init(faults: [ViewFault]) {
        self.faults = faults
    }

    /// One line for each view.
    public var description: String { faults.map(\.description).joined(separator: "\n") }
}
