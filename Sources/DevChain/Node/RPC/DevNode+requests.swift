import JSON

extension DevNode {
    /// A client has connected; what it is to be told goes to `write`, which must keep the order of its calls.
    package func connect(_ write: @escaping @Sendable ([UInt8]) -> Void) -> ClientConnection {
        connections += 1
        let connection = ClientConnection(id: connections, write: write)
        book.connect(connection)
        return connection
    }

    /// A client has gone, with all that it subscribed to.
    package func disconnect(_ connection: ClientConnection) {
        book.disconnect(connection)
    }

    /// Carries out what a frame asks for; the answer is sent before anything that follows from it.
    func handle(_ frame: RPCRequest.Frame, from connection: ClientConnection) {
        var followUps: [RPCReply.FollowUp] = []
        switch frame {
        case .unreadable(let failure):
            connection.send(Self.answer(.null, failure))
        case .one(let request):
            if let answer = answer(request, connection, &followUps) { connection.send(answer) }
        case .batch(let requests):
            sendBatch(requests, connection, &followUps)
        }
        for followUp in followUps {
            switch followUp {
            case .first(let subscription, let value): book.tell(subscription, value)
            case .submitted(let hash, let watch):
                if let watch { pool.update(hash) { $0.watches.append(watch) } }
                announceReady()
                if let watch, !pool.isAnnounced(hash) { book.tell(watch, .text("future")) }
            }
        }
    }

    private func sendBatch(
        _ requests: [Result<RPCRequest, RPCRequest.Refused>], _ connection: ClientConnection,
        _ followUps: inout [RPCReply.FollowUp]
    ) {
        var bytes: [UInt8] = []
        for request in requests {
            guard let answer = answer(request, connection, &followUps) else { continue }
            bytes.append(bytes.isEmpty ? UInt8(ascii: "[") : UInt8(ascii: ","))
            bytes += answer.serialized
            guard bytes.count <= configuration.largestBatchAnswer else {
                connection.send(Self.answer(.null, .batchAnswerTooLarge))
                return
            }
        }
        guard !bytes.isEmpty else { return }
        bytes.append(UInt8(ascii: "]"))
        connection.send(serialized: bytes)
    }

    private func answer(
        _ request: Result<RPCRequest, RPCRequest.Refused>, _ connection: ClientConnection,
        _ followUps: inout [RPCReply.FollowUp]
    ) -> JSONValue? {
        switch request {
        case .success(let request): return answer(request, connection, &followUps)
        case .failure(let bad): return Self.answer(bad.id, bad.failure)
        }
    }

    private func answer(
        _ request: RPCRequest, _ connection: ClientConnection, _ followUps: inout [RPCReply.FollowUp]
    ) -> JSONValue? {
        do throws(RPCFailure) {
            let reply = try reply(to: request, connection)
            if let followUp = reply.followUp { followUps.append(followUp) }
            return request.id.map {
                .object(["jsonrpc": .text("2.0"), "id": $0, "result": reply.result])
            }
        } catch {
            return request.id.map { Self.answer($0, error) }
        }
    }

    private static func answer(_ id: JSONValue, _ failure: RPCFailure) -> JSONValue {
        .object(["jsonrpc": .text("2.0"), "id": id, "error": failure.json])
    }

    private func reply(to request: RPCRequest, _ connection: ClientConnection) throws(RPCFailure) -> RPCReply {
        let arguments = request.arguments
        guard let method = RPCMethod(name: request.method) else { throw .methodNotFound }
        switch method {
        case .rpcMethods, .systemChain, .systemChainType, .systemName, .systemVersion, .systemProperties,
            .systemHealth, .systemPeers, .systemNodeRoles, .systemSyncState, .systemNextIndex:
            return RPCReply(try system(method, arguments))
        case .chainGetHeader, .chainGetBlock, .chainGetBlockHash, .chainGetFinalizedHead:
            return RPCReply(try chain(method, arguments))
        case .stateCall, .stateGetMetadata, .stateGetRuntimeVersion, .stateGetStorage, .stateGetStorageHash,
            .stateGetStorageSize, .stateGetKeysPaged, .stateQueryStorageAt:
            return RPCReply(try storage(method, arguments))
        case .authorSubmit, .authorSubmitAndWatch, .authorPending:
            return try author(method, arguments, connection)
        case .paymentQueryInfo:
            return RPCReply(try paymentInfo(arguments))
        case .chainSubscribeNewHeads, .chainSubscribeAllHeads, .chainSubscribeFinalizedHeads,
            .stateSubscribeRuntimeVersion, .stateSubscribeStorage:
            return try subscribe(method, arguments, connection)
        case .chainUnsubscribeNewHeads, .chainUnsubscribeAllHeads, .chainUnsubscribeFinalizedHeads,
            .stateUnsubscribeRuntimeVersion, .stateUnsubscribeStorage, .authorUnwatch:
            book.close(try arguments.text(0), of: connection)
            return RPCReply(.bool(true))
        }
    }
}
