package import JSON

/// The miner's answer to `Allocate`: the `output` object.
///
/// Members that the Python miner does not know (`message`, `allocation`, `container`) are ignored by Python callers.
package struct AllocateOutput: Sendable, Equatable {
    /// Whether what was asked is so, or was done; nil in a request.
    package var status: Bool?
    /// ``AccessInfo`` sealed to the request's public key, in base64.
    package var info: String?
    /// The miner's ssh port.
    package var port: Int?
    /// Why not, or a remark, for people.
    package var message: String?
    /// How the allocation of the request's key stands at the miner, where the request is about one.
    package var allocation: Standing?
    /// How the allocation's container is after what was asked, where the request is about it: "running", "paused" ...
    package var container: String?

    /// How an allocation stands at a miner. Unknown words of later versions read as ``other``.
    package enum Standing: String, Sendable {
        /// Nothing of its key is there, and nothing will come.
        case absent = "none"
        case provisioning
        case allocated
        case releasing
        case other
    }

    package init(
        status: Bool? = nil, info: String? = nil, port: Int? = nil, message: String? = nil, allocation: Standing? = nil,
        container: String? = nil
    ) {
        self.status = status
        self.info = info
        self.port = port
        self.message = message
        self.allocation = allocation
        self.container = container
    }
}

extension AllocateOutput: WireMessage {
    package init(members: JSONMembers) throws(JSONMembers.WrongType) {
        status = try members.flagIfPresent("status")
        info = try members.textIfPresent("info")
        port = try members.integerIfPresent("port")
        message = try members.textIfPresent("message")
        allocation = try members.textIfPresent("allocation").map { Standing(rawValue: $0) ?? .other }
        container = try members.textIfPresent("container")
    }

    package var members: [String: JSONValue] {
        var members: [String: JSONValue] = [:]
        members["status"] = status.map(JSONValue.bool)
        members["info"] = info.map(JSONValue.text)
        members["port"] = port.map { .integer(Int64($0)) }
        members["message"] = message.map(JSONValue.text)
        members["allocation"] = allocation.map { .text($0.rawValue) }
        members["container"] = container.map(JSONValue.text)
        return members
    }
}
