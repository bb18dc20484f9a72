/// What the process ends with (`docs/cli.md`, "Exit codes").
enum ExitStatus: Int32, CaseIterable {
    /// Done.
    case success = 0
    /// Done, and something is not as it should be: a trail that is not sound, rows or lines that were rejected.
    case found = 1
    /// The command was given wrongly, or a file that it was given cannot be used.
    case usage = 2
    /// There is no trail, or what is there is none; or it does not hold what was asked for.
    case notFound = 3
    /// What was asked for was refused, or conflicts with what is there.
    case refused = 4
    /// The trail is damaged.
    case damaged = 5
    /// The trail was written by a newer version.
    case newerFormat = 6
    /// The disk or the map is full.
    case full = 7
    /// The operating system refused something else, or a commit has an unknown outcome.
    case system = 8
    /// There is no such key file.
    case keyMissing = 9
    /// Others than its owner may read the key file.
    case keyExposed = 10
    /// The key is that of another log.
    case keyOfOther = 11
    /// A proof is of another log than the one whose key was given.
    case otherLog = 12
    /// Something is not proved: a signature, a hash or an event was forged, left out or put elsewhere.
    case notProved = 13
    /// The log was rolled back or forked: it does not continue a checkpoint that is known.
    case historyChanged = 14
    /// Fewer witnesses have cosigned than the policy demands.
    case tooFewWitnesses = 15
    /// What was asked for was erased: its key was destroyed.
    case erased = 16
    /// A view stands still at an event that it cannot fold, and does not answer for what comes after.
    case viewFaulted = 17
    /// A defect of the tool.
    case `internal` = 70
}
