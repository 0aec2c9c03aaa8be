import Foundation
import Testing

@testable import Keys

struct SS58Tests {
    @Test("Addresses are read and refused as the SDK does", arguments: KeyVectors.shared?.ss58 ?? [])
    func golden(vector: KeyVectors.Address) throws {
        let text = try #require(vector.ss5842 ?? vector.address)
        if vector.valid {
            let account = try AccountID(ss58: text)
            #expect("0x" + Hex.encode(account.bytes) == vector.publicKey)
            if let address = vector.ss5842 {
                #expect(account.ss58 == address)
                #expect(account.description == address)
            }
        } else {
            let error = #expect(throws: SS58Error.self) { try AccountID(ss58: text) }
            #expect(error?.description == vector.error)
        }
    }

    @Test(
        "Every prefix of the format is written and read", arguments: [0, 2, 42, 45, 63, 64, 65, 255, 256, 1284, 16383])
    func prefixes(prefix: UInt16) throws {
        let account = try #require(AccountID((0..<32).map { UInt8($0) &* 7 }))
        let address = account.ss58(prefix: prefix)
        #expect(try AccountID(ss58: address) == account)
        #expect(try SS58.decode(address).prefix == prefix)
    }

    // Made with Python; bittensor-wallet 3.0.4 reads them as Alice's key, too.
    @Test(
        "Other networks' prefixes of one and two bytes give the addresses that are known there",
        arguments: [
            (UInt16(0), "15oF4uVJwmo4TdGW7VfQxNLavjCXviqxT9S1MgbjMNHr6Sp5"),
            (45, "5aDvhYrTEs9mVGUNsTFUwvJi1ZdmPyBNwUMv3SYHBr3nm7ZN"),
            (65, "cLxkfNUiCYsb57YLhTJdNVKxUTB1VTpeygYZNhYuFc83KrFy7"),
            (1284, "VdvKmYJfD4VXA9fzz1SbmCo2eYHSzUFbaDCZSuaNKJAe8YNg6"),
        ])
    func otherNetworks(prefix: UInt16, address: String) throws {
        let alice = try AccountID(ss58: "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY")
        #expect(alice.ss58(prefix: prefix) == address)
        #expect(try AccountID(ss58: address) == alice)
    }

    @Test(
        "The two reserved prefixes are refused, as in the SDK",
        arguments: [
            "5g1axYPrdA2VeKsqmz8WKpa8f3n4T9ou8Qv3f8BaeheH3ApS", "5moFDXwG1SuDoPHJgX1XhiqZJXvMWLSRKMUBGopt7ZEmKmWa",
        ])
    func reserved(address: String) {
        #expect(throws: SS58Error.prefix) { try AccountID(ss58: address) }
    }

    @Test("A changed character is never the same account")
    func changedCharacters() throws {
        let address = "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY"
        for place in address.indices {
            var changed = address
            changed.replaceSubrange(place...place, with: address[place] == "2" ? "3" : "2")
            #expect(throws: SS58Error.self) { try AccountID(ss58: changed) }
        }
    }

    @Test(
        "Hostile texts are refused at once",
        arguments: [
            String(repeating: "z", count: 1_000_000), String(repeating: "1", count: 128), "1", "11", "zz", "é", "\0",
            " 5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY", "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY\n",
        ])
    func hostile(text: String) {
        #expect(throws: SS58Error.self) { try AccountID(ss58: text) }
    }

    @Test("Base 58 keeps any bytes, leading zeros included")
    func base58() throws {
        var generator = SystemRandomNumberGenerator()
        for count in 0..<80 {
            var bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }
            for index in bytes.indices.prefix(count % 4) { bytes[index] = 0 }
            #expect(Base58.decode(Base58.encode(bytes)) == bytes)
        }
        #expect(Base58.encode([0, 0, 0]) == "111")
        #expect(Base58.encode(Array("Hello World!".utf8)) == "2NEpo7TZRRrLZSi2U")
    }

    @Test("Thirty-two bytes make an account, and no other number does", arguments: [0, 31, 33, 64])
    func wrongLength(count: Int) {
        #expect(AccountID([UInt8](repeating: 1, count: count)) == nil)
    }

    @Test("JSON holds the address as a text")
    func json() throws {
        let alice = try AccountID(ss58: "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY")
        let json = try JSONEncoder().encode([alice])
        #expect(String(decoding: json, as: UTF8.self) == "[\"\(alice.ss58)\"]")
        #expect(try JSONDecoder().decode([AccountID].self, from: json) == [alice])
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode([AccountID].self, from: Data("[\"5Grw\"]".utf8))
        }
    }

    @Test("Accounts are equal by their bytes, in sets too")
    func equality() throws {
        let bytes = (0..<32).map { UInt8($0) }
        let account = try #require(AccountID(bytes))
        #expect(account.bytes == bytes)
        var accounts: Set<AccountID> = [account]
        for index in 0..<32 {
            var other = bytes
            other[index] ^= 1
            accounts.insert(try #require(AccountID(other)))
        }
        accounts.insert(try #require(AccountID(ArraySlice(bytes))))
        #expect(accounts.count == 33)
    }
}
