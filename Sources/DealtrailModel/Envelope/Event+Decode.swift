extension Event {
    /// Decodes a stored payload, through the upcasters when it is of an older version.
    ///
    /// - Throws: ``EventError``: `newerVersion` or `malformedPayload`.
    static func decode(_ payload: [UInt8], version stored: UInt32, position: UInt64) throws(EventError) -> Self {
        guard stored <= version else {
            throw EventError(
                .newerVersion, position: position, "\(kind) version \(stored), this build knows up to \(version)")
        }
        do {
            guard stored < version else { return try CBORDecoder().decode(Self.self, from: payload) }
            var value = try CBORValue(canonical: payload)
            for step in stored..<version {
                guard let upcaster = upcasters.first(where: { $0.from == step }) else {
                    throw EventError(
                        .malformedPayload, position: position, "no upcaster of \(kind) from version \(step)")
                }
                value = try upcaster.transform(value)
            }
            return try CBORDecoder().decode(Self.self, from: value.canonical)
        } catch let error as EventError {
            throw error
        } catch {
            throw EventError(.malformedPayload, position: position, "\(kind) version \(stored): \(error)")
        }
    }
}
