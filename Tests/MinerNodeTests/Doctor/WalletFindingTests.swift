import Foundation
import Keys
import MinerNode
import Testing

/// What the doctor says about the hotkey.
struct WalletFindingTests {
    @Test("A hotkey that is not there is created with the command that is named")
    func missing() async throws {
        try await DoctorFixture.with { fixture in
            let wallet = Wallet(name: "other", root: fixture.plan.wallet.root)
            fixture.plan.wallet = wallet
            fixture.plan.hotkey = "h1"
            fixture.probes.hotkey = { try wallet.hotkey("h1").account }
            let finding = try await fixture.finding("wallet")
            expect(
                finding, .problem, "there is no key",
                mend: "nicompute wallet create --wallet.name other --wallet.hotkey h1 --wallet.path \(wallet.root)")
            #expect(finding.remedy?.hasSuffix("--only hotkey") == false)
            // With a coldkey, only the hotkey is to be made.
            try wallet.writeColdkeyPublic(fixture.account)
            #expect(try await fixture.finding("wallet").remedy?.hasSuffix("--only hotkey") == true)
        }
    }

    @Test("Without the hotkey, what goes by it is not checked, and the rest is")
    func dependants() async throws {
        try await DoctorFixture.with { fixture in
            fixture.probes.hotkey = { throw WalletError.missing(path: "/nowhere") }
            fixture.plan.dataDirectory = nil
            expect(try await fixture.finding("registration"), .warning, "not checked: the hotkey does not open")
            expect(try await fixture.finding("data-directory"), .warning, "not checked: the hotkey")
            expect(try await fixture.finding("chain"), .ok, "block")
            expect(try await fixture.finding("address"), .ok, "198.51.100.7")
            expect(try await fixture.finding("ssh-port"), .ok, "free")
        }
    }

    @Test(
        "An encrypted hotkey names the variable for its password",
        arguments: [KeyFileError.passwordNeeded, .wrongPassword])
    func encrypted(error: KeyFileError) async throws {
        try await DoctorFixture.with { fixture in
            fixture.probes.hotkey = { throw WalletError.key(path: "/w/hotkeys/default", error) }
            expect(
                try await fixture.finding("wallet"), .problem, "password", mend: "export BT_PW__W_HOTKEYS_DEFAULT=")
        }
    }

    @Test("A damaged hotkey is to be imported again")
    func damaged() async throws {
        try await DoctorFixture.with { fixture in
            let wallet = fixture.plan.wallet
            try "{".write(toFile: wallet.hotkeyPath(), atomically: false, encoding: .utf8)
            expect(try await fixture.finding("wallet"), .problem, "damaged", mend: "nicompute wallet import")
        }
    }

    @Test("A hotkey that others may read is warned about")
    func open() async throws {
        try await DoctorFixture.with { fixture in
            let path = fixture.plan.wallet.hotkeyPath()
            try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: path)
            expect(try await fixture.finding("wallet"), .warning, "other users", mend: "chmod 600 \(path)")
        }
    }
}
