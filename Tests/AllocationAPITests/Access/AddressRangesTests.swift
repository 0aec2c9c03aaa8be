import HTTPTypes
import Hummingbird
import NIOCore
import Testing

@testable import AllocationAPI

@Suite struct AddressRangesTests {
    @Test(
        "Addresses are in ranges or not",
        arguments: [
            ("10.0.0.1", "10.0.0.1", true), ("10.0.0.1", "10.0.0.2", false), ("10.0.0.0/8", "10.255.0.9", true),
            ("10.0.0.0/8", "11.0.0.0", false), ("10.0.0.9/8", "10.1.1.1", true), ("0.0.0.0/0", "203.0.113.9", true),
            ("0.0.0.0/0", "2001:db8::1", false), ("::/0", "2001:db8::1", true), ("::/0", "203.0.113.9", false),
            ("2001:db8::/32", "2001:db8:ffff::1", true), ("2001:db8::/32", "2001:db9::1", false),
            ("10.0.0.1", "::ffff:10.0.0.1", true), ("::ffff:10.0.0.0/104", "10.9.9.9", true),
            ("::ffff:10.0.0.0/104", "11.0.0.0", false), ("::1", "::1", true), ("::1", "127.0.0.1", false),
            ("192.0.2.0/31,  198.51.100.7 ,", "192.0.2.1", true), ("192.0.2.0/31,198.51.100.7", "198.51.100.7", true),
            ("192.0.2.0/31,198.51.100.7", "192.0.2.2", false), ("192.0.2.128/25", "192.0.2.127", false),
            ("::ffff:0:0/95", "10.0.0.1", false),
        ] as [(String, String, Bool)])
    func contains(_ text: String, _ address: String, _ expected: Bool) throws {
        let ranges = try AddressRanges(text)
        #expect(ranges.contains(try SocketAddress(ipAddress: address, port: 1)) == expected)
    }

    @Test(
        "An entry that is neither address nor range is named",
        arguments: [
            "localhost", "10.0.0", "10.0.0.256", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/", "10.0.0.0/+8", "/8",
            "2001:db8::/129", "::g", "10.0.0.0/8/8", "fe80::1%eth0", "10.0.0.1:80", "10. 0.0.1", "*", "10.0.0.0/0032",
            "10.0.0.0/٨",
        ])
    func entries(_ entry: String) {
        #expect(throws: AddressRanges.Problem.entry(entry)) { try AddressRanges("127.0.0.1, \(entry)") }
    }

    @Test("A list of nothing is an error", arguments: ["", " ", ",", " , ,"])
    func empty(_ text: String) {
        #expect(throws: AddressRanges.Problem.empty) { try AddressRanges(text) }
    }

    @Test("Rules say who may come in")
    func rules() throws {
        let inside = try SocketAddress(ipAddress: "10.0.0.1", port: 1)
        let outside = try SocketAddress(ipAddress: "192.0.2.1", port: 1)
        let local = try SocketAddress(unixDomainSocketPath: "/s")
        let open = AccessRules(clientCertificate: .optional)
        let strict = AccessRules(clientCertificate: .required, allowed: try AddressRanges("10.0.0.0/8"))
        #expect(open.refusal(remote: nil, hasCertificate: false) == nil)
        #expect(strict.refusal(remote: inside, hasCertificate: true) == nil)
        for remote in [outside, local, nil] {
            let refusal = strict.refusal(remote: remote, hasCertificate: true)
            #expect(refusal?.status == 403)
            #expect(refusal?.message == "Access forbidden: IP not whitelisted")
            #expect(refusal?.response.headers[.connection] == "close")
        }
        let refusal = strict.refusal(remote: inside, hasCertificate: false)
        #expect(refusal?.status == 401)
        #expect(refusal?.message == "Missing authorization")
        #expect(refusal?.response.headers[.connection] == "close")
    }
}
