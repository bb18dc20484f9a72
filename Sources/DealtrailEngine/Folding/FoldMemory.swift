/// How much memory the states of a fold may take, and where the rest goes.
struct FoldMemory: Sendable {
    /// About how many bytes.
    let budget: Int
    /// Where files are made for states that are put aside.
    let directory: String

    /// What each of so many threads may take.
    func share(of threads: Int) -> FoldMemory {
        FoldMemory(budget: budget / threads, directory: directory)
    }
}
