public import DealtrailModel
import DealtrailSales

extension Funnel.State: StateCoding {
    /// Writes an array of thirteen.
    public func write(to writer: inout CBORWriter) {
        writer.writeHead(.array, 13)
        writer.write(opportunity.rawValue)
        writer.write(pipeline)
        writer.write(pipelineVersion)
        writer.writeHead(.array, UInt64(stages.count))
        for stage in stages { writer.write(stage.rawValue) }
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
    }

    /// Reads what ``write(to:)`` writes.
    ///
    /// - Throws: `CBORError` for anything else.
    public init(reading reader: inout CBORReader) throws(CBORError) {
        try reader.expectArray(of: 13)
        self.init(opportunity: OpportunityID(rawValue: try reader.readText()))
        pipeline = try reader.readName()
        pipelineVersion = try reader.readIntIfPresent()
        let stageCount = try reader.readArrayHead()
        stages.reserveCapacity(stageCount)
        for _ in 0..<stageCount { stages.append(StageName(rawValue: try reader.readText())) }
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
    }

    /// The stages and visits, with the heads of their arrays.
    public var footprint: Int {
        MemoryLayout<Self>.stride + 64 + stages.capacity * MemoryLayout<StageName>.stride
            + visits.capacity * MemoryLayout<Funnel.Visit>.stride
    }
}

extension Funnel.Visit {
    fileprivate func write(to writer: inout CBORWriter) {
        writer.writeHead(.array, 4)
        writer.write(Int64(stage))
        writer.write(entered)
        writer.write(left)
        writer.write(isOver)
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
        writer.writeHead(.array, 5)
        writer.write(isWon)
        writer.write(closedAt)
        writer.write(amount)
        writer.write(position)
        writer.write(Int64(visits))
    }

    fileprivate init(reading reader: inout CBORReader) throws(CBORError) {
        try reader.expectArray(of: 5)
        self.init(
            isWon: try reader.readBool(), closedAt: try reader.readTimeIfPresent(),
            amount: try reader.readMoneyIfPresent(), position: try reader.readUnsigned(),
            visits: Int(try reader.readInteger()))
    }
}
