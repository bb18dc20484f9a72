internal import DealtrailModel

/// The attributes of a CloudEvent 1.0 in JSON that mean something here; others are passed over.
struct CloudEventEnvelope: Codable {
    var specversion: String?
    var id: String?
    var source: String?
    var type: String?
    var subject: String?
    var time: String?
    var datacontenttype: String?
    /// The schema version of the data, from 1.
    var dataversion: Int?
    var author: String?
    /// `claimed`, `service`, `automation` or `person`.
    var authorkind: String?
    var onbehalfof: String?
    var correlation: String?
    var tags: Tags?
    var data: CBORValue?
    /// The position in the log that it was written from.
    var sequence: UInt64?
    var recordedtime: String?
    var causation: String?
    var eventid: String?

    /// Tags as one text with a line feed between them, which no tag can hold; a list is read too.
    enum Tags: Codable {
        case list([String])

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let list = try? container.decode([String].self) {
                self = .list(list)
            } else {
                let text = try container.decode(String.self)
                self = .list(
                    text.isEmpty ? [] : text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init))
            }
        }

        func encode(to encoder: any Encoder) throws {
            var container = encoder.singleValueContainer()
            switch self {
            case .list(let list): try container.encode(list.joined(separator: "\n"))
            }
        }

        var values: [String] {
            switch self {
            case .list(let list): list
            }
        }
    }
}
