/// Commands about whether what was quoted can be made.
public enum Feasibility: Sendable {}
