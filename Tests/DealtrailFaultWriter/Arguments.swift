/// A verb, the path of a trail, and settings as `--name value`.
struct Arguments {
    let verb: String
    let trail: String
    private let rest: [String]

    init(_ all: [String]) {
        verb = all.count > 1 ? all[1] : ""
        trail = all.count > 2 ? all[2] : ""
        rest = Array(all.dropFirst(3))
    }

    func has(_ name: String) -> Bool { rest.contains("--" + name) }

    func text(_ name: String, or standard: String) -> String {
        guard let index = rest.firstIndex(of: "--" + name), index + 1 < rest.count else { return standard }
        return rest[index + 1]
    }

    func number(_ name: String, or standard: Int) -> Int { Int(text(name, or: "")) ?? standard }
}
