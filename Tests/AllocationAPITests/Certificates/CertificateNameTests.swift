import Testing

@testable import AllocationAPI

@Suite struct CertificateNameTests {
    @Test(
        "Host names are kept in lower case",
        arguments: ["localhost", "Rent.Example.ORG", "*.example.org", "a-b.example", "xn--bcher-kva.example", "node_1"])
    func host(text: String) {
        #expect(CertificateName(text) == .host(text.lowercased()))
    }

    @Test("Addresses are told from names")
    func address() {
        #expect(CertificateName("192.0.2.1") == .address([192, 0, 2, 1]))
        #expect(CertificateName("::1") == .address([UInt8](repeating: 0, count: 15) + [1]))
        #expect(CertificateName("2001:db8::10") != nil)
    }

    @Test(
        "What is neither is refused",
        arguments: [
            "", " ", "192.0.2.999", "192.0.2.1/24", "a b", "-a.example", "a-.example", "a..b", ".a", "a.", "*", "*.org",
            "a.*.org", "https://a.example", "ä.example", "a\u{0}.example", "::g",
            String(repeating: "a", count: 64), String(repeating: "a.", count: 127),
        ])
    func refused(text: String) {
        #expect(CertificateName(text) == nil)
    }

    @Test("This machine has a name and only names that fit into a certificate")
    func current() {
        let host = HostIdentity.current()
        #expect(!host.name.isEmpty)
        #expect(host.addresses.allSatisfy { CertificateName($0) != nil })
        #expect(host.certificateNames.contains(.address([127, 0, 0, 1])))
        #expect(Set(host.certificateNames).count == host.certificateNames.count)
    }
}
