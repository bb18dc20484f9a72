import DealtrailModel
import DealtrailSales

extension SignalReading {
    /// Measures a signal over trailing days that end at a time.
    ///
    /// What happened exactly so many days ago has left, what happened at the time counts.
    ///
    /// - Parameters:
    ///   - signal: One of `HealthSignal.behaviours`; the others have no reading here.
    ///   - state: What happened to the customer; `nil` for nothing.
    ///   - time: The time; what happened later is left out.
    ///   - days: How many days of 24 hours.
    /// - Complexity: O(marks log marks).
    init(_ signal: HealthSignal, of state: CustomerSignals.State?, at time: Timestamp, over days: Int) {
        let window = SignalWindow(state, at: time, over: days)
        switch signal {
        case .calls: self.init(window.marks(.call), known: window.knows(.call))
        case .visits: self.init(window.visits, known: window.knows(.visit, .meeting))
        case .readingTime: self = window.readingTime
        case .unansweredOpenings: self.init(window.unansweredOpenings, known: window.knows(.opening))
        case .feedback: self.init(window.marks(.feedback), known: window.knows(.feedback))
        case .quoteEdits: self.init(window.marks(.edit), known: window.knows(.edit))
        case .rejections: self.init(window.marks(.rejection), known: window.knows(.rejection))
        case .competitorOffers: self.init(window.marks(.offer), known: window.knows(.offer))
        case .complaints: self.init(window.marks(.complaint), known: window.knows(.complaint))
        case .brokenPromises: self.init(window.brokenPromises, known: window.knows(.promise))
        case .latePayments: self.init(window.latePayments, known: window.knows(.instalment))
        case .waitingTickets: self.init(window.waitingTickets, known: window.knows(.ticket))
        case .answerTime: self = window.answerTime
        case .tier, .recency, .revenue, .satisfaction: self.init(nil, [])
        }
    }
}

extension SignalWindow {
    /// Meetings, and of each visit what happened first: a check-in and its completion are one visit.
    fileprivate var visits: [CustomerSignals.Mark] {
        var seen: Set<String> = []
        return marks(.visit, .meeting).filter { mark in
            mark.letter == .meeting || mark.subject.map { seen.insert($0).inserted } ?? true
        }
    }

    /// The minutes of openings whose length is known, with six decimals rounded down.
    fileprivate var readingTime: SignalReading {
        func isTimed(_ mark: CustomerSignals.Mark) -> Bool { mark.letter == .opening && (mark.number ?? -1) >= 0 }
        let openings = known.filter { isTimed($0) && holds($0) }
        guard !openings.isEmpty || known.contains(where: isTimed) else { return SignalReading(nil, []) }
        let seconds = openings.reduce(0 as Int128) { $0 + Int128($1.number ?? 0) }
        return SignalReading(
            ScaledDecimal(mantissa: Int64(clamping: seconds * 1_000_000 / 60), scale: 6), openings)
    }

    /// Openings after which nobody answered about the quote: with feedback, an acceptance, a rejection or a new version.
    fileprivate var unansweredOpenings: [CustomerSignals.Mark] {
        var answered: Set<String> = []
        var openings: [CustomerSignals.Mark] = []
        for mark in known.reversed() {
            guard let quote = mark.subject else { continue }
            switch mark.letter {
            case .feedback, .acceptance, .rejection, .version: answered.insert(quote)
            case .opening where holds(mark) && !answered.contains(quote): openings.append(mark)
            default: break
            }
        }
        return openings.reversed()
    }

    /// Promises whose time passed within the trailing days and that were not kept by then.
    ///
    /// One that was put off in between has the later time. Each is shown by what set its time.
    fileprivate var brokenPromises: [CustomerSignals.Mark] {
        var times: [String: CustomerSignals.Mark] = [:]
        var kept: [String: Timestamp] = [:]
        for mark in known {
            guard let promise = mark.subject else { continue }
            switch mark.letter {
            case .promise, .putOff: times[promise] = mark
            case .kept where kept[promise] == nil: kept[promise] = mark.at
            default: break
            }
        }
        return Self.ordered(
            times.filter { promise, mark in
                mark.number.map { due in isOver(due) && (kept[promise].map { $0.nanoseconds > due } ?? true) } ?? false
            })
    }

    /// Instalments whose time passed within the trailing days and that were not paid in full by then.
    ///
    /// Payments in the currency of the instalment count that name it. One whose amount nobody recorded is paid by any.
    fileprivate var latePayments: [CustomerSignals.Mark] {
        var instalments: [String: CustomerSignals.Mark] = [:]
        for mark in known where mark.letter == .instalment {
            if let name = mark.subject { instalments[name] = mark }
        }
        var paid: [String: ExactSum] = [:]
        for mark in known where mark.letter == .payment {
            guard let name = mark.subject, let instalment = instalments[name], let due = instalment.number,
                mark.at.nanoseconds <= due, let amount = mark.amount,
                amount.currency == instalment.amount?.currency ?? amount.currency
            else { continue }
            paid[name, default: ExactSum()].add(amount.amount)
        }
        return Self.ordered(
            instalments.filter { name, mark in
                guard let due = mark.number, isOver(due) else { return false }
                guard let wanted = mark.amount?.amount else { return paid[name] == nil }
                return (paid[name]?.value ?? .zero) < wanted
            })
    }

    /// Tickets that were opened within the trailing days and that nobody has answered or resolved.
    fileprivate var waitingTickets: [CustomerSignals.Mark] {
        let answered = Set(known.lazy.filter { $0.letter == .ticketAnswer }.compactMap(\.subject))
        return marks(.ticket).filter { mark in mark.subject.map { !answered.contains($0) } ?? true }
    }

    /// The mean of the hours from a ticket to its first answer, over the answers within the trailing days, with six decimals
    /// rounded down; without one there is nothing to measure.
    fileprivate var answerTime: SignalReading {
        var opened: [String: Timestamp] = [:]
        var answers: [CustomerSignals.Mark] = []
        var sum: Int128 = 0
        for mark in known {
            guard let ticket = mark.subject else { continue }
            if mark.letter == .ticket {
                opened[ticket] = mark.at
            } else if mark.letter == .ticketAnswer, let start = opened.removeValue(forKey: ticket), holds(mark) {
                sum += Int128(mark.at.nanoseconds) - Int128(start.nanoseconds)
                answers.append(mark)
            }
        }
        guard !answers.isEmpty else { return SignalReading(nil, []) }
        // An hour has 3.6e12 nanoseconds, a millionth of it 3.6e6.
        let mean = sum / Int128(answers.count) / 3_600_000
        return SignalReading(ScaledDecimal(mantissa: Int64(clamping: mean), scale: 6), answers)
    }

    private static func ordered(_ marks: [String: CustomerSignals.Mark]) -> [CustomerSignals.Mark] {
        marks.values.sorted { ($0.at, $0.position) < ($1.at, $1.position) }
    }
}
