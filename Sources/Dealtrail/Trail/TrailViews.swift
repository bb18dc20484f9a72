import DealtrailEngine
import DealtrailLMDB
import DealtrailLog
import DealtrailModel
import Synchronization

/// The views of a trail; their environment is opened with the first question, so that a trail that is only appended to
/// holds no files for them.
final class TrailViews: Sendable {
    private let log: TrailLog
    private let catalog: ViewCatalog
    private let opened = Mutex<ViewStore?>(nil)

    init(log: TrailLog, catalog: ViewCatalog) {
        self.log = log
        self.catalog = catalog
    }

    /// The environment of the views.
    func store() throws -> ViewStore {
        try opened.withLock { store in
            if let store { return store }
            let new = try ViewStore(at: log.viewsDirectory)
            store = new
            return new
        }
    }

    /// All views, for catching up and rebuilding.
    func all() throws -> ViewSet {
        try catalog.open(log: log, store: store())
    }

    /// One view.
    func runtime<View: Projection>(_ view: View.Type) throws -> ProjectionRuntime<View> {
        try ProjectionRuntime(view, log: log, store: store())
    }

    func close() throws {
        try opened.withLock { store in
            try store?.close()
            store = nil
        }
    }
}
