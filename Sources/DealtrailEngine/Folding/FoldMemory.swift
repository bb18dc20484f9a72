/// How much memory the states of a fold may take, and where the rest goes.
struct FoldMemory: Sendable {
    /// About how many bytes.
    let budget: Int
    /// After how many events it is looked how many bytes they take, at least 1.
    let interval: UInt64
    /// Where files are made for states that are put aside.
    let directory: String

    /// What each of so many threads may take.
    func share(of threads: Int) -> FoldMemory {
        FoldMemory(budget: budget / threads, interval: interval, directory: directory)
    }
}
