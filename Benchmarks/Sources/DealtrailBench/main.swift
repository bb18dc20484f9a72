import Foundation

let chosen = Set(CommandLine.arguments.dropFirst())
func runs(_ name: String) -> Bool { chosen.isEmpty || chosen.contains(name) }
let append = AppendBenchmarks(rounds: 3)
print(Measurement.header)
if runs("single") { print(try await append.single().line) }
if runs("batches") { print(try await append.batches().line) }
if runs("producers") { print(try await append.producers().line) }
