import DealtrailModel
import DealtrailSales

/// Something that is going to happen; numbers are indices into the world.
enum SimulatorJob: Sendable {
    /// A command that is fixed already.
    case script(any Command, by: Author, occurred: Int64?)
    /// A representative plans the day.
    case startDay(rep: Int)
    /// An opportunity goes on from the stage it is in.
    case proceed(deal: Int)
    /// An opportunity enters a stage, with a reason when it goes back or comes again.
    case enter(deal: Int, stage: Int, reason: String?)
    case lose(deal: Int, reason: String)
    case reopen(deal: Int)
    case quote(deal: Int)
    /// So many more edits, then the quote is to be sent.
    case edit(quote: Int, left: Int)
    case send(quote: Int)
    case view(quote: Int, approval: ApprovalID)
    case decide(quote: Int, approval: ApprovalID, step: Int, assigned: Int64)
    case answer(quote: Int)
    case sign(quote: Int)
    case order(account: Int)
    case satisfaction(account: Int)
    case reviewTiers
    case changeListPrice
}
