import DealtrailModel
import DealtrailViews

extension AnswerStamp {
    /// What the answer is for, in a sentence.
    var sentence: String {
        let seen = (position.map { "log up to position \(Figures.number($0))" } ?? "an empty log") + passedOver
        return switch axis {
        case .head: "\(seen), at \(Figures.time(time))"
        case .known: "what was recorded by \(Figures.time(time)); \(seen)"
        case .effective: "what had occurred by \(Figures.time(time)); \(seen)\(leftOut)"
        }
    }

    private var leftOut: String {
        guard let undated, undated > 0 else { return "" }
        return "; \(Figures.number(undated)) \(undated == 1 ? "event" : "events") without a time left out"
    }

    private var passedOver: String {
        guard let skipped, skipped > 0 else { return "" }
        return " but for \(Figures.number(skipped)) skipped \(skipped == 1 ? "event" : "events") (`dealtrail views`)"
    }

    var fact: ReportDocument.Fact { ReportDocument.Fact("Answers for", sentence) }
}
