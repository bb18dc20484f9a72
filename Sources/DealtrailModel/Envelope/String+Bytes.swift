extension String {
    /// Whether both texts have the same UTF-8 bytes, which is stricter than `==`.
    ///
    /// - Complexity: O(bytes).
    func hasSameBytes(as other: String) -> Bool {
        // `==` is quick and true for every pair of equal bytes; what it holds equal beyond that, the bytes tell apart.
        self == other && utf8.elementsEqual(other.utf8)
    }
}
