import DealtrailSales

/// Finds stages of opportunities in a report: nearly all opportunities of a trail have the same few lists of stages.
struct StagePlaces {
    private let places: [StageName: Int]
    private let end: Int
    private var last: (stages: [StageName], places: [Int]) = ([], [])

    /// The stages of the report in order.
    init(_ stages: [StageName]) {
        places = Dictionary(
            stages.enumerated().map { ($0.element, $0.offset) }, uniquingKeysWith: { first, _ in first })
        end = stages.count
    }

    /// The place of each stage; one that the report does not have stands behind its end, where no visit leads.
    ///
    /// - Complexity: O(1) for the same list as last time, as states of one path share it.
    mutating func places(of stages: [StageName]) -> [Int] {
        if stages != last.stages { last = (stages, stages.map { places[$0] ?? end }) }
        return last.places
    }
}
