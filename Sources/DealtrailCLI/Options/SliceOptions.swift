import ArgumentParser
import Dealtrail

/// Of which slice a number is opened.
struct SliceOptions: ParsableArguments {
    @Option(help: ArgumentHelp("With --explain and --by: only this slice.", valueName: "name"))
    var slice: String?

    @Flag(help: "With --explain and --by: only the slice whose value is not recorded.")
    var sliceNotRecorded = false

    func validate() throws {
        guard slice == nil || !sliceNotRecorded else {
            throw ValidationError("--slice and --slice-not-recorded exclude each other")
        }
    }

    /// Whether a slice is meant.
    var isGiven: Bool { slice != nil || sliceNotRecorded }

    /// Checks that a slice is asked for where there is one.
    func require(explain: Bool, by: FunnelDimension?) throws {
        guard !isGiven || explain && by != nil else {
            throw ValidationError("--slice goes with --explain and --by")
        }
    }
}
