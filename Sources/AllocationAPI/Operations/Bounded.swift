/// The same work for many, some at a time.
enum Bounded {
    /// What `work` gives for each of `items`, in their order; never more than `limit` of them at a time.
    static func map<Item: Sendable, R: Sendable>(
        _ items: [Item], atOnce limit: Int, _ work: @escaping @Sendable (Item) async -> R
    ) async -> [R] {
        await withTaskGroup(of: (Int, R).self) { group in
            var coming = items.enumerated().makeIterator()
            func begin() {
                guard let (position, item) = coming.next() else { return }
                group.addTask { (position, await work(item)) }
            }
            for _ in 0..<limit { begin() }
            var results: [(position: Int, result: R)] = []
            results.reserveCapacity(items.count)
            while let (position, result) = await group.next() {
                results.append((position, result))
                begin()
            }
            return results.sorted { $0.position < $1.position }.map(\.result)
        }
    }
}
