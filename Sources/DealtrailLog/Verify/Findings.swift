/// What a check has found so far; the first hundred are kept, all are counted.
struct Findings {
    private(set) var problems: [VerifyReport.Problem] = []
    private(set) var count = 0

    mutating func report(_ check: String, _ position: UInt64?, _ detail: String) {
        count += 1
        if problems.count < 100 {
            problems.append(VerifyReport.Problem(check: check, position: position, detail: detail))
        }
    }
}
