extension StringProtocol {
    /// Without spaces and tabs at both ends; line breaks stay, since a quoted field may mean them.
    var trimmingSpaces: String {
        var bytes = Substring(self).utf8
        while let first = bytes.first, first == 0x20 || first == 0x09 { bytes = bytes.dropFirst() }
        while let last = bytes.last, last == 0x20 || last == 0x09 { bytes = bytes.dropLast() }
        return String(Substring(bytes))
    }
}
