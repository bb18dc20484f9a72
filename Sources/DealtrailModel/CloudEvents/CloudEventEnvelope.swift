/// The attributes of a CloudEvent 1.0 in JSON that mean something here; others are passed over.
package struct CloudEventEnvelope: Codable {
    package var specversion: String?
    package var id: String?
    package var source: String?
    package var type: String?
    package var subject: String?
    package var time: String?
    package var datacontenttype: String?
    /// The schema version of the data, from 1.
    package var dataversion: Int?
    package var author: String?
    /// `claimed`, `service`, `automation` or `person`.
    package var authorkind: String?
    package var onbehalfof: String?
    package var correlation: String?
    package var tags: Tags?
    package var data: CBORValue?
    /// The position in the log that it was written from.
    package var sequence: UInt64?
    package var recordedtime: String?
    package var causation: String?
    package var eventid: String?

    /// Tags as one text with a line feed between them, which no tag can hold; a list is read too.
    package enum Tags: Codable {
        case list([String])

        package init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let list = try? container.decode([String].self) {
                self = .list(list)
            } else {
                let text = try container.decode(String.self)
                self = .list(
                    text.isEmpty ? [] : text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init))
            }
        }

        package func encode(to encoder: any Encoder) throws {
            var container = encoder.singleValueContainer()
            switch self {
            case .list(let list): try container.encode(list.joined(separator: "\n"))
            }
        }

        package var values: [String] {
            switch self {
            case .list(let list): list
            }
        }
    }
}
