import DealtrailTesting
import Testing

@testable import DealtrailModel

@Suite("SipHash")
struct SipHashTests {
    /// The reference outputs of SipHash-2-4 for the key 00...0f and the inputs of 0 to 63 bytes 00, 01, 02, ...
    ///
    /// `vectors.h` of the reference implementation (Aumasson and Bernstein).
    static let reference: [UInt64] = [
        0x726f_db47_dd0e_0e31, 0x74f8_39c5_93dc_67fd, 0x0d6c_8009_d9a9_4f5a, 0x8567_6696_d7fb_7e2d,
        0xcf27_94e0_2771_87b7, 0x1876_5564_cd99_a68d, 0xcbc9_466e_58fe_e3ce, 0xab02_00f5_8b01_d137,
        0x93f5_f579_9a93_2462, 0x9e00_82df_0ba9_e4b0, 0x7a5d_bbc5_94dd_b9f3, 0xf4b3_2f46_226b_ada7,
        0x751e_8fbc_860e_e5fb, 0x14ea_5627_c084_3d90, 0xf723_ca90_8e7a_f2ee, 0xa129_ca61_49be_45e5,
        0x3f2a_cc7f_57c2_9bdb, 0x699a_e9f5_2cbe_4794, 0x4bc1_b3f0_968d_d39c, 0xbb6d_c91d_a779_61bd,
        0xbed6_5cf2_1aa2_ee98, 0xd0f2_cbb0_2e3b_67c7, 0x9353_6795_e3a3_3e88, 0xa80c_038c_cd5c_cec8,
        0xb8ad_50c6_f649_af94, 0xbce1_92de_8a85_b8ea, 0x17d8_35b8_5bbb_15f3, 0x2f2e_6163_076b_cfad,
        0xde4d_aaac_a71d_c9a5, 0xa6a2_5066_8795_6571, 0xad87_a353_5c49_ef28, 0x32d8_92fa_d841_c342,
        0x7127_512f_72f2_7cce, 0xa7f3_2346_f959_78e3, 0x12e0_b01a_bb05_1238, 0x15e0_34d4_0fa1_97ae,
        0x314d_ffbe_0815_a3b4, 0x0279_90f0_2962_3981, 0xcadc_d4e5_9ef4_0c4d, 0x9abf_d876_6a33_735c,
        0x0e3e_a96b_5304_a7d0, 0xad0c_42d6_fc58_5992, 0x1873_06c8_9bc2_15a9, 0xd4a6_0abc_f379_2b95,
        0xf935_451d_e4f2_1df2, 0xa953_8f04_1975_5787, 0xdb9a_cddf_f56c_a510, 0xd06c_98cd_5c09_75eb,
        0xe612_a3cb_9ecb_a951, 0xc766_e62c_fcad_af96, 0xee64_435a_9752_fe72, 0xa192_d576_b245_165a,
        0x0a87_87bf_8ecb_74b2, 0x81b3_e73d_20b4_9b6f, 0x7fa8_220b_a3b2_ecea, 0x2457_31c1_3ca4_2499,
        0xb78d_bfaf_3a8d_83bd, 0xea1a_d565_322a_1a0b, 0x60e6_1c23_a379_5013, 0x6606_d7e4_4628_2b93,
        0x6ca4_ecb1_5c5f_91e1, 0x9f62_6da1_5c96_25f3, 0xe51b_3860_8ef2_5f57, 0x958a_324c_eb06_4572,
    ]

    private let keyed = SipHash(low: 0x0706_0504_0302_0100, high: 0x0f0e_0d0c_0b0a_0908)

    private func hash(_ bytes: [UInt8], _ function: SipHash = .unkeyed) -> UInt64 {
        function.hash(bytes.rawSpan)
    }

    private func hash(_ bytes: [UInt8], _ hasher: NameHasher, _ name: NameHasher.Class) -> UInt64 {
        hasher.hash(bytes.rawSpan, as: name)
    }

    @Test("Two at once give what each gives alone", arguments: 8..<80)
    func pairs(count: Int) {
        var random = SeededGenerator(seed: UInt64(count))
        let (first, second) = (random.bytes(count), random.bytes(count))
        let sums = keyed.hash(first.rawSpan, and: second.rawSpan)
        #expect(sums == (hash(first, keyed), hash(second, keyed)))
    }

