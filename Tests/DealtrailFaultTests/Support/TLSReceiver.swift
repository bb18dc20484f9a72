import Foundation
import Testing

/// A receiver of HTTPS on loopback with a certificate that it made itself: a process of Python, since nothing of ours serves TLS.
final class TLSReceiver {
    /// Whether what it needs is installed.
    static let isAvailable = {
        let python = try? Child("/usr/bin/env", ["python3", "-c", "import ssl, http.server"])
        let openssl = try? Child("/usr/bin/env", ["openssl", "version"])
        return [python, openssl].allSatisfy { child in
            guard let child else { return false }
            _ = child.lines()
            return child.wait() == .status(0)
        }
    }()

    /// Whether a process may be given a list of authorities of its own, in a mount namespace.
    static let canBeVouchedFor = {
        guard isAvailable, FileManager.default.fileExists(atPath: authorities),
            let namespace = try? Child("/usr/bin/env", ["unshare", "--map-root-user", "--mount", "true"])
        else { return false }
        _ = namespace.lines()
        return namespace.wait() == .status(0)
    }()

    /// The authorities that the system knows: the one place where libcurl looks here, whatever the environment says.
    private static let authorities = "/etc/ssl/certs/ca-certificates.crt"

    /// The port on `localhost`.
    let port: Int
    private let certificate: String
    private let server: Child

    private static let program = """
        import http.server, ssl, sys

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                self.rfile.read(int(self.headers["content-length"]))
                self.send_response(204)
                self.end_headers()
                print(self.headers["webhook-id"], flush=True)

            def log_message(self, *arguments):
                pass

        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(sys.argv[1], sys.argv[2])
        server.socket = context.wrap_socket(server.socket, server_side=True)
        print(server.server_port, flush=True)
        server.serve_forever()
        """

    /// Makes a certificate for `localhost` and starts to listen.
    init(in directory: String) throws {
        certificate = directory + "/certificate.pem"
        let key = directory + "/key.pem"
        let making = try Child(
            "/usr/bin/env",
            [
                "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
                "-days",
                "30", "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost", "-keyout", key, "-out",
                certificate,
            ])
        let lines = making.lines()
        #expect(making.wait() == .status(0), "\(lines)")
        server = try Child("/usr/bin/env", ["python3", "-c", Self.program, certificate, key])
        let line = try #require(server.line())
        port = try #require(Int(line), "\(line)")
    }

    /// Starts the tool where this receiver is the one that the system vouches for.
    func vouchedFor(_ arguments: [String]) throws -> Child {
        let script = #"mount --bind "$1" "$2" && shift 2 && exec "$@""#
        let tool = Child.folder.appendingPathComponent("dealtrail").path
        return try Child(
            "/usr/bin/env",
            ["unshare", "--map-root-user", "--mount", "sh", "-c", script, "sh", certificate, Self.authorities, tool]
                + arguments)
    }

    /// Ends it; the keys of the messages that came in.
    func stop() -> [String] {
        server.kill()
        defer { _ = server.wait() }
        return server.lines().filter { $0.hasPrefix("msg_") }
    }
}
