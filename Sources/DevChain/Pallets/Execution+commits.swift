internal import Chain
internal import Keys

extension Execution {
    /// Commitments of one hotkey that may wait to be revealed.
    private static let commitCapacity = 10

    mutating func commitWeights(_ arguments: CallArguments, hotkey: AccountID) throws(Refusal) {
        let netuid = try arguments.integer("netuid", UInt16.self)
        guard let hash = AccountID(try arguments.bytes("commit_hash")) else { throw .other }
        let place = try checkCommit(arguments, netuid: netuid, hotkey: hotkey)
        let epoch = EpochClock(state, netuid: netuid)
        var waiting = state.value(Storage.commits, place.index, hotkey) ?? []
        waiting.removeAll { epoch.isExpired($0.block, at: block) }
        guard waiting.count < Self.commitCapacity else { throw .subtensor(.tooManyUnrevealedCommits) }
        let (first, last) = epoch.revealBlocks(block)
        waiting.append(CommitRecord(hash: hash, block: block, first: first, last: last))
        state.set(Storage.commits, place.index, hotkey, to: waiting)
        touch(place.index, uid: place.uid)
        emit("WeightsCommitted", .account(hotkey), .unsigned(UInt128(place.index)), .account(hash))
    }

    mutating func revealWeights(_ arguments: CallArguments, hotkey: AccountID) throws(Refusal) {
        let request = WeightRequest(
            netuid: try arguments.integer("netuid"), mechanism: mechanism(arguments),
            uids: try arguments.list("uids"), values: try arguments.list("values"),
            versionKey: try arguments.integer("version_key"))
        let commit = try findCommit(request, salt: try arguments.list("salt"), hotkey: hotkey)
        try storeWeights(request, hotkey: hotkey, limited: false)
        let index = Self.index(request.netuid, mechanism: request.mechanism)
        // Older commitments are void with a later one revealed.
        let left = (state.value(Storage.commits, index, hotkey) ?? []).filter { $0.block > commit.block }
        state.set(Storage.commits, index, hotkey, to: left.isEmpty ? nil : left)
        emit("WeightsRevealed", .account(hotkey), .unsigned(UInt128(index)), .account(commit.hash))
    }

    /// The commitment that these weights reveal now.
    func findCommit(_ request: WeightRequest, salt: [UInt16], hotkey: AccountID) throws(Refusal) -> CommitRecord {
        let netuid = request.netuid
        guard state.value(Storage.commitReveal, netuid, or: true) else { throw .subtensor(.commitRevealDisabled) }
        let index = Self.index(netuid, mechanism: request.mechanism)
        let commits = state.value(Storage.commits, index, hotkey) ?? []
        guard !commits.isEmpty else { throw .subtensor(.noWeightsCommitFound) }
        let hash = Self.commitHash(
            hotkey, index, uids: request.uids, values: request.values, salt: salt, versionKey: request.versionKey)
        guard let commit = commits.first(where: { $0.hash.bytes == hash }) else {
            throw .subtensor(.invalidRevealCommitHashNotMatch)
        }
        let epoch = EpochClock(state, netuid: netuid)
        guard !epoch.isExpired(commit.block, at: block) else { throw .subtensor(.expiredWeightCommit) }
        guard epoch.isDue(commit.block, at: block) else { throw .subtensor(.revealTooEarly) }
        return commit
    }

    /// Notes a commitment that the randomness beacon is to open; this chain has no beacon and never reveals it.
    mutating func commitTimelocked(_ arguments: CallArguments, hotkey: AccountID) throws(Refusal) {
        let netuid = try arguments.integer("netuid", UInt16.self)
        let commit = try arguments.bytes("commit")
        let round = try arguments.integer("reveal_round", UInt64.self)
        let version = try arguments.integer("commit_reveal_version", UInt16.self)
        let place = try checkCommit(arguments, netuid: netuid, hotkey: hotkey)
        guard version == state.value(Storage.commitVersion, or: 4) else {
            throw .subtensor(.incorrectCommitRevealVersion)
        }
        let epoch = EpochClock(state, netuid: netuid).epoch(block)
        var waiting = state.value(Storage.timelocked, place.index, epoch, or: [])
        guard waiting.count(where: { $0.hotkey == hotkey }) < Self.commitCapacity else {
            throw .subtensor(.tooManyUnrevealedCommits)
        }
        waiting.append(TimelockedRecord(hotkey: hotkey, block: block, commit: commit, round: round))
        state.set(Storage.timelocked, place.index, epoch, to: waiting)
        touch(place.index, uid: place.uid)
        emit(
            "TimelockedWeightsCommitted", .account(hotkey), .unsigned(UInt128(place.index)),
            .bytes(Blake2b.hash(commit, count: 32)), .unsigned(UInt128(round)))
    }

    /// What a commitment hides: blake2b-256 over hotkey, index, uids, values, salt and version key.
    static func commitHash(
        _ hotkey: AccountID, _ index: UInt16, uids: [UInt16], values: [UInt16], salt: [UInt16], versionKey: UInt64
    ) -> [UInt8] {
        var writer = ScaleWriter()
        writer.account(hotkey)
        writer.integer(index)
        for list in [uids, values, salt] { list.write(to: &writer) }
        writer.integer(versionKey)
        return Blake2b.hash(writer.bytes, count: 32)
    }

    private func checkCommit(
        _ arguments: CallArguments, netuid: UInt16, hotkey: AccountID
    ) throws(Refusal) -> (index: UInt16, uid: UInt16) {
        let mechanism = mechanism(arguments)
        try checkMechanism(mechanism, of: netuid)
        guard state.value(Storage.commitReveal, netuid, or: true) else { throw .subtensor(.commitRevealDisabled) }
        guard let uid = state.value(Storage.uids, netuid, hotkey) else {
            throw .subtensor(.hotKeyNotRegisteredInSubNet)
        }
        guard hasStakeForWeights(hotkey, netuid: netuid) else { throw .subtensor(.notEnoughStakeToSetWeights) }
        let index = Self.index(netuid, mechanism: mechanism)
        try checkRate(index, netuid: netuid, uid: uid, or: .commitTooFast)
        return (index, uid)
    }
}
