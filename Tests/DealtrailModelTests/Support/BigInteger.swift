/// Whole numbers of any size, slow and plain: what the arithmetic of decimals is compared with.
struct BigInteger: Equatable, Comparable {
    /// Digits in base 1,000,000, the least first, without leading zeros.
    private var digits: [Int]
    private var negative: Bool

    init(_ value: Int64) {
        negative = value < 0
        digits = []
        var rest = value.magnitude
        while rest > 0 {
            digits.append(Int(rest % 1_000_000))
            rest /= 1_000_000
        }
    }

    private init(digits: [Int], negative: Bool) {
        var digits = digits
        while digits.last == 0 { digits.removeLast() }
        self.digits = digits
        self.negative = negative && !digits.isEmpty
    }

    static func powerOfTen(_ exponent: Int) -> BigInteger {
        (0..<exponent).reduce(BigInteger(1)) { power, _ in power * BigInteger(10) }
    }

    var magnitude: BigInteger { BigInteger(digits: digits, negative: false) }
    var isZero: Bool { digits.isEmpty }

    static prefix func - (value: Self) -> Self { Self(digits: value.digits, negative: !value.negative) }
    static func - (left: Self, right: Self) -> Self { left + -right }

    static func + (left: Self, right: Self) -> Self {
        if left.negative != right.negative {
            let (large, small) = compare(left.digits, right.digits) < 0 ? (right, left) : (left, right)
            var digits = large.digits
            for index in digits.indices {
                digits[index] -= index < small.digits.count ? small.digits[index] : 0
                if digits[index] < 0 {
                    digits[index] += 1_000_000
                    digits[index + 1] -= 1
                }
            }
            return Self(digits: digits, negative: large.negative)
        }
        var digits: [Int] = []
        var carry = 0
        for index in 0..<max(left.digits.count, right.digits.count) + 1 {
            let sum =
                carry + (index < left.digits.count ? left.digits[index] : 0)
                + (index < right.digits.count ? right.digits[index] : 0)
            digits.append(sum % 1_000_000)
            carry = sum / 1_000_000
        }
        return Self(digits: digits, negative: left.negative)
    }

    static func * (left: Self, right: Self) -> Self {
        var digits = [Int](repeating: 0, count: left.digits.count + right.digits.count + 1)
        for (offset, digit) in left.digits.enumerated() {
            var carry = 0
            for index in 0...right.digits.count {
                let value =
                    digits[offset + index] + carry + digit * (index < right.digits.count ? right.digits[index] : 0)
                digits[offset + index] = value % 1_000_000
                carry = value / 1_000_000
            }
        }
        return Self(digits: digits, negative: left.negative != right.negative)
    }

    static func < (left: Self, right: Self) -> Bool {
        if left.negative != right.negative { return left.negative }
        let order = compare(left.digits, right.digits)
        return left.negative ? order > 0 : order < 0
    }

    private static func compare(_ left: [Int], _ right: [Int]) -> Int {
        if left.count != right.count { return left.count < right.count ? -1 : 1 }
        for (first, second) in zip(left.reversed(), right.reversed()) where first != second {
            return first < second ? -1 : 1
        }
        return 0
    }
}
