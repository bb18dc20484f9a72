import DealtrailModel

/// What may be absent, as `null`: states are arrays, so that they carry no field numbers.
extension CBORWriter {
    @inline(__always)
    mutating func write(_ name: (some Name)?) {
        if let name { write(name.rawValue) } else { writeNull() }
    }

    @inline(__always)
    mutating func write(_ text: String?) {
        if let text { write(text) } else { writeNull() }
    }

    @inline(__always)
    mutating func write(_ number: Int?) {
        if let number { write(Int64(number)) } else { writeNull() }
    }

    @inline(__always)
    mutating func write(_ decimal: ScaledDecimal?) {
        if let decimal { write(decimal) } else { writeNull() }
    }

    @inline(__always)
    mutating func write(_ money: Money?) {
        if let money { write(money) } else { writeNull() }
    }

    @inline(__always)
    mutating func write(_ time: Timestamp?) {
        if let time { write(time.nanoseconds) } else { writeNull() }
    }

    @inline(__always)
    mutating func write(_ mark: EventMark?) {
        guard let mark else { return writeNull() }
        write(upTo: 48) { out in
            out.writeHead(.array, 4)
            out.write(mark.position)
            out.write(mark.id)
            out.write(mark.occurredAt)
        }
    }
}

/// The same into room of a known size: a null or a number takes at most 9 bytes, an amount 28.
extension OutputSpan<UInt8> {
    @inline(__always)
    mutating func write(_ number: UInt64?) {
        if let number { write(number) } else { writeNull() }
    }

    @inline(__always)
    mutating func write(_ decimal: ScaledDecimal?) {
        if let decimal { write(decimal) } else { writeNull() }
    }

    @inline(__always)
    mutating func write(_ money: Money?) {
        if let money { write(money) } else { writeNull() }
    }

    @inline(__always)
    mutating func write(_ time: Timestamp?) {
        if let time { write(time.nanoseconds) } else { writeNull() }
    }

    @inline(__always)
    mutating func write(_ id: EventID) {
        // Two numbers rather than a byte string: nothing has to be put together on the way.
        write(id.high)
        write(id.low)
    }
}
