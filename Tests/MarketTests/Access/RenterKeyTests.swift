import Crypto
import CryptoExtras
import Foundation
import Market
import Testing

/// Sealing a login to its renter: RSA-OAEP with SHA-256, as the Python program's `rsa_encryption`.
@Suite("Renter keys")
struct RenterKeyTests {
    /// Making a key takes 100 ms in a debug build.
    static let pair = try? RenterPrivateKey.generate()
    static let another = try? RenterPrivateKey.generate()

    let info = AccessInfo(username: "root", password: "s3cret-of-24-characters!", port: 4444, version: 190)

    @Test("What is sealed to a key, its holder opens, and nobody else")
    func sealAndOpen() throws {
        let key = try #require(Self.pair)
        let other = try #require(Self.another)
        let sealed = try RenterPublicKey(pem: key.publicPEM).seal(info)
        #expect(try key.open(sealed) == info)
        #expect(throws: RenterKeyError.notForThisKey) { try other.open(sealed) }
        #expect(!sealed.contains("s3cret"))
        #expect(Data(base64Encoded: sealed)?.count == 256)
        #expect(try RenterPublicKey(pem: key.publicPEM).seal(info) != sealed)
    }

    @Test("What Python sealed, we open, and its PEM is ours letter for letter")
    func sealedByPython() throws {
        let key = try #require(RenterPrivateKey(pem: PythonSealed.privatePEM))
        #expect(key.publicPEM == PythonSealed.publicPEM)
        let expected = AccessInfo(username: "root", password: "made-with-python", port: 4444, version: 190)
        #expect(try key.open(PythonSealed.sealed) == expected)
    }

    @Test("The sealed JSON has the members that Python reads")
    func wireForm() throws {
        let key = try #require(Self.pair)
        let sealed = try #require(Data(base64Encoded: try RenterPublicKey(pem: key.publicPEM).seal(info)))
        let raw = try _RSA.Encryption.PrivateKey(pemRepresentation: key.revealPEM())
        let json = try raw.decrypt(sealed, padding: .PKCS1_OAEP_SHA256)
        let object = try #require(JSONSerialization.jsonObject(with: json) as? NSDictionary)
        let expected: NSDictionary = [
            "username": "root", "password": "s3cret-of-24-characters!", "port": 4444, "version": 190,
        ]
        #expect(object == expected)
    }

    @Test("A text that is not sealed to this key is refused, whatever is wrong with it")
    func hostile() throws {
        let key = try #require(Self.pair)
        let sealed = try RenterPublicKey(pem: key.publicPEM).seal(info)
        var flipped = try #require(Data(base64Encoded: sealed))
        flipped[100] ^= 1
        let hostile = [
            "", "not base64!", "AAAA", String(sealed.dropLast(4)), sealed + sealed, flipped.base64EncodedString(),
            Data(repeating: 0xff, count: 256).base64EncodedString(), String(repeating: "A", count: 1 << 20),
        ]
        for text in hostile {
            #expect(throws: RenterKeyError.notForThisKey) { try key.open(text) }
        }
    }

    @Test("A sealed text that is no access info is refused")
    func sealedSomethingElse() throws {
        let key = try #require(Self.pair)
        let raw = try _RSA.Encryption.PublicKey(pemRepresentation: key.publicPEM)
        for text in ["", "[]", "null", #"{"username":1,"password":"p"}"#, #"{"port":1}"#] {
            let sealed = try raw.encrypt(Data(text.utf8), padding: .PKCS1_OAEP_SHA256).base64EncodedString()
            #expect(throws: RenterKeyError.notForThisKey) { try key.open(sealed) }
        }
        // The same text under the older SHA-1 padding.
        let json = Data(#"{"username":"root","password":"p"}"#.utf8)
        let old = try raw.encrypt(json, padding: .PKCS1_OAEP).base64EncodedString()
        #expect(throws: RenterKeyError.notForThisKey) { try key.open(old) }
    }

    @Test("190 bytes of JSON fit a 2048-bit key, 191 do not")
    func length() throws {
        let key = try RenterPublicKey(pem: try #require(Self.pair).publicPEM)
        func sealed(_ size: Int) throws -> String {
            let empty = #"{"password":"","port":4444,"username":"root","version":190}"#.utf8.count
            let password = String(repeating: "p", count: size - empty)
            return try key.seal(AccessInfo(username: "root", password: password, port: 4444, version: 190))
        }
        #expect(throws: Never.self) { try sealed(190) }
        #expect(throws: RenterKeyError.tooLong(bytes: 191)) { try sealed(191) }
    }

    @Test("A key that is saved and read again is the same key")
    func persistence() throws {
        let key = try #require(Self.pair)
        let again = try #require(RenterPrivateKey(pem: key.revealPEM()))
        #expect(again.publicPEM == key.publicPEM)
        #expect(again.allocationID == key.allocationID)
        #expect(try again.open(RenterPublicKey(pem: key.publicPEM).seal(info)) == info)
        #expect(RenterPrivateKey(pem: "") == nil)
        #expect(RenterPrivateKey(pem: key.publicPEM) == nil)
    }

    @Test(
        "What is no RSA public key in PEM is refused",
        arguments: [
            "", "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n", "ssh-rsa AAAAB3NzaC1yc2E=",
            "-----BEGIN PUBLIC KEY-----\n", String(repeating: "A", count: 5_000),
        ])
    func badPEM(_ pem: String) {
        #expect(throws: RenterKeyError.notAnRSAPublicKey) { try RenterPublicKey(pem: pem) }
        #expect(AllocationID(publicKeyPEM: pem) == nil)
    }

    @Test("A key of another algorithm or of less than 2048 bits is refused")
    func weakKeys() throws {
        let curve = P256.Signing.PrivateKey().publicKey.pemRepresentation
        #expect(throws: RenterKeyError.notAnRSAPublicKey) { try RenterPublicKey(pem: curve) }
        // 1024 bits, made with OpenSSL for this test alone.
        let short = """
            -----BEGIN PUBLIC KEY-----
            MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQCuy2UzysSINNwmX39ABeXUtUUe
            tSMJwl3AAE3ph+/knKBAQrtoZrX7jHiLCZbmW8pvaztjna/oONQ0MeR+MYYLWjpv
            y2eyQJWIRFcjjM9LXPGIjBVpwkrc+yQtgVo+dtex34iOr9PDc8rIzVp2CV/nrvfi
            XM2C2OfaBcu/fQsinwIDAQAB
            -----END PUBLIC KEY-----
            """
        #expect(throws: RenterKeyError.self) { try RenterPublicKey(pem: short) }
    }

    @Test("The private key is in no description, reflection or dump")
    func redaction() throws {
        let key = try #require(Self.pair)
        let body = key.revealPEM().split(separator: "\n").dropFirst().first ?? ""
        #expect(body.count > 40)
        var dumped = ""
        dump(key, to: &dumped)
        for text in ["\(key)", String(reflecting: key), "\([key])", dumped] {
            #expect(!text.contains(body))
            #expect(!text.contains("PRIVATE"))
        }
        #expect("\(key)".contains(key.allocationID.hex))
    }
}
