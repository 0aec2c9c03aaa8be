import JSON
import Keys
import SharedState
import Testing

/// A signature made by Python, and whether Python takes it.
struct SignatureVector: Sendable, CustomTestStringConvertible {
    let note: String
    let runID: String
    let hotkey: String
    let signature: String
    let isGood: Bool

    var testDescription: String { note }

    static let all: [SignatureVector] = {
        let vectors = RunVectors.read("signature-vectors.json")
        let alice = vectors["dev_key"]?["ss58"]?.text ?? ""
        let made = vectors["cases"]?.list ?? []
        let first = made.first?["run_id"]?.text ?? ""
        let upstream = vectors["from_upstream_runs"]?.list ?? []
        return made.map {
            SignatureVector(
                note: $0["note"]?.text ?? "plain", runID: $0["run_id"]?.text ?? first, hotkey: alice,
                signature: $0["signature_hex"]?.text ?? "", isGood: $0["verify"]?.bool ?? false)
        }
            + upstream.map {
                SignatureVector(
                    note: "upstream", runID: $0["run_id"]?.text ?? "", hotkey: $0["hotkey"]?.text ?? "",
                    signature: $0["signature_hex"]?.text ?? "", isGood: $0["verifies"]?.bool ?? false)
            }
    }()
}

@Suite("Run signatures")
struct RunSignatureTests {
    @Test("Signatures made by Python are judged as Python judges them", arguments: SignatureVector.all)
    func vectors(_ vector: SignatureVector) {
        #expect(
            RunSignature.verifies(vector.signature, runID: vector.runID, hotkey: vector.hotkey) == vector.isGood)
    }

    @Test("All vectors are there")
    func count() {
        #expect(SignatureVector.all.count == 10)
        #expect(SignatureVector.all.count { $0.isGood } == 6)
    }

    @Test("Our signature is 128 lower-case digits, verifies, and is another one each time")
    func ours() throws {
        let keypair = try Keypair(secretURI: "//Bob")
        let first = RunSignature.sign(runID: "ktgelsy0", by: keypair)
        let second = RunSignature.sign(runID: "ktgelsy0", by: keypair)
        #expect(first.count == 128)
        #expect(first.allSatisfy { "0123456789abcdef".contains($0) })
        #expect(first != second)
        for signature in [first, second] {
            #expect(RunSignature.verifies(signature, runID: "ktgelsy0", hotkey: keypair.account.ss58))
            #expect(!RunSignature.verifies(signature, runID: "ktgelsy", hotkey: keypair.account.ss58))
            #expect(!RunSignature.verifies(signature, runID: "ktgelsy0", hotkey: SignatureVector.all[0].hotkey))
        }
    }

    @Test("Other ways to write a good signature are refused, upper case is not")
    func spellings() throws {
        let good = try #require(SignatureVector.all.first)
        func verifies(_ hex: String) -> Bool {
            RunSignature.verifies(hex, runID: good.runID, hotkey: good.hotkey)
        }
        #expect(verifies(good.signature.uppercased()))
        for hex in ["", "0x", "0x" + good.signature, good.signature + "00", " " + good.signature, "zz"] {
            #expect(!verifies(hex), "\(hex)")
        }
        #expect(!verifies("0x" + good.signature.dropLast(2)))
        #expect(!verifies(String(repeating: "é", count: 64)))
    }

    @Test("A hotkey that is no address verifies nothing", arguments: ["", "x", "5Grw", "\u{0}"])
    func noAddress(_ hotkey: String) throws {
        let good = try #require(SignatureVector.all.first)
        #expect(!RunSignature.verifies(good.signature, runID: good.runID, hotkey: hotkey))
    }
}
