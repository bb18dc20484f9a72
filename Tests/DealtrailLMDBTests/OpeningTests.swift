import DealtrailLMDB
import Foundation
import Testing

@Suite("Opening")
struct OpeningTests {
    let scratch = Scratch()

    @Test func `an environment is open once in a process, whatever the path`() throws {
        let environment = try scratch.open()
        unsafe #expect(symlink(scratch.log, scratch.path + "/link") == 0)
        for path in [scratch.log, scratch.log + "/", scratch.path + "/./log", scratch.path + "/link"] {
            let error = #expect(throws: LMDBError.self) {
                try Environment(at: path, configuration: .init(create: true))
            }
            #expect(error?.code == .alreadyOpen)
        }
        try environment.close()
        _ = try scratch.open()
    }

    @Test func `shared gives the open environment, and opens one where there is none`() throws {
        let configuration = Environment.Configuration(mapSize: 16 << 20, create: true)
        let first = try Environment.shared(at: scratch.log, configuration: configuration)
        let second = try Environment.shared(at: scratch.log, configuration: configuration)
        try first.fill(5)
        try #expect(second.count() == 5)
        let table = try first.read().table("t")
        try #expect(second.read().statistics(of: table).entries == 5)
    }

    @Test func `shared refuses other rights than the open environment has`() throws {
        let open = try scratch.open()
        var configuration = open.configuration
        configuration.allowsDeletes = true
        var refused = #expect(throws: LMDBError.self) {
            try Environment.shared(at: scratch.log, configuration: configuration)
        }
        #expect(refused?.code == .alreadyOpen)
        configuration.allowsDeletes = false
        configuration.readOnly = true
        refused = #expect(throws: LMDBError.self) {
            try Environment.shared(at: scratch.log, configuration: configuration)
        }
        #expect(refused?.code == .alreadyOpen)
    }

    @Test func `the last reference closes it, under contention too`() async throws {
        let configuration = Environment.Configuration(mapSize: 1 << 20, create: true)
        let path = scratch.log
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<8 {
                group.addTask {
                    for _ in 0..<50 {
                        let environment = try Environment.shared(at: path, configuration: configuration)
                        _ = try environment.read().id
                    }
                }
            }
            try await group.waitForAll()
        }
        _ = try Environment(at: path, configuration: configuration)
    }

    @Test func `nothing is created without being asked for`() {
        let error = #expect(throws: LMDBError.self) { try Environment(at: scratch.log, configuration: .init()) }
        #expect(error?.code == .noSuchFile)
        #expect(!FileManager.default.fileExists(atPath: scratch.log))
    }

    @Test func `creating takes one missing directory and not two`() throws {
        let error = #expect(throws: LMDBError.self) {
            try Environment(at: scratch.path + "/a/b", configuration: .init(create: true))
        }
        #expect(error?.code == .noSuchFile)
        let environment = try scratch.open()
        try #expect(environment.information().lastTransaction == 0)
        let attributes = try FileManager.default.attributesOfItem(atPath: scratch.dataFile)
        #expect(attributes[.posixPermissions] as? Int == 0o600)
        let directory = try FileManager.default.attributesOfItem(atPath: scratch.log)
        #expect(directory[.posixPermissions] as? Int == 0o700)
    }

    @Test func `open for reading only, nothing can be written`() throws {
        do {
            try scratch.open().fill(3)
        }
        let environment = try scratch.open(readOnly: true)
        try #expect(environment.count() == 3)
        let error = #expect(throws: LMDBError.self) { try environment.fill(1, from: 3) }
        #expect(error?.code == .accessDenied)
    }

    @Test(arguments: [
        Environment.Configuration(mapSize: 0, create: true), .init(maxTables: -1, create: true),
        .init(maxTables: 1 << 20, create: true), .init(maxReaders: 0, create: true),
    ])
    func `a senseless configuration is refused`(configuration: Environment.Configuration) {
        let error = #expect(throws: LMDBError.self) { try Environment(at: scratch.log, configuration: configuration) }
        #expect(error?.code == .invalidArgument)
    }

    @Test func `a larger map in the file wins over a smaller one in the configuration`() throws {
        do {
            try scratch.open(mapSize: 32 << 20).fill(1)
        }
        let environment = try scratch.open(mapSize: 1 << 20)
        try #expect(environment.information().mapSize == 32 << 20)
    }
}
