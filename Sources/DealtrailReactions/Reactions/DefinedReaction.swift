public import Dealtrail

/// A reaction that is data: each event that it wants becomes one message or one command.
public struct DefinedReaction: EventReaction {
    /// What it is made of.
    public let definition: ReactionDefinition

    /// Takes a definition.
    public init(_ definition: ReactionDefinition) {
        self.definition = definition
    }

    /// The name of the definition.
    public var name: ReactionName { definition.name }
    /// The version of the definition.
    public var version: String { definition.version }
    /// The kinds, alerts and tags of the definition.
    public var query: Query { definition.query }

    /// One message, the event as a CloudEvent or the template filled in; or one command, its fields filled in.
    public func react(to event: RecordedEvent, in context: ReactionContext) throws -> [ReactionOutput] {
        if let command = definition.command {
            return [.command(try command.command(for: context.cloudEvent(event), in: context.catalog))]
        }
        // One of both is there in every definition that was read or created.
        guard let endpoint = definition.endpoint else { return [] }
        guard let template = definition.template else {
            return [.message(try MessageDraft(to: endpoint, event, in: context))]
        }
        let body = Array(try template.render(context.cloudEvent(event)).utf8)
        return [.message(MessageDraft(to: endpoint, contentType: template.contentType, body: body))]
    }
}
