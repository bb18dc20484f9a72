import DealtrailLog
import DealtrailModel

extension LogConformance {
    static let conditions: [Check] = [
        Check("A stream is expected not to be there, to be there, or at a revision") { log in
            try await expectRefusal(
                .conflict, of: request("x-1", [event()], [.stream("a", .exists)]), by: log, "exists, of a new stream")
            try await expectRefusal(
                .conflict, of: request("x-2", [event()], [.stream("a", .exactly(0))]), by: log,
                "revision 0 of a new stream")
            _ = try await log.append(request("c-1", [event("a")], [.stream("a", .noStream)]))
            try await expectRefusal(
                .conflict, of: request("x-3", [event()], [.stream("a", .noStream)]), by: log, "noStream, of a stream")
            _ = try await log.append(request("c-2", [event("a")], [.stream("a", .exists), .stream("a", .exactly(0))]))
            for revision in [0, 2, .max] as [UInt64] {
                try await expectRefusal(
                    .conflict, of: request("x-4", [event()], [.stream("a", .exactly(revision))]), by: log,
                    "revision \(revision) of a stream at 1")
            }
            _ = try await log.append(
                request("c-3", [event("b")], [.stream("a", .exactly(1)), .stream("b", .noStream)]))
            try expectSound(log)
        },
        Check("No event may match a query after a position") { log in
            _ = try await log.append(
                request("c-1", [event(tags: ["t"]), event(tags: ["u"]), event(tags: ["t", "u"])]))
            for (after, holds) in [(UInt64?.none, false), (0, false), (1, false), (2, true), (3, true), (.max, true)] {
                let condition = AppendCondition.noneMatching(.tag("t"), after: after)
                let what = "none with tag t after \(after.map { "\($0)" } ?? "the beginning")"
                if holds {
                    _ = try await log.append(request(CommandID("c-\(what)"), [event()], [condition]))
                } else {
                    try await expectRefusal(.conflict, of: request("x", [event()], [condition]), by: log, what)
                }
            }
            _ = try await log.append(request("c-2", [event()], [.noneMatching(.tag("v"), after: nil)]))
            _ = try await log.append(request("c-3", [event()], [.noneMatching(.none, after: nil)]))
            try await expectRefusal(
                .conflict, of: request("x", [event()], [.noneMatching(.all, after: nil)]), by: log, "no event at all")
            try await expectRefusal(
                .conflict, of: request("x", [event()], [.noneMatching(.tags("t", "u"), after: 1)]), by: log, "both tags"
            )
            _ = try await log.append(request("c-4", [event()], [.noneMatching(.tags("t", "u"), after: 2)]))
        },
        Check("A fact that is to be unique is told apart from a conflict") { log in
            let unique = AppendCondition.unique(Query(items: [.init(kinds: ["user.registered"], tags: ["mail:x"])]))
            let registered = event("user:1", kind: "user.registered", tags: ["mail:x"])
            _ = try await log.append(
                request("c-0", [event(tags: ["mail:x"]), event(kind: "user.registered")], [unique]))
            _ = try await log.append(request("c-1", [registered], [unique]))
            try await expectRefusal(
                .alreadyExists, of: request("c-2", [registered], [unique]), by: log, "a second time")
            try await expectRefusal(
                .alreadyExists, of: request("c-2", [registered], [unique, .noneMatching(.all, after: nil)]), by: log,
                "of two conditions that fail, the first is told")
            try await expectRefusal(
                .conflict, of: request("c-2", [registered], [.noneMatching(.all, after: nil), unique]), by: log,
                "of two conditions that fail, the first is told")
        },
        Check("The position of what stands in the way is told") { log in
            _ = try await log.append(request("c-1", [event(), event(tags: ["t"])]))
            for condition in [AppendCondition.unique(.tag("t")), .noneMatching(.tag("t"), after: 0)] {
                let result = await log.append([request("x", [event()], [condition])])
                guard case .failure(let error as AppendError)? = result.first else {
                    throw ConformanceFailure("\(condition) did not fail")
                }
                try expect(error.position, 1, "the position in the error for \(condition)")
            }
        },
        Check("Conditions see what came before in the same batch, and nothing of what failed") { log in
            let results = await log.append([
                request("c-1", [event("a", tags: ["t"])], [.unique(.tag("t"))]),
                request("c-2", [event("a", tags: ["t"])], [.unique(.tag("t"))]),
                request(
                    "c-3", [event("b", tags: ["u"]), event("b")], [.stream("a", .exactly(0)), .stream("b", .exists)]),
                request("c-4", [event("b", tags: ["u"])], [.unique(.tag("u")), .stream("b", .noStream)]),
                request("c-5", [event("a")], [.noneMatching(.tag("u"), after: 0)]),
            ])
            try expect(
                try results.map { try code($0) }, [nil, .alreadyExists, .conflict, nil, .conflict], "the answers")
            try expectSound(log)
        },
        Check("Of concurrent appends under one condition, exactly one is stored") { log in
            let stored = try await withThrowingTaskGroup(of: Bool.self) { group in
                for number in 0..<32 {
                    group.addTask {
                        let request = request(
                            CommandID("c-\(number)"), [event(tags: ["seat:12"])], [.unique(.tag("seat:12"))])
                        guard let result = await log.append([request]).first else { return false }
                        let refused = try code(result)
                        try expect(
                            refused == nil || refused == .alreadyExists, "refused with \(String(describing: refused))")
                        return refused == nil
                    }
                }
                return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
            }
            try expect(stored, 1, "how many were stored")
            try expect(try log.head().size, 1, "the size")
        },
    ]
}
