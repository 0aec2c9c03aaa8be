import Testing

@testable import Keys

struct SignatureTests {
    @Test("sr25519 signatures are judged as the SDK judges them", arguments: KeyVectors.shared?.sr25519 ?? [])
    func sr25519(vector: KeyVectors.Signed) throws {
        let publicKey = try #require(Hex.decode(vector.publicKey))
        let account = try #require(AccountID(publicKey))
        let message = try #require(Hex.decode(vector.messageHex))
        let signature = Signature(hex: vector.signature)
        switch try #require(vector.verify) {
        case .error:
            #expect(signature == nil)
        case .answer(let answer):
            #expect(account.verifies(try #require(signature), over: message, wrapped: true) == answer)
        }
    }

    @Test("ed25519 signatures are judged as the SDK judges them", arguments: KeyVectors.shared?.ed25519 ?? [])
    func ed25519(vector: KeyVectors.Signed) throws {
        let publicKey = try #require(Hex.decode(vector.publicKey))
        let account = try #require(AccountID(publicKey))
        let message = try #require(Hex.decode(vector.messageHex))
        let signature = try #require(Signature(hex: vector.signature))
        #expect(account.verifies(signature, over: message, scheme: .ed25519) == vector.valid)
        #expect(!account.verifies(signature, over: message, scheme: .sr25519))
    }

    @Test("A signature over the wrapped message is accepted only where that is asked for")
    func wrapped() throws {
        let alice = try Keypair(secretURI: "//Alice")
        let wrapped = alice.sign(Array("<Bytes>hello</Bytes>".utf8))
        #expect(alice.account.verifies(wrapped, over: Array("hello".utf8), wrapped: true))
        #expect(!alice.account.verifies(wrapped, over: Array("hello".utf8)))
    }

    @Test("What we sign verifies, and each signature is another", arguments: [0, 1, 31, 165, 166, 167, 1000, 70000])
    func roundTrip(count: Int) throws {
        let keypair = Keypair.generate()
        let message = SecureRandom.bytes(count)
        let first = keypair.sign(message)
        let second = keypair.sign(message)
        #expect(first != second)
        #expect(first.bytes[63] & 0x80 != 0)
        #expect(keypair.account.verifies(first, over: message))
        #expect(keypair.account.verifies(second, over: message[...]))
        #expect(!keypair.account.verifies(first, over: message + [0]))
    }

    @Test("Any flipped bit of a signature is rejected")
    func flippedBits() throws {
        let keypair = try Keypair(secretURI: "//Alice")
        let message = Array("message".utf8)
        let genuine = keypair.sign(message).bytes
        for bit in 0..<512 {
            var bytes = genuine
            bytes[bit / 8] ^= 1 << UInt8(bit % 8)
            let signature = try #require(Signature(bytes))
            #expect(!keypair.account.verifies(signature, over: message), "bit \(bit)")
        }
    }

    @Test("Public keys that are no point, or the identity, verify nothing", arguments: [UInt8(0), 1, 0xff])
    func strangePublicKeys(byte: UInt8) throws {
        let account = try #require(AccountID([UInt8](repeating: byte, count: 32)))
        let signature = try Keypair(secretURI: "//Alice").sign([1])
        #expect(!account.verifies(signature, over: [1]))
        #expect(!account.verifies(signature, over: [1], scheme: .ed25519))
        var marked = [UInt8](repeating: 0, count: 64)
        marked[63] = 0x80
        #expect(!account.verifies(try #require(Signature(marked)), over: [1]))
    }

    @Test("A text that begins with 0x is signed as the bytes it names, any other as UTF-8")
    func texts() throws {
        let alice = try Keypair(secretURI: "//Alice")
        #expect(alice.account.verifies(alice.sign(text: "0x68656c6c6f"), over: Array("hello".utf8)))
        #expect(alice.account.verifies(alice.sign(text: "hello"), over: Array("hello".utf8)))
        #expect(alice.account.verifies(alice.sign(text: "0xhello"), over: Array("0xhello".utf8)))
        #expect(alice.account.verifies(alice.sign(text: "0X00"), over: Array("0X00".utf8)))
    }

    @Test("Sixty-four bytes make a signature, and nothing else does")
    func forms() throws {
        let bytes = (0..<64).map { UInt8($0) }
        let signature = try #require(Signature(bytes))
        #expect(signature.hex == "0x" + Hex.encode(bytes))
        #expect(Signature(hex: signature.hex) == signature)
        #expect(Signature(hex: String(signature.hex.dropFirst(2)).uppercased()) == signature)
        #expect(Signature(bytes.dropLast()) == nil)
        #expect(Signature(hex: "0x") == nil)
        #expect(Signature(hex: signature.hex + "00") == nil)
        #expect(Signature(hex: String(repeating: "0", count: 1_000_001)) == nil)
    }

    @Test("Signing and checking from many tasks at once agree")
    func concurrent() async throws {
        let keypair = try Keypair(secretURI: "//Bob")
        let good = await withTaskGroup(of: Bool.self) { group in
            for index in 0..<64 {
                group.addTask {
                    let message = [UInt8](repeating: UInt8(index), count: index)
                    return keypair.account.verifies(keypair.sign(message), over: message)
                }
            }
            return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
        }
        #expect(good == 64)
    }
}
