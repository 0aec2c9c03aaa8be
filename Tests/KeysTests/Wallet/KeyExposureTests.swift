import Glibc
import TestSupport
import Testing

@testable import Keys

/// Who besides the owner comes to a hot key.
struct KeyExposureTests {
    private let directory: TemporaryDirectory
    private let wallet: Wallet

    init() throws {
        directory = try TemporaryDirectory()
        wallet = Wallet(name: "w", root: directory.path + "/wallets")
        try wallet.writeHotkey(StoredKey(.generate()))
    }

    private func set(_ mode: UInt32, _ path: String) { #expect(chmod(path, mode) == 0) }

    @Test(
        "A key as we and the SDK write it is nobody else's, in directories that others read",
        arguments: [
            UInt32(0o700), 0o755, 0o775, 0o1777,
        ])
    func good(directories: UInt32) {
        for path in ["", "/w", "/w/hotkeys"] { set(directories, wallet.root + path) }
        #expect(wallet.hotkeyExposure() == nil)
        #expect(wallet.hotkeyExposure("none") == nil)
    }

    @Test(
        "A key that others may read is told with its remedy, and still ours", arguments: [UInt32(0o640), 0o644, 0o604])
    func readable(mode: UInt32) {
        set(mode, wallet.hotkeyPath())
        let exposure = wallet.hotkeyExposure()
        #expect(exposure?.kind == .readable)
        #expect(exposure?.isReplaceable == false)
        #expect(exposure?.remedy == "chmod 600 \(wallet.hotkeyPath())")
    }

    @Test("A key that others may write is not ours any more", arguments: [UInt32(0o620), 0o602, 0o666])
    func writable(mode: UInt32) {
        set(mode, wallet.hotkeyPath())
        #expect(wallet.hotkeyExposure()?.kind == .writable)
        #expect(wallet.hotkeyExposure()?.isReplaceable == true)
    }

    @Test("Neither is one in a directory that everybody may write", arguments: ["", "/w", "/w/hotkeys"])
    func openDirectory(path: String) {
        set(0o777, wallet.root + path)
        let exposure = wallet.hotkeyExposure()
        #expect(
            exposure
                == KeyExposure(kind: .writable, path: wallet.root + path, remedy: "chmod o-w \(wallet.root)\(path)"))
    }

    @Test("A key of another user is his, unless we are root")
    func foreign() {
        func exposure(user: UInt32) -> KeyExposure? {
            KeyExposure.of(file: wallet.hotkeyPath(), directories: [wallet.root], user: user)
        }
        var owner = geteuid()
        if owner == 0 {
            #expect(exposure(user: 12_345) == nil, "what root gave out is no stranger's")
            owner = 12_345
            #expect(chown(wallet.hotkeyPath(), owner, owner) == 0)
        }
        #expect(exposure(user: 0) == nil)
        #expect(exposure(user: owner) == nil)
        #expect(exposure(user: owner + 1)?.kind == .foreign)
    }

    @Test("The error names the path and the command that mends it")
    func words() {
        let exposure = KeyExposure(kind: .writable, path: "/w/h", remedy: "chmod 600 /w/h")
        #expect(
            WalletError.exposed(exposure).description.contains("/w/h, and so put another key there: chmod 600 /w/h"))
    }
}
