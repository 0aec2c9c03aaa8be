import Testing

@testable import SharedState

@Suite("netrc files")
struct NetrcTests {
    @Test(
        "The password of a machine is found",
        arguments: [
            "machine host login user password secret",
            "machine host\n  login user\n  password secret\n",
            "machine host\r\n\tlogin user\r\n\tpassword secret\r\n",
            "# comment\nmachine host # another\nlogin user\n#\n# a machine b\npassword secret",
            "#comment\nmachine HOST user x account y password \"secret\"",
            "machine other password no machine host password secret machine third password no",
            "machine host password no\nmachine host password secret",
            "machine host password s\\ecret",
            "machine host password \"s\\ecret\"",
            "\u{feff}machine host password secret",
            "default login x password no\nmachine host password secret",
            "macdef init\ncd /tmp\nmachine host password no\n\nmachine host password secret",
            "machine \"host\" password secret",
        ])
    func found(text: String) throws {
        #expect(try Netrc(text).password(of: "host") == "secret")
    }

    @Test("Quotes hold what could not stand there otherwise")
    func quoted() throws {
        let netrc = try Netrc("machine host password \"a b # \\\" \\\\\"\nmachine b password #x")
        #expect(netrc.password(of: "host") == "a b # \" \\")
        #expect(netrc.password(of: "b") == "#x")
    }

    @Test(
        "The entry for all machines is apart",
        arguments: ["default login a password secret", "default password secret"])
    func fallback(text: String) throws {
        let netrc = try Netrc(text)
        #expect(netrc.password(of: "host") == nil)
        #expect(netrc.fallback?.password == "secret")
    }

    @Test(
        "An empty file says nothing",
        arguments: ["", "\n\n", "# only a comment", "machine host", "machine host login x"])
    func empty(text: String) throws {
        #expect(try Netrc(text).password(of: "host") == nil)
    }

    @Test("A macro that does not end hides what follows, and nothing before")
    func macro() throws {
        let netrc = try Netrc("machine a password x\nmacdef m\nmachine b password y")
        #expect(netrc.password(of: "a") == "x")
        #expect(netrc.password(of: "b") == nil)
        #expect(try Netrc("macdef m\n\nmachine b password y").password(of: "b") == "y")
    }

    @Test(
        "A broken file is told with its line and nothing of its text",
        arguments: [
            ("machine host\npassword hidden word", 2, .unknownWord), ("hidden", 1, .unknownWord),
            ("machine", 1, .noValue), ("machine host\nlogin x\n\npassword", 4, .noValue),
            ("machine host password \"hidden", 1, .openQuote), ("login hidden", 1, .stray),
            ("\n\npassword hidden", 3, .stray), ("macdef x\n\npassword hidden", 3, .stray),
        ] as [(String, Int, Netrc.Problem.Reason)])
    func broken(text: String, line: Int, reason: Netrc.Problem.Reason) throws {
        let error = #expect(throws: Netrc.Problem.self) { try Netrc(text) }
        #expect(error == Netrc.Problem(line: line, reason: reason))
        #expect(error?.description.contains("hidden") == false)
    }

    @Test("A file is never shown")
    func redacted() throws {
        let netrc = try Netrc("machine host password secret")
        var dumped = ""
        dump(netrc, to: &dumped)
        #expect(!"\(netrc) \(String(reflecting: netrc)) \(dumped)".contains("secret"))
    }
}
