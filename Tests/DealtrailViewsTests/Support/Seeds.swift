/// The seeds that every property runs with; a failure prints its own.
let seeds: [UInt64] = [1, 42, 6962]
