public import Dealtrail
public import DealtrailReactions
import Foundation

extension Endpoint {
    /// Makes the endpoint that settings describe; secrets are read now.
    ///
    /// - Throws: ``OutboxError`` (`configuration`) for an address or a secret that cannot be used.
    public init(_ settings: EndpointSettings) throws(OutboxError) {
        switch settings.target {
        case .file(let path): self.init(FileAdapter(path: path), retry: settings.retry)
        case .webhook(let address, let sources, let timeout):
            guard let url = URL(string: address) else {
                throw OutboxError(.configuration, "endpoint \(settings.name): \"\(address)\" is no address")
            }
            guard !sources.isEmpty else {
                throw OutboxError(.configuration, "endpoint \(settings.name): a webhook needs a secret that signs it")
            }
            var secrets: [WebhookSecret] = []
            for source in sources {
                do throws(WebhookSecretError) {
                    secrets.append(try WebhookSecret(source))
                } catch {
                    throw OutboxError(.configuration, "endpoint \(settings.name): \(error)")
                }
            }
            self.init(WebhookAdapter(url: url, secrets: secrets, timeout: timeout), retry: settings.retry)
        }
    }
}
