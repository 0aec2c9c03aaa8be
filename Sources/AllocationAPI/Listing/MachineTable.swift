import NIOCore

/// A list of machines with their status, as one listing shows it: filters run over figures, pages are copied bytes.
struct MachineTable: Sendable {
    /// A machine that is listed.
    struct Entry: Sendable {
        /// Its place among the encoded machines.
        let index: Int
        let isReserved: Bool
        /// From when on it is shown, in seconds since 1970; nil when nobody knows yet.
        var shownFrom: Double? = -.infinity
    }

    /// Whom a listing leaves out besides those that the filter does.
    struct Scope: Sendable {
        /// Seconds since 1970.
        var now: Double = 0
        var leavesOutReserved = false

        static let everything = Scope()
    }

    /// Places in a table, in order.
    struct Matches: Sendable {
        fileprivate let places: [Int32]
        let reserved: Int

        var count: Int { places.count }
    }

    private struct Row: Sendable {
        let figures: EncodedMachines.Figures
        let isReserved: Bool
        let shownFrom: Double
    }

    private let rows: [Row]
    private let names: [[UInt8]]
    /// The JSON of all rows, a comma between two.
    private let bytes: [UInt8]
    /// Where the bytes of each row end.
    private let ends: [Int]

    init(_ entries: [Entry], of machines: EncodedMachines) {
        var rows: [Row] = []
        var ends: [Int] = []
        var bytes: [UInt8] = []
        rows.reserveCapacity(entries.count)
        ends.reserveCapacity(entries.count)
        bytes.reserveCapacity(entries.count * 256)
        for entry in entries {
            rows.append(
                Row(
                    figures: machines.figures[entry.index], isReserved: entry.isReserved,
                    shownFrom: entry.shownFrom ?? .infinity))
            if !ends.isEmpty { bytes.append(UInt8(ascii: ",")) }
            bytes.append(contentsOf: machines.head(at: entry.index))
            bytes.append(contentsOf: (entry.isReserved ? #"reserved"}"# : #"available"}"#).utf8)
            ends.append(bytes.count)
        }
        self.rows = rows
        self.ends = ends
        self.bytes = bytes
        names = machines.names
    }

    /// The machines that `query` lets through.
    func matches(_ query: ResourceQuery, in scope: Scope) -> Matches {
        let needle = query.gpuName.map { Array($0.utf8) }
        let isNamed = needle.map { needle in names.map { ByteSearch.contains(needle, in: $0) } }
        var places: [Int32] = []
        places.reserveCapacity(rows.count)
        var reserved = 0
        for (place, row) in rows.enumerated() {
            if let isNamed, !isNamed[row.figures.name] { continue }
            guard query.cpuCount.contain(row.figures.cpuCount), query.gpuCapacity.contain(row.figures.gpuCapacity),
                query.ram.contain(row.figures.ram), query.hardDisk.contain(row.figures.hardDisk),
                row.shownFrom <= scope.now, !(scope.leavesOutReserved && row.isReserved)
            else { continue }
            places.append(Int32(truncatingIfNeeded: place))
            if row.isReserved { reserved += 1 }
        }
        return Matches(places: places, reserved: reserved)
    }

    /// The bytes of `range` of `matches`, with commas between them, are in `buffer`.
    func write(_ range: Range<Int>, of matches: Matches, into buffer: inout ByteBuffer) {
        let places = matches.places[range]
        guard var first = places.first, var last = places.first else { return }
        // Neighbours are copied together: where nothing is filtered out that is everything at once.
        for place in places.dropFirst() {
            if place != last + 1 {
                buffer.writeBytes(bytes[bytes(of: first...last)])
                buffer.writeInteger(UInt8(ascii: ","))
                first = place
            }
            last = place
        }
        buffer.writeBytes(bytes[bytes(of: first...last)])
    }

    /// Where the rows at `places` lie, with the commas between them.
    private func bytes(of places: ClosedRange<Int32>) -> Range<Int> {
        let first = Int(places.lowerBound)
        return (first == 0 ? 0 : ends[first - 1] + 1)..<ends[Int(places.upperBound)]
    }
}
