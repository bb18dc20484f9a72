/// When in the week an action was done, and in which role.
public struct ActionHour: Hashable, Sendable {
    /// The role: what stands before the colon of the author's id, such as `rep`; `nil` when nothing does.
    public let role: String?
    /// 1 for Monday to 7 for Sunday.
    public let weekday: Int
    /// The hour of the day, 0 to 23.
    public let hour: Int

    /// States an hour.
    public init(role: String?, weekday: Int, hour: Int) {
        self.role = role
        self.weekday = weekday
        self.hour = hour
    }
}
