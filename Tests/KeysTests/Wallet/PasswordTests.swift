import Foundation
import Testing

@testable import Keys

struct PasswordTests {
    @Test("The variable is named after the path, as the SDK names it")
    func name() {
        #expect(
            Password.environmentName(path: "/root/.bittensor/wallets/default/coldkey")
                == "BT_PW__ROOT__BITTENSOR_WALLETS_DEFAULT_COLDKEY")
    }

    @Test("A password in the variable is read as itself")
    func plain() {
        let name = Password.environmentName(path: "/w/coldkey")
        let found = Password.candidates(path: "/w/coldkey", environment: [name: "pass word!"])
        #expect(found.map(Self.text) == ["pass word!"])
        #expect(Password.candidates(path: "/w/coldkey", environment: [:]).isEmpty)
        #expect(Password.candidates(path: "/w/coldkey", environment: [name: ""]).isEmpty)
    }

    @Test("A password that the SDK put into the variable is read, too")
    func obfuscated() {
        let name = Password.environmentName(path: "/w/coldkey")
        let key = Array(name.utf8)
        let hidden = "correct horse battery staple 9!A".utf8.enumerated().map {
            $0.element ^ key[$0.offset % key.count]
        }
        let value = Data(hidden).base64EncodedString()
        let found = Password.candidates(path: "/w/coldkey", environment: [name: value])
        #expect(found.map(Self.text) == ["correct horse battery staple 9!A", value])
    }

    @Test("A new file is encrypted with the password that the SDK reads from the variable")
    func newFile() {
        let name = Password.environmentName(path: "/w/coldkey")
        let key = Array(name.utf8)
        let hidden = "pass word 9!".utf8.enumerated().map { $0.element ^ key[$0.offset % key.count] }
        func chosen(_ value: String?) -> String? {
            var environment: [String: String] = [:]
            environment[name] = value
            return Password.forNewFile(path: "/w/coldkey", environment: environment).map(Self.text)
        }
        #expect(chosen(Data(hidden).base64EncodedString()) == "pass word 9!")
        #expect(chosen("pass word!") == "pass word!")
        #expect(chosen(nil) == nil)
    }

    private static func text(_ password: Password) -> String {
        password.withCharacters { String(decoding: UnsafeRawBufferPointer(start: $0, count: $1), as: UTF8.self) }
    }
}
