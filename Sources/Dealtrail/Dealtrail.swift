// Dealtrail