    @Test("Two of any lengths beside each other give what each gives alone", arguments: 0..<40)
    func beside(count: Int) {
        var random = SeededGenerator(seed: UInt64(count))
        for other in [0, 1, 7, 8, 9, 31, 64, 200] {
            let (first, second) = (random.bytes(count), random.bytes(other))
            let sums = keyed.hash(first.rawSpan, beside: second.rawSpan)
            #expect(sums == (hash(first, keyed), hash(second, keyed)), "\(count) and \(other) bytes")
        }
    }

    @Test("SipHash-2-4 gives the reference outputs")
    func reference() {
        for (count, expected) in Self.reference.enumerated() {
            let input = (0..<count).map { UInt8($0) }
            let found = keyed.hash(input.rawSpan, compressionRounds: 2, finalRounds: 4)
            #expect(found == expected, "\(count) bytes")
        }
    }

    /// From a second implementation, checked against the reference outputs above.
    @Test(
        "SipHash-1-3 with the same key",
        arguments: [
            (0, UInt64(0xabac_0158_050f_c4dc)), (1, 0xc9f4_9bf3_7d57_ca93), (7, 0xd392_7d98_9bb1_1140),
            (8, 0x3690_9511_8d29_9a8e), (9, 0x25a4_8eb3_6c06_3de4), (15, 0xd320_d86d_2a51_9956),
            (16, 0xcc4f_dd1a_7d90_8b66), (63, 0x9d19_9062_b7bb_b3a8),
        ])
    func keyed13(count: Int, expected: UInt64) {
        #expect(hash((0..<count).map { UInt8($0) }, keyed) == expected)
    }

    /// The hash of `bytes` in Python 3.11 with `PYTHONHASHSEED=0` is SipHash-1-3 under the key zero.
    @Test(
        "SipHash-1-3 under the key zero, as Python has it",
        arguments: [
            ("a", UInt64(0x4074_48d2_b89b_1813)), ("account:acme", 0xf8f8_902d_302e_637e),
            ("quote.line-price-changed", 0xcb79_6ed2_ffdf_3a16),
        ])
    func unkeyed13(text: String, expected: UInt64) {
        #expect(hash(Array(text.utf8)) == expected)
    }

    @Test("An empty input")
    func empty() {
        #expect(hash([]) == 0xd1fb_a762_150c_532c)
    }

    @Test("Names of different classes have different hashes; only those of kinds ignore the key")
    func classes() {
        let hasher = NameHasher(low: 1, high: 2)
        let other = NameHasher(low: 1, high: 3)
        let hashes = NameHasher.Class.allCases.map { hasher.hash("account:acme", as: $0) }
        #expect(Set(hashes).count == NameHasher.Class.allCases.count)
        for name in NameHasher.Class.allCases {
            #expect((hasher.hash("x", as: name) == other.hash("x", as: name)) == (name == .kind), "\(name)")
        }
        #expect(hasher.hash("account:acme", as: .kind) == NameHasher.hash("account:acme"))
        // The class number lies in the highest byte of the key.
        let text = Array("account:acme".utf8)
        for name in NameHasher.Class.allCases where name != .kind {
            let plain = SipHash(low: 1, high: 2 ^ name.rawValue << 56)
            #expect(hasher.hash("account:acme", as: name) == hash(text, plain))
        }
        #expect(NameHasher.hash("account:acme") == hash(text, SipHash(low: 0, high: 7 << 56)))
        let id = EventID(high: 5, low: 6)
        #expect(hasher.hash(id) == hash(id.bytes, hasher, .eventID))
    }

    @Test("Text that Swift keeps in another form is hashed by its UTF-8")
    func bridgedText() {
        let hasher = NameHasher(low: 9, high: 9)
        let long = String(repeating: "long enough to live on the heap, ", count: 4)
        for text in ["", "a", "café", long, String(long.dropFirst(3)), String(Substring(long))] {
            #expect(hasher.hash(text, as: .tag) == hash(Array(text.utf8), hasher, .tag))
        }
    }
}
