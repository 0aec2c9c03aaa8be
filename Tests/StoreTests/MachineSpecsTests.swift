import Testing

@testable import Store

/// What is a machine and what is not.
@Suite struct MachineSpecsTests {
    @Test("A validator's document is read, the GPU's name in lower case")
    func document() {
        let read = MachineSpecs.machine(hotkey: "5A", details: specs(gpu: "NVIDIA A100-SXM4-80GB", gpuCount: 4))
        #expect(read == machine("5A", gpu: "nvidia a100-sxm4-80gb", gpuCount: 4))
    }

    @Test(
        "A machine without GPU is one",
        arguments: [
            #""gpu": {"count": 0, "capacity": 0, "details": []}, "#, #""gpu": {"count": 0}, "#, #""gpu": {}, "#,
            #""gpu": null, "#, "",
        ])
    func noGPU(gpu: String) {
        #expect(MachineSpecs.machine(hotkey: "5A", details: document(gpu: gpu)) == machine("5A", gpuCount: 0))
    }

    @Test(
        "Whole numbers may be written as fractions and the reverse",
        arguments: ["16", "16.0", "1.6e1"])
    func numbers(count: String) {
        #expect(MachineSpecs.machine(hotkey: "5A", details: document(cpu: count)) == machine("5A"))
    }

    @Test(
        "A count that is no usable number makes no machine, and no trap",
        arguments: [
            "true", #""16""#, "null", "NaN", "Infinity", "-Infinity", "1e400", "1e300", "-1", "[16]", "{}",
            "9223372036854775808", "-9223372036854775809", "",
        ])
    func unusable(number: String) {
        #expect(MachineSpecs.machine(hotkey: "5A", details: document(cpu: number)) == nil)
        #expect(MachineSpecs.machine(hotkey: "5A", details: document(disk: number)) == nil)
        #expect(MachineSpecs.machine(hotkey: "5A", details: document(gpu: gpu(capacity: number))) == nil)
    }

    @Test(
        "A GPU that has no name or memory makes no machine",
        arguments: [
            #""gpu": {"count": 1, "capacity": 24576.0}, "#, #""gpu": {"count": 1, "capacity": 1, "details": []}, "#,
            #""gpu": {"count": 1, "capacity": 1, "details": [{}]}, "#,
            #""gpu": {"count": 1, "capacity": 1, "details": [{"name": 7}]}, "#, #""gpu": [], "#,
            #""gpu": {"count": 1, "details": [{"name": "A"}]}, "#,
        ])
    func namelessGPU(gpu: String) {
        #expect(MachineSpecs.machine(hotkey: "5A", details: document(gpu: gpu)) == nil)
    }

    @Test("Only the first GPU is asked for its name")
    func laterGPUs() {
        let gpu = #""gpu": {"count": 1, "capacity": 24576, "details": [{"name": "NVIDIA L4"}, null, 7]}, "#
        #expect(MachineSpecs.machine(hotkey: "5A", details: document(gpu: gpu)) == machine("5A"))
    }

    @Test(
        "What is no document makes no machine",
        arguments: ["", "{}", "[]", "null", "newest", #"{"cpu": {"count": 1}}"#, "{\"cpu\"", "\u{0}"])
    func noDocument(text: String) {
        #expect(MachineSpecs.machine(hotkey: "5A", details: text) == nil)
    }

    @Test("A document cut off anywhere makes no machine")
    func truncated() {
        let whole = specs()
        for length in 0..<whole.count {
            #expect(MachineSpecs.machine(hotkey: "5A", details: String(whole.prefix(length))) == nil)
        }
    }

    @Test("An endless or bottomless document makes no machine")
    func oversized() {
        let long = document(gpu: #""padding": ""# + String(repeating: "a", count: 1 << 20) + #"", "#)
        #expect(MachineSpecs.machine(hotkey: "5A", details: long) == nil)
        let deep = document(gpu: #""deep": "# + String(repeating: "[", count: 100_000) + ", ")
        #expect(MachineSpecs.machine(hotkey: "5A", details: deep) == nil)
    }

    private func document(cpu: String = "16", disk: String = "1500", gpu: String? = nil) -> String {
        """
        {"cpu": {"count": \(cpu)}, \(gpu ?? self.gpu())"hard_disk": {"total": 2000, "free": \(disk)},
         "ram": {"total": 1000, "available": 900}}
        """
    }

    private func gpu(capacity: String = "24576.0") -> String {
        #""gpu": {"count": 1, "capacity": \#(capacity), "details": [{"name": "NVIDIA L4"}]}, "#
    }
}
