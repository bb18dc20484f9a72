/// Texts and their hashes.
extension RecordCheck {
    /// Whether a text has this hash, and is UTF-8.
    @inline(__always)
    func hasHash(_ text: Text, _ name: NameHasher.Class, _ hash: UInt64, _ hasher: NameHasher) -> Bool {
        var state = hasher.state(of: name)
        // Text is most often ASCII, which the hash sees on its way.
        let bits =
            text.count < 32 && text.end &- text.count &+ 32 <= end
            ? compressShort(text, &state) : compressLong(text, &state)
        return state.finish(rounds: 3) == hash && (Self.isASCII(bits) || isUTF8(text))
    }

    /// Whether the correlation has its hash, which is 0 for the text of the command, and is UTF-8, as the command is.
    @inline(__always)
    func hasHash(_ correlation: Text, _ hash: UInt64, besides command: Text, _ hasher: NameHasher) -> Bool {
        if record.extracting(correlation.range).elementsEqual(record.extracting(command.range)) { return hash == 0 }
        return hasHash(correlation, .correlation, hash, hasher)
    }

    /// Mixes in a text of less than 32 bytes, as most names are, behind whose beginning lie 32; returns which bits are set in
    /// its bytes.
    ///
    /// Always three words, of which those that are not wanted are dropped, and the last: names have so many lengths that a
    /// processor guesses wrong where a loop ends, and what it does meanwhile for the next name is lost.
    @inline(__always)
    private func compressShort(_ text: Text, _ state: inout SipHash.State) -> UInt64 {
        let start = text.end &- text.count
        let whole = text.count >> 3
        var bits: UInt64 = 0
        for index in 0..<3 {
            let word = unsafe record.word(atUnchecked: start &+ 8 &* index)
            var next = state
            next.compress(word, rounds: 1)
            let isWanted = index < whole
            state.v0 = isWanted ? next.v0 : state.v0
            state.v1 = isWanted ? next.v1 : state.v1
            state.v2 = isWanted ? next.v2 : state.v2
            state.v3 = isWanted ? next.v3 : state.v3
            bits |= isWanted ? word : 0
        }
        let mask = (1 as UInt64) &<< UInt64(truncatingIfNeeded: 8 &* (text.count & 7)) &- 1
        let last = unsafe record.word(atUnchecked: start &+ 8 &* whole) & mask
        state.compress(last | UInt64(truncatingIfNeeded: text.count) << 56, rounds: 1)
        return bits | last
    }

    @inline(__always)
    private func compressLong(_ text: Text, _ state: inout SipHash.State) -> UInt64 {
        var bits: UInt64 = 0
        var place = text.end &- text.count
        while place &+ 8 <= text.end {
            let word = unsafe record.word(atUnchecked: place)
            bits |= word
            state.compress(word, rounds: 1)
            place &+= 8
        }
        let last = tail(text.count & 7, before: text.end)
        state.compress(last | UInt64(truncatingIfNeeded: text.count) << 56, rounds: 1)
        return bits | last
    }
}
