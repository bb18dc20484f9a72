public import DealtrailModel

/// A curve of straight pieces between points, level before the first and after the last.
public struct PiecewiseLinear: Codable, Hashable, Sendable {
    /// A point of the curve.
    public struct Point: Codable, Hashable, Sendable {
        /// What is measured.
        public var x: ScaledDecimal
        /// What it is worth.
        public var y: ScaledDecimal

        /// Creates a point.
        public init(_ x: ScaledDecimal, _ y: ScaledDecimal) {
            self.x = x
            self.y = y
        }

        package enum CodingKeys: Int, CodingKey {
            case x = 1
            case y = 2
        }
    }

    /// The points by ascending `x`.
    public var points: [Point]

    /// Creates a curve; of points with the same `x` the later one counts from there on, which makes a step.
    public init(_ points: [Point]) {
        self.points = points
    }

    /// The value at `x`, rounded half away from zero to two decimals; `nil` without points or beyond 64 bits.
    ///
    /// - Complexity: O(points).
    public func value(at x: ScaledDecimal) -> ScaledDecimal? {
        guard let upper = points.firstIndex(where: { $0.x > x }) else { return points.last?.y }
        guard upper > 0 else { return points[0].y }
        let (from, to) = (points[upper - 1], points[upper])
        // One division at the end, so that nothing is rounded twice.
        guard let rise = to.y.subtracting(from.y), let run = to.x.subtracting(from.x), let step = x.subtracting(from.x),
            let product = rise.multiplied(by: step, decimals: min(rise.scale + step.scale, ScaledDecimal.maximumScale)),
            let gain = product.divided(by: run, decimals: 2)
        else { return nil }
        return from.y.adding(gain)?.rounded(to: 2)
    }

    package enum CodingKeys: Int, CodingKey {
        case points = 1
    }
}
