import DealtrailModel
import DealtrailSales
import Testing

@Suite struct MessageTemplateTests {
    private let event = """
        {"type":"quote.sent","subject":"quote:Q-17","author":"rep:\\"lin\\"","sequence":12,\
        "data":{"quote":"Q-17","lines":[1,2],"terms":{"amount":"92.50"}}}
        """

    @Test func `Texts are put in with the escapes of JSON, anything else as JSON`() throws {
        let template = MessageTemplate(
            #"{"text":"{{ type }} by {{author}}","n":{{sequence}},"amount":"{{data.terms.amount}}","l":{{data.lines}}}"#
        )
        #expect(template.flaw == nil)
        #expect(
            try template.render(event)
                == #"{"text":"quote.sent by rep:\"lin\"","n":12,"amount":"92.50","l":[1,2]}"#)
    }

    @Test func `Plain text gets no escapes, and what is not there is nothing`() throws {
        let template = MessageTemplate("{{author}}: {{data.nothing}}{{data.quote.deeper}}.", contentType: "text/plain")
        #expect(template.flaw == nil)
        #expect(try template.render(event) == #"rep:"lin": ."#)
    }

    @Test(arguments: [
        ("{{typ}}", "text/plain", "\"typ\" is neither"), ("a {{type", "text/plain", "without"),
        (#"{"a": {{type}}"#, "application/json", "no JSON"), ("x", "json", "no media type"),
        ("x", "text/plain\r\nX-Evil: 1", "no media type"),
    ])
    func `What is wrong is said`(_ text: String, _ contentType: String, _ flaw: String) throws {
        let found = try #require(MessageTemplate(text, contentType: contentType).flaw)
        #expect(found.contains(flaw))
    }
}
