import Foundation
import JSON
import Market
import Testing

/// The message `Allocate` on the wire: what peers may leave out, what they must not mistake, what we always write.
@Suite("Allocate")
struct AllocateTests {
    func decode(_ text: String) throws -> Allocate {
        try Allocate(json: JSONValue.parse(text))
    }

    func object(_ value: some WireMessage) throws -> NSDictionary {
        try #require(JSONSerialization.jsonObject(with: Data(value.json.serialized)) as? NSDictionary)
    }

    @Test(
        "What is absent or null has the Python class's default",
        arguments: [
            "{}",
            #"{"timeline":null,"device_requirement":null,"checking":null,"output":null,"public_key":null}"#,
            #"{"docker_requirement":null,"docker_change":null,"docker_action":null}"#,
            #"{"device_requirement":{},"output":{},"docker_requirement":{},"docker_action":{}}"#,
            #"{"device_requirement":{"cpu":null,"gpu":null,"ram":null,"hard_disk":{},"testing":null}}"#,
            #"{"docker_requirement":{"base_image":null,"ssh_port":null},"docker_action":{"action":null}}"#,
            #"{"name":"Allocate","dendrite":{},"axon":{},"unknown":[1,{"a":2}]}"#,
        ])
    func defaults(_ text: String) throws {
        let message = try decode(text)
        #expect(message == Allocate())
        #expect(message.timeline == 0)
        #expect(message.checking)
        #expect(!message.dockerChange)
        #expect(message.dockerRequirement.baseImage == "ubuntu")
        #expect(message.dockerRequirement.sshPort == 4444)
        #expect(message.dockerRequirement.volumePath == "/tmp")
        #expect(message.deviceRequirement.gpu == nil)
        #expect(message.output.status == nil)
    }

