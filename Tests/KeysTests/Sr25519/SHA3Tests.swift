import Testing

@testable import Keys

struct SHA3Tests {
    // NIST FIPS 202 example values, and lengths around the rate of 136 bytes made with Python's hashlib.
    @Test(
        "SHA3-256 gives the standard's digests",
        arguments: [
            (0, "a7ffc6f8bf1ed76651c14756a061d662f580ff4de43b49fa82d80a4b80f8434a"),
            (1, "27eaf63d564f89f844e82622c8c00e2540776db96110333e7f039f625ff9d3fd"),
            (135, "d51927265ca4bf0cc8b4453387700918c03f8894e395ad437d4573f3be4d2c34"),
            (136, "0adf6bfb359ae40019b67d8c49c361574b70242a6b752de6f9e0d426ca177f7a"),
            (137, "e2fa06eaa22fe60106af67d5f6ea093fe58f07d2dcfb06d51057953f114849a7"),
            (200, "79f38adec5c20307a98ef76e8324afbfd46cfd81b22e3973c65fa1bd9de31787"),
            (272, "c4742d97ad8ff950c0b5b078600ab1908c864c75b60f419e2d208dfc26a8ba11"),
            (1000, "137072f2e5c641ea008ed29fc0e34adc170d0b62ae58072a880e2d38500b25ee"),
        ])
    func digests(count: Int, digest: String) {
        #expect(Hex.encode(SHA3.sha256([UInt8](repeating: 0xa3, count: count))) == digest)
    }

    @Test("SHA3-256 of abc is the example of the standard")
    func abc() {
        #expect(
            Hex.encode(SHA3.sha256(Array("abc".utf8)))
                == "3a985da74fe225b2045c172d6bd390bd855f086e3e9d525b46bfe24511431532")
    }
}
