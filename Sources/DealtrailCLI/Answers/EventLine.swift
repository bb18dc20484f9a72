import Dealtrail
import Foundation

/// One event on one line, for people.
struct EventLine {
    let catalog: Catalog

    /// Position, time, kind, stream, author, and what the payload says.
    func text(_ event: RecordedEvent) -> String {
        let time = event.occurredAt.time?.description ?? "time unknown"
        return [
            String(repeating: " ", count: max(0, 7 - "\(event.position)".count)) + "\(event.position)",
            Printable.padded(time, to: 25), Printable.padded(event.kind.rawValue, to: 26),
            Printable.padded(event.stream.rawValue, to: 22), Printable.padded(event.author.text, to: 16),
            Printable.cut(payload(of: event), to: 160),
        ].joined(separator: "  ")
    }

    /// The fields of the payload as `name=value`.
    func payload(of event: RecordedEvent) -> String {
        guard let json = try? catalog.json(of: event), let value = try? CBORValue(json: json) else {
            return "(the payload does not read; `dealtrail verify` tells more)"
        }
        return PayloadText(value).line
    }
}

extension Author {
    /// Who, for whom, and whether anybody authenticated him.
    var text: String {
        let claim = kind == .claimed ? " (claimed)" : kind == .person ? "" : " (\(kind))"
        return "\(id)\(claim)\(onBehalfOf.map { " for \($0)" } ?? "")"
    }
}
