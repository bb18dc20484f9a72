public import DealtrailModel
import DealtrailSales

extension Funnel.State: StateCoding {
    /// Writes an array of sixteen.
    public func write(to writer: inout CBORWriter) {
        writer.writeHead(.array, 16)
        writer.write(opportunity.rawValue)
        writer.write(pipeline)
        writer.write(pipelineVersion)
        let stages = self.stages.span
        writer.writeHead(.array, UInt64(stages.count))
        for index in stages.indices { writer.write(stages[index].rawValue) }
        writer.write(Int64(pathCount))
        writer.write(account)
        writer.write(owner)
        writer.write(product)
        writer.write(amount)
        writer.write(createdAt)
        writer.writeHead(.array, UInt64(visits.count))
        let visits = self.visits.span
        for index in visits.indices { visits[index].write(to: &writer) }
        if let outcome { outcome.write(to: &writer) } else { writer.writeNull() }
        writer.write(Int64(reopenings))
        writer.write(quantity)
        writer.write(team)
        writer.write(region)
    }

    /// Reads what ``write(to:)`` writes.
    ///
    /// - Throws: `CBORError` for anything else.
    public init(reading reader: inout CBORReader) throws(CBORError) {
        try reader.expectArray(of: 16)
        self.init(opportunity: OpportunityID(rawValue: try reader.readText()))
        pipeline = try reader.readName()
        pipelineVersion = try reader.readIntIfPresent()
        stages = try StagePaths.shared(try reader.readItem(), Self.stages)
        pathCount = Int(try reader.readInteger())
        account = try reader.readName()
        owner = try reader.readName()
        product = try reader.readName()
        amount = try reader.readMoneyIfPresent()
        createdAt = try reader.readTimeIfPresent()
        let visitCount = try reader.readArrayHead()
        visits.reserveCapacity(visitCount)
        for _ in 0..<visitCount {
            let start = reader.offset
            let visit = try Funnel.Visit(reading: &reader)
            guard stages.indices.contains(visit.stage) else { throw CBORError(.outOfRange, at: start, "a stage") }
            visits.append(visit)
        }
        outcome = reader.readNull() ? nil : try Funnel.Outcome(reading: &reader)
        reopenings = Int(try reader.readInteger())
        quantity = try reader.readDecimalIfPresent()
        team = try reader.readTextIfPresent()
        region = try reader.readTextIfPresent()
    }

    private static func stages(_ item: RawSpan) throws(CBORError) -> [StageName] {
        var reader = CBORReader(item)
        var stages: [StageName] = []
        for _ in 0..<(try reader.readArrayHead()) { stages.append(StageName(rawValue: try reader.readText())) }
        return stages
    }

    /// The last visit, which most events leave or follow; then where the next one goes.
    public func prefetch(_ step: Int) { visits.prefetchEnd(step) }

    /// The visits, with the head of their array; the stages are shared with others.
    public var footprint: Int {
        MemoryLayout<Self>.stride + 32 + visits.capacity * MemoryLayout<Funnel.Visit>.stride
    }
}

extension Funnel.Visit {
    fileprivate func write(to writer: inout CBORWriter) {
        writer.write(upTo: 32) { out in
            out.writeHead(.array, 4)
            out.write(Int64(stage))
            out.write(entered)
            out.write(left)
            out.write(isOver)
        }
    }

    fileprivate init(reading reader: inout CBORReader) throws(CBORError) {
        try reader.expectArray(of: 4)
        self.init(
            stage: Int(try reader.readInteger()), entered: try reader.readTimeIfPresent(),
            left: try reader.readTimeIfPresent(), isOver: try reader.readBool())
    }
}

extension Funnel.Outcome {
    fileprivate func write(to writer: inout CBORWriter) {
        writer.write(upTo: 96) { out in
            out.writeHead(.array, 6)
            out.write(isWon)
            out.write(closedAt)
            out.write(amount)
            out.write(atList)
            out.write(position)
            out.write(Int64(visits))
        }
    }

    fileprivate init(reading reader: inout CBORReader) throws(CBORError) {
        try reader.expectArray(of: 6)
        let isWon = try reader.readBool()
        let closedAt = try reader.readTimeIfPresent()
        let amount = try reader.readMoneyIfPresent()
        let atList = try reader.readMoneyIfPresent()
        self.init(
            isWon: isWon, closedAt: closedAt, amount: amount, position: try reader.readUnsigned(),
            visits: Int(try reader.readInteger()), atList: atList)
    }
}
