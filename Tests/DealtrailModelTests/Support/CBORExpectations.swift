import DealtrailModel

/// Whether `body` throws a CBOR error with this code.
func throwsCode(_ code: CBORError.Code, _ body: () throws(CBORError) -> Void) -> Bool {
    do throws(CBORError) {
        try body()
        return false
    } catch {
        return error.code == code
    }
}

/// What an append says to an event with this payload; `nil` when it takes it.
func refusal(ofPayload payload: [UInt8]) -> AppendError.Code? {
    let event = NewEvent(kind: "test.happened", stream: "test:1", payload: payload)
    return refusal(of: AppendRequest([event], by: Author("rep:lin"), id: "c-1"))
}

/// What `validate` says to a request; `nil` when it takes it.
func refusal(of request: AppendRequest) -> AppendError.Code? {
    do throws(AppendError) {
        try request.validate()
        return nil
    } catch {
        return error.code
    }
}
