extension TrustPolicy {
    /// Reads a policy (C2SP tlog-policy).
    ///
    /// ```
    /// # comments and blank lines are passed over
    /// log example.com/sales+0a1b2c3d+AQ...
    /// witness auditor auditor.example+11223344+BA...
    /// witness bank bank.example+55667788+BA...
    /// group outside any auditor bank
    /// quorum outside
    /// ```
    ///
    /// A key may be followed by an address, which is not used here. The threshold of a group is a number, `any` or `all`.
    ///
    /// - Throws: ``FormatError`` with the line.
    /// - Complexity: O(*n*) in the length of the text.
    public init(parsing text: String) throws(FormatError) {
        var reader = PolicyReader()
        var number = 0
        for line in text.utf8.split(separator: 0x0a, omittingEmptySubsequences: false) {
            number += 1
            let words = line.split { $0 == 0x20 || $0 == 0x09 || $0 == 0x0d }.map { String(Substring($0)) }
            guard let first = words.first, !first.hasPrefix("#") else { continue }
            try reader.read(first, Array(words.dropFirst()), number)
        }
        guard let quorum = reader.quorum else {
            throw FormatError(.policy, line: number, "it has no quorum line; without witnesses that is `quorum none`")
        }
        guard !reader.logs.isEmpty else { throw FormatError(.policy, line: number, "it has no log line") }
        self.init(
            logs: reader.logs, witnesses: reader.witnesses, groups: reader.groups,
            quorum: quorum == "none" ? nil : quorum)
    }
}

/// What has been read of a policy so far.
private struct PolicyReader {
    var logs: [VerifierKey] = []
    var witnesses: [TrustPolicy.Witness] = []
    var groups: [TrustPolicy.Group] = []
    var quorum: String?

    mutating func read(_ keyword: String, _ words: [String], _ line: Int) throws(FormatError) {
        switch keyword {
        case "log":
            guard (1...2).contains(words.count) else { throw fault(line, "a log has a key, and perhaps an address") }
            let key = try VerifierKey(words[0], line: line)
            guard key.algorithm == .ed25519 else { throw fault(line, "this is the key of a witness, not of a log") }
            logs.append(key)
        case "witness":
            guard (2...3).contains(words.count) else { throw fault(line, "a witness has a name and a key") }
            try requireNew(words[0], line)
            let key = try VerifierKey(words[1], line: line)
            guard key.algorithm == .cosignature else { throw fault(line, "this is the key of a log, not of a witness") }
            guard !witnesses.contains(where: { $0.key.publicKey == key.publicKey }) else {
                throw fault(line, "the key of \(words[0]) is that of another witness, which would count twice")
            }
            witnesses.append(TrustPolicy.Witness(name: words[0], key: key))
        case "group": try readGroup(words, line)
        case "quorum":
            guard words.count == 1, quorum == nil else { throw fault(line, "a policy has one quorum, with one name") }
            guard words[0] == "none" || isKnown(words[0]) else { throw fault(line, "there is no \(words[0])") }
            quorum = words[0]
        default: throw fault(line, "\"\(keyword)\" is none of log, witness, group and quorum")
        }
    }

    private mutating func readGroup(_ words: [String], _ line: Int) throws(FormatError) {
        guard words.count >= 3 else { throw fault(line, "a group has a name, a threshold and members") }
        try requireNew(words[0], line)
        let members = Array(words.dropFirst(2))
        guard Set(members).count == members.count else { throw fault(line, "a member is named twice") }
        if let unknown = members.first(where: { !isKnown($0) }) {
            throw fault(line, "there is no \(unknown) before it")
        }
        let threshold =
            switch words[1] {
            case "any": 1
            case "all": members.count
            default: UInt64(plainDecimal: words[1]).map { Int(clamping: $0) } ?? 0
            }
        guard (1...members.count).contains(threshold) else {
            throw fault(line, "the threshold is any, all, or a number from 1 to \(members.count)")
        }
        groups.append(TrustPolicy.Group(name: words[0], threshold: threshold, members: members))
    }

    private func isKnown(_ name: String) -> Bool {
        witnesses.contains { $0.name == name } || groups.contains { $0.name == name }
    }

    private func requireNew(_ name: String, _ line: Int) throws(FormatError) {
        guard name != "none", !isKnown(name) else { throw fault(line, "the name \(name) is taken") }
    }

    private func fault(_ line: Int, _ reason: String) -> FormatError {
        FormatError(.policy, line: line, reason)
    }
}
