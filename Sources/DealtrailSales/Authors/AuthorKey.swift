/// Commands about the keys with which authors sign.
public enum AuthorKey: Sendable {}
