import Dealtrail
import DealtrailReports
import Foundation

/// What a trail holds, with its root, its files and its views.
struct Statistics: Report {
    static var reportName: String { TrailStatistics.reportName }

    /// A stored view.
    struct View: Encodable {
        let name: String
        /// How many events it has folded; absent before it was built.
        let position: UInt64?
        /// How many events it has not folded yet.
        let lag: UInt64
    }

    let counts: TrailStatistics
    /// The root of the hash tree over all events up to the position.
    let root: String
    let storage: TrailLog.Storage
    let views: [View]

    init(_ trail: Trail, stamp: AnswerStamp, effective: Timestamp?) throws {
        let size = stamp.position.map { $0 + 1 } ?? 0
        var events: UInt64 = 0
        var undated: UInt64 = 0
        var imported: UInt64 = 0
        var streams: Set<UInt64> = []
        var kinds: [EventKind: UInt64] = [:]
        var authors: [ActorID: UInt64] = [:]
        var recorded: (first: Timestamp?, last: Timestamp?) = (nil, nil)
        try trail.log.scan(.all, in: 0..<size, direction: .forward) { event in
            if event.occurredAt == nil { undated += 1 }
            if let effective {
                guard let time = event.occurredAt, time <= effective else { return true }
            }
            events += 1
            streams.insert(event.streamHash)
            kinds[try event.kind, default: 0] += 1
            let author = try event.author
            authors[author.id, default: 0] += 1
            if author.channel == .import { imported += 1 }
            recorded = (recorded.first ?? event.recordedAt, event.recordedAt)
            return true
        }
        storage = try trail.log.storage()
        counts = TrailStatistics(
            stamp: stamp.leavingOut(undated: Int(undated)), origin: trail.log.origin, events: events,
            streams: UInt64(streams.count),
            bytes: storage.logBytes, firstRecordedAt: recorded.first, lastRecordedAt: recorded.last, undated: undated,
            imported: imported, kinds: kinds, authors: authors)
        root = "\(try trail.log.root(at: size))"
        views = try trail.viewSet().views.map { view in
            View(name: view.name, position: try view.checkpoint()?.position, lag: try view.lag())
        }
    }

    var answersFor: AnswerStamp { counts.stamp }

    var document: ReportDocument {
        var document = counts.document
        document.facts += [
            .init("Root", root), .init("Map", "\(storage.mapBytes) bytes"),
            .init("Index", "\(storage.indexRuns) sealed runs, \(storage.indexBytes) bytes"),
        ]
        if let reader = storage.oldestReader {
            document.facts.append(
                .init("Oldest reader", "process \(reader.process), \(reader.commitsBehind) commits behind"))
        }
        let rows = views.map { view in
            ReportTable.Row([view.name, view.position.map { String($0) } ?? "not built", String(view.lag)])
        }
        document.sections.append(
            .init("Views", table: ReportTable([.words("View"), .numbers("Folded"), .numbers("Behind")], rows)))
        return document
    }

    private enum CodingKeys: String, CodingKey {
        case root
        case storage
        case views
    }

    func encode(to encoder: any Encoder) throws {
        try counts.encode(to: encoder)
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(root, forKey: .root)
        try container.encode(storage, forKey: .storage)
        try container.encode(views, forKey: .views)
    }
}
