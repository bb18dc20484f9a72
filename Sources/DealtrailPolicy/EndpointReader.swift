import DealtrailModel
import DealtrailSales
import Foundation
import Yams

/// Reads the nodes of a list of endpoints.
struct EndpointReader {
    let diagnostics: PolicyDiagnostics

    func endpoints(_ root: Node) -> [EndpointSettings] {
        let keys = ["endpoints"]
        guard let object = PolicyObject(root, "the document", keys: keys, required: keys, diagnostics),
            let items = object.items("endpoints")
        else { return [] }
        var names: Set<EndpointName> = []
        return items.compactMap { item in
            guard let endpoint = endpoint(item) else { return nil }
            if !names.insert(endpoint.name).inserted {
                diagnostics.report(item, "the endpoint \(endpoint.name) stands twice")
            }
            return endpoint
        }
    }

    private func endpoint(_ node: Node) -> EndpointSettings? {
        let keys = ["name", "url", "secrets", "timeout-seconds", "file", "retry"]
        guard let object = PolicyObject(node, "an endpoint", keys: keys, required: ["name"], diagnostics) else {
            return nil
        }
        let retry = object["retry"].map { self.retry($0) } ?? RetrySettings()
        guard let name: EndpointName = object.name("name") else { return nil }
        switch (object["url"], object["file"]) {
        case (nil, _?):
            for key in ["secrets", "timeout-seconds"] where object[key] != nil {
                object.report(key, "\"\(key)\" is for an endpoint with \"url\"")
            }
            guard let path = object.text("file") else { return nil }
            return EndpointSettings(name: name, target: .file(path: path), retry: retry)
        case (_?, nil):
            guard let url = url(object), let secrets = secrets(object) else { return nil }
            let timeout = object.integer("timeout-seconds", in: 1...600) ?? 15
            return EndpointSettings(
                name: name, target: .webhook(url: url, secrets: secrets, timeoutSeconds: timeout), retry: retry)
        default:
            diagnostics.report(node, "an endpoint has either \"url\" or \"file\"")
            return nil
        }
    }

    private func url(_ object: PolicyObject) -> String? {
        guard let text = object.text("url") else { return nil }
        guard let url = URL(string: text), let host = url.host(), !host.isEmpty, url.user() == nil else {
            object.report("url", "\"url\" is an address such as https://erp.example.com/hook, without a user name")
            return nil
        }
        let isHere = ["127.0.0.1", "::1", "[::1]", "localhost"].contains(host)
        guard url.scheme == "https" || url.scheme == "http" && isHere else {
            object.report("url", "\"url\" begins with https://; http:// is for this machine alone")
            return nil
        }
        return text
    }

    private func secrets(_ object: PolicyObject) -> [EndpointSettings.SecretSource]? {
        guard let items = object.items("secrets"), !items.isEmpty else {
            object.report("secrets", "an endpoint with \"url\" needs \"secrets\": one, or two while one is replaced")
            return nil
        }
        if items.count > 2 { object.report("secrets", "at most two secrets sign a message") }
        return items.compactMap { item in
            guard let secret = PolicyObject(item, "a secret", keys: ["file", "environment"], diagnostics) else {
                return nil
            }
            switch (secret.text("file"), secret.text("environment")) {
            case (let path?, nil): return .file(path)
            case (nil, let variable?): return .environment(variable)
            default:
                diagnostics.report(item, "a secret is in a \"file\" or in a variable of the \"environment\"")
                return nil
            }
        }
    }

    private func retry(_ node: Node) -> RetrySettings {
        let keys = ["attempts", "first-seconds", "longest-seconds", "jitter-percent"]
        var settings = RetrySettings()
        guard let object = PolicyObject(node, "\"retry\"", keys: keys, diagnostics) else { return settings }
        if let attempts = object.integer("attempts", in: 1...100) { settings.attempts = attempts }
        if let first = object.integer("first-seconds", in: 1...86_400) { settings.firstMilliseconds = Int64(first) * 1_000 }
        if let longest = object.integer("longest-seconds", in: 1...604_800) {
            settings.longestMilliseconds = Int64(longest) * 1_000
        }
        if let jitter = object.integer("jitter-percent", in: 0...100) { settings.jitterPercent = jitter }
        if settings.longestMilliseconds < settings.firstMilliseconds {
            object.report("longest-seconds", "the longest wait is shorter than the first")
        }
        return settings
    }
}
