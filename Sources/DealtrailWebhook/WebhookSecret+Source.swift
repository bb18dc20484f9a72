import DealtrailLog
import DealtrailReactions
public import Dealtrail
import Foundation

extension WebhookSecret {
    /// Reads a secret from where the configuration says it is.
    ///
    /// - Throws: ``WebhookSecretError`` for a file that others than its owner may read, for one that is not there, for a
    ///   variable that is not set, and for what is no secret.
    public init(_ source: EndpointSettings.SecretSource) throws(WebhookSecretError) {
        switch source {
        case .file(let path):
            let bytes: [UInt8]
            do throws(KeyFileError) {
                bytes = try KeyFile.bytes(path)
            } catch {
                switch error.code {
                case .missing: throw WebhookSecretError("there is no file \(path) with the secret")
                case .exposed:
                    throw WebhookSecretError(
                        "\(error.detail): others may read the secret; `chmod 600` it, and think about a new one")
                case .exists, .system: throw WebhookSecretError(error.detail)
                }
            }
            guard let text = String(validating: bytes, as: UTF8.self) else {
                throw WebhookSecretError("\(path) is not text")
            }
            try self.init(naming: path, text)
        case .environment(let variable):
            guard let text = ProcessInfo.processInfo.environment[variable], !text.isEmpty else {
                throw WebhookSecretError("the variable \(variable) of the environment is to hold the secret, and is not set")
            }
            try self.init(naming: variable, text)
        }
    }

    private init(naming source: String, _ text: String) throws(WebhookSecretError) {
        do throws(WebhookSecretError) {
            try self.init(text)
        } catch {
            throw WebhookSecretError("\(source): \(error)")
        }
    }
}
