import DealtrailModel

struct Flat: Codable, Hashable {
    var text = "x"
    var whole = -7
    var flag = true
    var amount: ScaledDecimal = "92.50"
    var absent: String?
    var present: Int?
    var list: [Int] = []

    enum CodingKeys: Int, CodingKey {
        case text = 1
        case whole = 2
        case flag = 3
        case amount = 4
        case absent = 5
        case present = 6
        case list = 7
    }
}

/// Keys that are declared in another order than their numbers.
struct Unordered: Codable, Hashable {
    var last = 3
    var first = "a"
    var middle: [String]?

    enum CodingKeys: Int, CodingKey {
        case last = 300
        case first = 0
        case middle = 24
    }
}

struct Nested: Codable, Hashable {
    var flats: [Flat]
    var grid: [[Unordered]]
    var maybe: [Flat?]
    var time: Timestamp
    var price: Money
    var digest: ContentDigest
    var id: EventID
    var byNumber: [Int: Unordered]
    var value: CBORValue

    enum CodingKeys: Int, CodingKey {
        case flats = 1
        case grid = 2
        case maybe = 3
        case time = 4
        case price = 5
        case digest = 6
        case id = 7
        case byNumber = 8
        case value = 9
    }
}

struct Widths: Codable, Hashable {
    var a: Int8 = .min
    var b: Int16 = .min
    var c: Int32 = .min
    var d: Int64 = .min
    var e: UInt8 = .max
    var f: UInt16 = .max
    var g: UInt32 = .max
    var h: UInt64 = .max
    var i: UInt = .max
    var items: [UInt8] = [0, 255]

    enum CodingKeys: Int, CodingKey {
        case a = 1
        case b = 2
        case c = 3
        case d = 4
        case e = 5
        case f = 6
        case g = 7
        case h = 8
        case i = 9
        case items = 10
    }
}

struct NoFields: Codable, Hashable {}

/// An enumeration whose cases have values: the compiler nests containers for it.
enum Step: Codable, Hashable {
    case visit(minutes: Int)
    case call

    enum CodingKeys: Int, CodingKey {
        case visit = 1
        case call = 2
    }

    enum VisitCodingKeys: Int, CodingKey {
        case minutes = 1
    }

    enum CallCodingKeys: CodingKey {}
}

/// A type that asks for its nested containers itself, and goes on with the outer one in between.
struct ByHand: Codable, Hashable {
    var name: String
    var pairs: [Int]

    enum Keys: Int, CodingKey {
        case inner = 2
        case list = 1
        case name = 3
    }

    enum InnerKeys: Int, CodingKey {
        case count = 9
        case first = 4
    }

    init(name: String, pairs: [Int]) {
        self.name = name
        self.pairs = pairs
    }

    func encode(to encoder: any Encoder) throws {
        var outer = encoder.container(keyedBy: Keys.self)
        var inner = outer.nestedContainer(keyedBy: InnerKeys.self, forKey: .inner)
        try inner.encode(pairs.count, forKey: .count)
        try outer.encode(name, forKey: .name)
        var list = outer.nestedUnkeyedContainer(forKey: .list)
        try list.encode("head")
        var middle = list.nestedUnkeyedContainer()
        try list.encode("tail")
        for pair in pairs { try middle.encode(pair) }
        var last = list.nestedContainer(keyedBy: InnerKeys.self)
        try last.encode(true, forKey: .first)
        try list.encodeNil()
        try inner.encode(pairs.first, forKey: .first)
    }

    init(from decoder: any Decoder) throws {
        let outer = try decoder.container(keyedBy: Keys.self)
        name = try outer.decode(String.self, forKey: .name)
        var list = try outer.nestedUnkeyedContainer(forKey: .list)
        _ = try list.decode(String.self)
        var middle = try list.nestedUnkeyedContainer()
        pairs = []
        while !middle.isAtEnd { pairs.append(try middle.decode(Int.self)) }
    }
}

class Animal: Codable {
    var legs = 4

    enum CodingKeys: Int, CodingKey {
        case legs = 1
    }
}

final class Dog: Animal {
    var name = "Rex"

    private enum Keys: Int, CodingKey {
        case name = 1
    }

    override init() { super.init() }

    required init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Keys.self)
        name = try container.decode(String.self, forKey: .name)
        try super.init(from: container.superDecoder())
    }

    override func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Keys.self)
        try container.encode(name, forKey: .name)
        try super.encode(to: container.superEncoder())
    }
}
