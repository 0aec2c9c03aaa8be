internal import GRDB

/// The typed columns of `miner_details`, and which of them are behind.
enum MachineTable {
    /// Whether rows of `miner_details` changed since the table was brought up to date.
    static func isBehind(_ db: Database) throws -> Bool {
        try Bool.fetchOne(db, sql: "SELECT EXISTS (SELECT 1 FROM machine_dirty)") ?? false
    }

    /// Reads the JSON of the rows that changed, once.
    static func refresh(_ db: Database) throws {
        let changed = try changedMachines(db)
        try db.execute(sql: "DELETE FROM machine WHERE hotkey IN (SELECT hotkey FROM machine_dirty)")
        // Two hotkeys that read the same must not stop all others: hence OR REPLACE.
        let insert = try db.cachedStatement(
            sql: "INSERT OR REPLACE INTO machine (details_id, \(columns)) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
        for (place, machine) in changed {
            try insert.execute(arguments: [
                place, machine.hotkey, machine.cpuCount, machine.gpuName, machine.gpuCapacity, machine.gpuCount,
                machine.ramAvailable, machine.ramTotal, machine.diskFree, machine.diskTotal,
            ])
        }
        try db.execute(sql: "DELETE FROM machine_dirty")
    }

    /// Every machine as `miner_details` has it now, in the order of its rows, whether or not the table is behind.
    static func machines(_ db: Database) throws -> [Machine] {
        let changed = try changedMachines(db)
        let rows = try Row.fetchCursor(
            db,
            sql: """
                SELECT details_id, \(columns) FROM machine WHERE hotkey NOT IN (SELECT hotkey FROM machine_dirty)
                ORDER BY details_id
                """)
        var machines: [(place: Int64, machine: Machine)] = []
        while let row = try rows.next() {
            let machine = Machine(
                hotkey: row[1], cpuCount: row[2], gpuName: row[3], gpuCapacity: row[4], gpuCount: row[5],
                ramAvailable: row[6], ramTotal: row[7], diskFree: row[8], diskTotal: row[9])
            machines.append((row[0], machine))
        }
        if !changed.isEmpty {
            machines = (machines + changed).sorted { $0.place < $1.place }
        }
        return machines.map(\.machine)
    }

    private static let columns =
        "hotkey, cpu_count, gpu_name, gpu_capacity, gpu_count, ram_available, ram_total, disk_free, disk_total"

    private static func changedMachines(_ db: Database) throws -> [(place: Int64, machine: Machine)] {
        let rows = try Row.fetchCursor(
            db,
            sql: """
                SELECT rowid, hotkey, details FROM miner_details
                WHERE hotkey IN (SELECT hotkey FROM machine_dirty)
                    AND typeof(hotkey) = 'text' AND typeof(details) = 'text'
                """)
        var machines: [(place: Int64, machine: Machine)] = []
        while let row = try rows.next() {
            guard let machine = MachineSpecs.machine(hotkey: row[1], details: row[2]) else { continue }
            machines.append((row[0], machine))
        }
        return machines
    }
}