    @Test("Every member is read by its wire name")
    func everyMember() throws {
        let message = try decode(
            """
            {"timeline":3,"checking":false,"public_key":"PEM","docker_change":true,
             "device_requirement":{"cpu":{"count":4},"gpu":{"count":2,"capacity":48000,"type":"a100"},
                "hard_disk":{"capacity":10737418240},"ram":{"capacity":1073741824},"testing":true},
             "output":{"status":true,"info":"c2VhbGVk","port":4444,"message":"text"},
             "docker_requirement":{"base_image":"pytorch","ssh_key":"ssh-ed25519 A","ssh_port":22,"volume_path":"/data",
                "dockerfile":"RUN true"},
             "docker_action":{"action":"exchange_key","ssh_key":"ssh-rsa B","key_type":"user"}}
            """)
        #expect(
            message
                == Allocate(
                    timeline: 3,
                    deviceRequirement: DeviceRequirement(
                        cpuCount: 4, gpu: .init(count: 2, capacity: 48_000, type: "a100"), diskBytes: 10_737_418_240,
                        ramBytes: 1_073_741_824, testing: true),
                    checking: false,
                    output: AllocateOutput(status: true, info: "c2VhbGVk", port: 4444, message: "text"),
                    publicKey: "PEM",
                    dockerRequirement: DockerRequirement(
                        baseImage: "pytorch", sshKey: "ssh-ed25519 A", sshPort: 22, volumePath: "/data",
                        dockerfile: "RUN true"),
                    dockerChange: true,
                    dockerAction: DockerAction(action: "exchange_key", sshKey: "ssh-rsa B", keyType: "user")))
    }

    @Test(
        "An integral float is an integer",
        arguments: [("2.0", 2), ("-1.0", -1), ("1e3", 1_000), ("0.0", 0), ("-0.0", 0)])
    func integralFloats(_ text: String, _ value: Int) throws {
        #expect(try decode(#"{"timeline":\#(text)}"#).timeline == value)
        #expect(try decode(#"{"output":{"port":\#(text)}}"#).output.port == value)
        #expect(
            try decode(#"{"device_requirement":{"ram":{"capacity":\#(text)}}}"#).deviceRequirement.ramBytes == value)
    }

    @Test(
        "A member of the wrong type is refused",
        arguments: [
            #"{"timeline":"1"}"#, #"{"timeline":1.5}"#, #"{"timeline":[]}"#, #"{"timeline":true}"#,
            #"{"timeline":99999999999999999999}"#, #"{"timeline":1e19}"#, #"{"checking":1}"#, #"{"checking":"true"}"#,
            #"{"docker_change":0}"#, #"{"public_key":5}"#, #"{"output":[]}"#, #"{"output":"x"}"#,
            #"{"output":{"status":"true"}}"#, #"{"output":{"port":"4444"}}"#, #"{"device_requirement":[]}"#,
            #"{"device_requirement":{"cpu":4}}"#, #"{"device_requirement":{"gpu":[{}]}}"#,
            #"{"device_requirement":{"ram":{"capacity":"1"}}}"#, #"{"docker_requirement":"ubuntu"}"#,
            #"{"docker_requirement":{"ssh_key":["a"]}}"#, #"{"docker_action":{"action":{}}}"#,
            "[]", "null", #""Allocate""#, "7",
        ])
    func wrongTypes(_ text: String) {
        #expect(throws: JSONMembers.WrongType.self) { try decode(text) }
    }

    @Test(
        "What is no JSON is refused and nothing traps",
        arguments: [
            "", "{", "{]", #"{"timeline":1e400}"#, #"{"timeline":}"#, "\u{0}", #"{"timeline":1"#,
            String(repeating: "[", count: 20_000),
            String(repeating: #"{"output":"#, count: 5_000),
        ])
    func noJSON(_ text: String) {
        #expect(throws: (any Error).self) { try decode(text) }
    }

    @Test("All members are written, with the Python names and shapes")
    func encoding() throws {
        let expected = """
            {"timeline":0,"checking":true,"output":{},"public_key":"","docker_change":false,
             "device_requirement":{"cpu":{"count":0},"gpu":{},"hard_disk":{"capacity":0},"ram":{"capacity":0}},
             "docker_requirement":{"base_image":"ubuntu","ssh_key":"","ssh_port":4444,"volume_path":"/tmp",
                "dockerfile":""},
             "docker_action":{"action":"","ssh_key":"","key_type":""}}
            """
        let parsed = try JSONSerialization.jsonObject(with: Data(expected.utf8)) as? NSDictionary
        #expect(try object(Allocate()) == parsed)
    }

    @Test(
        "What is written is read back the same",
        arguments: [
            Allocate(), Allocate(timeline: 5, deviceRequirement: .anyMachine, checking: false, publicKey: "k"),
            Allocate(deviceRequirement: DeviceRequirement(cpuCount: 1, gpu: nil, testing: true), dockerChange: true),
            Allocate(output: AllocateOutput(status: false, message: "Grüße \u{1F600} \"quoted\" \\ \n")),
        ])
    func roundTrip(_ message: Allocate) throws {
        #expect(try Allocate(json: JSONValue.parse(message.json.serialized)) == message)
    }

    @Test(
        "A requirement without GPUs is the empty object of the Python CLI, and `testing` is there only when true"
    )
    func requirementShape() throws {
        let none = try object(DeviceRequirement(cpuCount: 2))
        #expect(none["gpu"] as? NSDictionary == [:])
        #expect(none["testing"] == nil)
        let some = try object(DeviceRequirement(gpu: .init(count: 1, capacity: 2, type: "x"), testing: true))
        #expect(some["gpu"] as? NSDictionary == ["count": 1, "capacity": 2, "type": "x"])
        #expect(some["testing"] as? Bool == true)
    }

    @Test("An answer's output is what Python callers look for")
    func output() throws {
        #expect(try object(AllocateOutput(status: false)) == ["status": false])
        #expect(
            try object(AllocateOutput(status: true, info: "i", port: 1)) == ["status": true, "info": "i", "port": 1])
    }

    @Test("The version of the protocol is 1.9.0, 190 as a number")
    func version() {
        #expect(ProtocolVersion.text == "1.9.0")
        #expect(ProtocolVersion.number == 190)
    }
}
