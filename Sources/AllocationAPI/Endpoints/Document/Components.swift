import JSON

/// The schemas of the document that several endpoints share.
enum Components {
    static let all: [String: JSONValue] = [
        "Problem": problem, "ValidationProblem": validationProblem, "Allocation": allocation,
        "DeviceRequirement": deviceRequirement, "DockerRequirement": dockerRequirement,
    ]

    private static let no = JSONValue.object(["const": .bool(false)])

    private static let problem = Schema.object([
        "success": no, "message": Schema.text,
        "err_detail": described(Schema.anything, "More about it: a text, a list, or null."),
    ])

    private static let validationProblem = Schema.object([
        "success": no, "message": Schema.text,
        "err_detail": Schema.list(Schema.object(["field": Schema.text, "message": Schema.text])),
    ])

    private static let allocation = Schema.object(
        [
            "resource": described(Schema.text, "The name of the GPU."), "hotkey": Schema.text,
            "regkey": described(Schema.text, "Stays empty."), "ssh_ip": Schema.text,
            "ssh_port": Schema.integer(0, 65_535), "ssh_username": Schema.text, "ssh_password": Schema.text,
            "ssh_command": Schema.text, "ssh_key": Schema.text,
            "uuid_key": described(Schema.text, "What its renter needs to change it or to give it back."),
            "miner_version": Schema.integer,
            "expires_at": described(
                .object(["type": "string", "format": "date-time"]), "When the lease is over, where that is known."),
            "host_key": described(Schema.text, "The fingerprint of the SSH host key, where it is known."),
            "known_hosts": described(Schema.text, "The line for a known_hosts file, where the host key is known."),
        ], optional: ["expires_at", "host_key", "known_hosts"])

    private static let deviceRequirement = Schema.object(
        [
            "cpu_count": standard(1, 1, "CPU cores, at least."),
            "gpu_type": described(
                .object(["type": Schema.maybe("string"), "default": "gpu"]),
                "Part of the GPU's name; \"gpu\" for any GPU, \"\" for none."),
            "gpu_size": standard(0, 3, "More GPU memory than this, in GB; 0 for no GPU."),
            "ram": standard(0, 1, "Free memory in GB, at least."),
            "hard_disk": standard(0, 1, "Free disk in GB, at least."),
            "timeline": standard(1, 90, "The lease in days.", high: 3_650),
        ],
        optional: ["cpu_count", "gpu_type", "gpu_size", "ram", "hard_disk", "timeline"])

    private static let dockerRequirement = Schema.object(
        [
            "base_image": text("ubuntu", "The image of the container."),
            "ssh_key": text("", "The renter's public key: one line in OpenSSH's form."),
            "volume_path": text("/tmp", "Where the volume of the rental is mounted."),
            "dockerfile": text("", "Shell commands that run as root while the image is built."),
        ],
        optional: ["base_image", "ssh_key", "volume_path", "dockerfile"])

    private static func text(_ standard: String, _ about: String) -> JSONValue {
        described(.object(["type": Schema.maybe("string"), "default": .text(standard)]), about)
    }

    private static func standard(
        _ low: Int64, _ standard: Int64, _ about: String, high: Int64 = 1_000_000
    ) -> JSONValue {
        described(
            .object([
                "type": Schema.maybe("integer"), "minimum": .integer(low), "maximum": .integer(high),
                "default": .integer(standard),
            ]), about)
    }

    private static func described(_ schema: JSONValue, _ about: String) -> JSONValue {
        var members = schema.object ?? [:]
        members["description"] = .text(about)
        return .object(members)
    }
}
