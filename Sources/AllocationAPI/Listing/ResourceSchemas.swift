import JSON

/// The JSON of listings, for the document of the API.
enum ResourceSchemas {
    /// Schemas that endpoints refer to by name.
    static let components: [String: JSONValue] = ["Resource": resource, "ResourceQuery": query]

    private static let resource = Schema.object([
        "hotkey": Schema.text, "cpu_count": Schema.integer, "gpu_name": Schema.text, "gpu_capacity": Schema.number,
        "gpu_count": Schema.integer, "ram": Schema.number, "hard_disk": Schema.number,
        "allocate_status": ["type": "string", "enum": ["available", "reserved"]],
    ])

    private static let query: JSONValue = {
        let figures = [
            "gpu_capacity_min", "gpu_capacity_max", "hard_disk_total_min", "hard_disk_total_max", "ram_total_min",
            "ram_total_max",
        ]
        var members = ["gpu_name": Schema.optional(Schema.text)]
        for name in ["cpu_count_min", "cpu_count_max"] { members[name] = Schema.optional(Schema.integer) }
        for name in figures { members[name] = Schema.optional(Schema.number) }
        return Schema.object(members, optional: Set(members.keys))
    }()

    /// The `data` of a listing of machines: a page, or the figures that `stats` asks for.
    static let listing: JSONValue = [
        "anyOf": [PageRequest.schema(of: Schema.reference("Resource")), Schema.object(["stats": stats])]
    ]

    private static let stats = Schema.object([
        "available": Schema.integer, "reserved": Schema.integer, "total": Schema.integer,
    ])

    static let count = Schema.object(["count": Schema.integer])

    static let nothing: JSONValue = ["type": "object", "maxProperties": 0]

    /// The config that a node tells of itself, or null.
    private static let config = Schema.optional(["type": "object"])

    static let run = Schema.object([
        "id": Schema.text, "name": Schema.text, "description": Schema.text, "configs": config, "state": Schema.text,
        "start_at": Schema.text,
    ])

    static let namedRun = Schema.object([
        "id": Schema.text, "name": Schema.text, "description": Schema.text, "config": config,
    ])

    static let specs = Schema.object([
        "hotkey": Schema.text, "configs": config, "specs": ["type": "object"], "state": Schema.text,
    ])

    static let miner = Schema.object([
        "hotkey": Schema.text, "details": Schema.optional(["type": "object"]),
    ])
}
