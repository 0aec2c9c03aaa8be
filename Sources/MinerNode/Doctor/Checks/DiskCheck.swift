/// There is room for the role's state and the renter's images and files.
struct DiskCheck: DoctorCheck {
    /// Bytes, less than which is little.
    static let little = 20 * 1_000_000_000

    /// A directory and what it is for.
    struct Room: Sendable {
        let purpose: String
        /// One that is not there counts as its nearest parent.
        let path: String
    }

    let directories: @Sendable () async throws -> [Room]
    /// Bytes that this user can still write in a directory; nil when it cannot be told.
    let free: @Sendable (String) -> Int?

    let name = "disk"
    let remedyWhenSilent = "a file system does not answer: see `df`"

    func look() async throws -> DoctorOutcome {
        let directories = try await directories()
        guard !directories.isEmpty else {
            throw DoctorPrerequisite(reason: "neither the data directory nor the engine's is known")
        }
        let rooms = try await OwnThread.run(limit: limit) { [free] _ in
            directories.compactMap { room in free(ExistingParent.of(room.path)).map { (room: room, free: $0) } }
        }
        guard let least = rooms.min(by: { $0.free < $1.free }) else {
            return .warning("the free space is not known", mend: "see `df`")
        }
        if least.free < Self.little {
            return .warning(
                "\(Self.text(least.free)) free for \(least.room.purpose) (\(least.room.path)); 20 GB and more are usual",
                mend: "make room: `docker system df` and `du -xh --max-depth 1 \(least.room.path)` show what is there")
        }
        return .ok(rooms.map { "\(Self.text($0.free)) free for \($0.room.purpose)" }.joined(separator: ", "))
    }

    private static func text(_ bytes: Int) -> String { "\(bytes / 1_000_000_000) GB" }
}
