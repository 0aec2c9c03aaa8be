internal import Chain
internal import Keys

extension PalletDescription {
    /// The pallets of this chain in the order of their indices, which are those of the real chain.
    static let all = [
        system, timestamp, aura, balances, transactionPayment, subtensor, commitments, drand,
    ]

    /// Makes its enums known as `SystemCall`, `SystemEvent` and `SystemError`, as far as it has them.
    func declareEnums(in table: inout TypeTable) {
        if !calls.isEmpty {
            let variants = calls.sorted { $0.index < $1.index }.map { call in
                TypeDeclaration.Variant(
                    name: call.name, index: call.index, members: table.arguments(call.arguments), docs: docs(call.docs))
            }
            declare("Call", variants, in: &table)
        }
        if !events.isEmpty {
            let variants = events.map { event in
                TypeDeclaration.Variant(name: event.name, index: event.index, members: table.members(event.members))
            }
            declare("Event", variants, in: &table)
        }
        if !errors.isEmpty {
            let variants = errors.map { failure in
                TypeDeclaration.Variant(
                    name: failure.name, index: failure.index, members: [], docs: docs(failure.docs))
            }
            declare("Error", variants, in: &table)
        }
    }

    /// What the metadata lists; its enums have to be declared already.
    func pallet(in table: inout TypeTable) -> Pallet {
        let entries = storage.map { $0.entry(in: &table) }
        let constants = constants.map { constant in
            Constant(
                name: constant.name, type: table.id(constant.type), value: Hex.decode(constant.value) ?? [], docs: [])
        }
        return Pallet(
            name: name, storage: entries.isEmpty ? nil : PalletStorage(prefix: name, entries: entries),
            calls: calls.isEmpty ? nil : table.id("\(name)Call"),
            events: events.isEmpty ? nil : table.id("\(name)Event"), constants: constants,
            errors: errors.isEmpty ? nil : table.id("\(name)Error"), index: index, docs: [])
    }

    private func declare(_ part: String, _ variants: [TypeDeclaration.Variant], in table: inout TypeTable) {
        let declaration = TypeDeclaration(
            path: [module, "pallet", part], parameters: generics.map { ($0, nil) }, body: .enumeration(variants))
        table.declare("\(name)\(part)", declaration)
    }

    private func docs(_ text: String) -> [String] { text.isEmpty ? [] : [text] }
}

extension PalletDescription.Item {
    func entry(in table: inout TypeTable) -> StorageEntry {
        let value = table.id(self.value)
        let kind: StorageEntry.Kind =
            hashers.isEmpty ? .plain(value) : .map(hashers: hashers, key: table.id(key), value: value)
        let absent: [UInt8] =
            switch modifier {
            case .optional: [0]
            case .standard: fallback.flatMap { Hex.decode($0) } ?? table.zero(value)
            }
        return StorageEntry(
            name: name, modifier: modifier == .optional ? .optional : .default, kind: kind, fallback: absent, docs: [])
    }
}

extension APIDescription {
    func api(in table: inout TypeTable) -> RuntimeAPI {
        RuntimeAPI(
            name: name,
            methods: methods.map { method in
                let inputs = table.arguments(method.inputs).map { input in
                    RuntimeAPIInput(name: input.name ?? "", type: table.id(input.type))
                }
                return RuntimeAPIMethod(
                    name: method.name, inputs: inputs, output: table.id(method.output), docs: [])
            }, docs: [])
    }
}
