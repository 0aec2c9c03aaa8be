import Market
import MinerNode
import Testing

@Suite struct RentalOrderTests {
    /// A valid key line: the type's name with its length, then 32 bytes.
    private static let sshKey = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f me"

    private func order(_ request: Allocate) throws -> RentalOrder {
        try RentalOrder(request, renter: try Renters.hotkey())
    }

    @Test("A good request becomes an order")
    func good() throws {
        let order = try order(
            .rent(
                days: 30,
                docker: .init(
                    baseImage: "x", sshKey: "  \(Self.sshKey)\n", volumePath: "//data//deep/", dockerfile: "FROM y")))
        #expect(order.seconds == 30 * 86_400)
        #expect(order.sshKey == Self.sshKey)
        #expect(order.volumePath == "/data/deep")
        #expect(order.script == "FROM y")
        #expect(order.requestedImage == "x")
        #expect(!order.testing)
    }

    @Test("A proof of GPU has a lease of minutes, whatever it asks for")
    func testing() throws {
        var request = try Allocate.rent(days: 3_650)
        request.deviceRequirement.testing = true
        #expect(try order(request).seconds == RentalOrder.testLease)
    }

    @Test("A lease is 1 to 3650 days", arguments: [0, -1, 3_651, Int.max, Int.min])
    func timeline(_ days: Int) throws {
        #expect(try problem(.rent(days: days))?.contains("timeline") == true)
    }

    @Test(
        "A bad public key is named",
        arguments: ["", "x", "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----"])
    func publicKey(_ pem: String) {
        #expect(problem(Allocate(timeline: 1, checking: false, publicKey: pem))?.contains("public_key") == true)
    }

    @Test(
        "An SSH key is one plain line",
        arguments: [
            "nonsense", "ssh-ed25519 AAAA", "ssh-ed25519 ####", "command=\"x\" \(sshKey)", "\(sshKey)\n\(sshKey)",
            "ssh-rsa AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f",
        ])
    func badSSHKey(_ key: String) throws {
        #expect(try problem(.rent(docker: .init(sshKey: key)))?.contains("ssh_key") == true)
    }

    @Test(
        "A volume stays out of the system's directories",
        arguments: [
            "data", "/", "/etc", "/etc/x", "/usr//lib", "/../etc", "/data/../etc", "/data/./x", "/proc/1", "/root",
            "/root/.ssh", "/root/.ssh/x", "/data\n", "/da ta", "/dätä", "/\(String(repeating: "x", count: 255))",
            "//bin",
        ])
    func badVolume(_ path: String) throws {
        #expect(try problem(.rent(docker: .init(volumePath: path)))?.contains("volume_path") == true)
    }

    @Test("These are fine for a volume", arguments: [("", "/tmp"), ("/tmp", "/tmp"), ("/root/work", "/root/work")])
    func goodVolume(_ path: String, _ volume: String) throws {
        #expect(try order(.rent(docker: .init(volumePath: path))).volumePath == volume)
    }

    @Test("Shell commands are bounded and hold no zero byte")
    func script() throws {
        let most = String(repeating: "x", count: 64 * 1_024)
        #expect(try problem(.rent(docker: .init(dockerfile: most))) == nil)
        #expect(try problem(.rent(docker: .init(dockerfile: most + "x")))?.contains("dockerfile") == true)
        #expect(try problem(.rent(docker: .init(dockerfile: "a\0b")))?.contains("dockerfile") == true)
    }

    @Test("The name of an image is bounded")
    func image() throws {
        let long = String(repeating: "i", count: 257)
        #expect(try problem(.rent(docker: .init(baseImage: long)))?.contains("base_image") == true)
    }

    private func problem(_ request: Allocate) -> String? {
        do {
            _ = try order(request)
            return nil
        } catch {
            return (error as? RentalOrder.Problem)?.message
        }
    }
}
