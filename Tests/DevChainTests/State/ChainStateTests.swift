import DevChain
import Testing

struct ChainStateTests {
    @Test("What changed since the last call is told once, with the values before it")
    func changes() {
        var state = ChainState(entries: [[1]: [10], [2]: [20]])
        state[[1]] = [11]
        state[[1]] = [12]
        state[[2]] = nil
        state[[3]] = [30]
        state[[2]] = [20]
        let changes = state.takeChanges()
        #expect(changes[[1]] == .some([10]))
        #expect(changes[[2]] == .some([20]))
        #expect(changes.index(forKey: [3]) != nil && changes[[3]] == .some(nil))
        #expect(state.takeChanges().isEmpty)
    }

    @Test("Writing what is there already changes nothing")
    func same() {
        var state = ChainState(entries: [[1]: [10]])
        state[[1]] = [10]
        state[[9]] = nil
        #expect(state.takeChanges().isEmpty)
    }

    @Test("Keys come in byte order, after the one named, and not more than wanted")
    func keys() {
        var state = ChainState()
        for key in [[1, 2], [1], [1, 1], [2], [1, 255], [0]] as [[UInt8]] { state[key] = [] }
        #expect(state.keys(prefix: [1], count: 10) == [[1], [1, 1], [1, 2], [1, 255]])
        #expect(state.keys(prefix: [1], after: [1, 1], count: 10) == [[1, 2], [1, 255]])
        #expect(state.keys(prefix: [1], after: [1], count: 1) == [[1, 1]])
        #expect(state.keys(prefix: [], count: 2) == [[0], [1]])
        #expect(state.keys(prefix: [7], count: 5) == [])
        #expect(state.keys(prefix: [], count: -1) == [])
    }

    @Test("A copy is a snapshot")
    func snapshot() {
        var state = ChainState(entries: [[1]: [1]])
        let before = state
        state[[1]] = [2]
        #expect(before[[1]] == [1])
        #expect(before != state)
    }
}
