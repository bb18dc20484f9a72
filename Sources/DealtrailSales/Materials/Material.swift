/// Commands about sales material, such as a slide deck or a talk track.
public enum Material: Sendable {}
