/// A number of a report about actions, to be opened down; what is `nil` may be anything.
public struct ActionSelector: Hashable, Sendable {
    /// Which roles.
    public enum Role: Hashable, Sendable {
        /// Every role.
        case any
        /// This one; `nil` for authors whose id names none.
        case named(String?)
    }

    /// Which role.
    public var role: Role
    /// 1 for Monday to 7 for Sunday.
    public var weekday: Int?
    /// The hour of the day, 0 to 23.
    public var hour: Int?
    /// Those whose time is not known, instead of those in an hour.
    public var isUndated: Bool

    /// Creates a selector.
    public init(role: Role = .any, weekday: Int? = nil, hour: Int? = nil, isUndated: Bool = false) {
        self.role = role
        self.weekday = weekday
        self.hour = hour
        self.isUndated = isUndated
    }

    /// Whether the number counts it.
    public func counts(_ action: ActionCase) -> Bool {
        switch action {
        case .none, .automatic: false
        case .undated(let role): isUndated && matches(role)
        case .done(let hour):
            !isUndated && matches(hour.role) && (weekday == nil || weekday == hour.weekday)
                && (self.hour == nil || self.hour == hour.hour)
        }
    }

    private func matches(_ role: String?) -> Bool {
        if case .named(let name) = self.role { name == role } else { true }
    }
}
