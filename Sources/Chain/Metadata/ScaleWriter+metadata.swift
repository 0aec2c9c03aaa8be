extension ScaleWriter {
    mutating func metadata(_ metadata: Metadata) {
        registry(metadata.types.types)
        vector(metadata.pallets) { writer, pallet in writer.pallet(pallet, metadata.version) }
        extrinsic(metadata.extrinsic, metadata.version)
        compact(metadata.runtimeType)
        guard metadata.version == 15 else { return }
        vector(metadata.apis) { writer, api in writer.runtimeAPI(api) }
        let enums = metadata.outerEnums ?? OuterEnums(call: 0, event: 0, error: 0)
        compact(enums.call)
        compact(enums.event)
        compact(enums.error)
        vector(metadata.custom) { writer, entry in
            writer.text(entry.name)
            writer.compact(entry.type)
            writer.byteVector(entry.value)
        }
    }

    mutating func texts(_ texts: [String]) {
        vector(texts) { writer, text in writer.text(text) }
    }

    mutating func optionalType(_ type: UInt32?) {
        option(type) { writer, type in writer.compact(type) }
    }

    private mutating func pallet(_ pallet: Pallet, _ version: UInt8) {
        text(pallet.name)
        option(pallet.storage) { writer, storage in
            writer.text(storage.prefix)
            writer.vector(storage.entries) { writer, entry in writer.storageEntry(entry) }
        }
        optionalType(pallet.calls)
        optionalType(pallet.events)
        vector(pallet.constants) { writer, constant in
            writer.text(constant.name)
            writer.compact(constant.type)
            writer.byteVector(constant.value)
            writer.texts(constant.docs)
        }
        optionalType(pallet.errors)
        byte(pallet.index)
        if version == 15 { texts(pallet.docs) }
    }

    private mutating func storageEntry(_ entry: StorageEntry) {
        text(entry.name)
        byte(entry.modifier.rawValue)
        switch entry.kind {
        case .plain(let type):
            byte(0)
            compact(type)
        case .map(let hashers, let key, let value):
            byte(1)
            vector(hashers) { writer, hasher in writer.byte(hasher.rawValue) }
            compact(key)
            compact(value)
        }
        byteVector(entry.fallback)
        texts(entry.docs)
    }

    private mutating func extrinsic(_ extrinsic: ExtrinsicFormat, _ version: UInt8) {
        if version == 14 {
            compact(extrinsic.type)
            byte(extrinsic.version)
        } else {
            byte(extrinsic.version)
            compact(extrinsic.addressType ?? 0)
            compact(extrinsic.callType ?? 0)
            compact(extrinsic.signatureType ?? 0)
            compact(extrinsic.extraType ?? 0)
        }
        vector(extrinsic.extensions) { writer, signed in
            writer.text(signed.identifier)
            writer.compact(signed.type)
            writer.compact(signed.additional)
        }
    }

    private mutating func runtimeAPI(_ api: RuntimeAPI) {
        text(api.name)
        vector(api.methods) { writer, method in
            writer.text(method.name)
            writer.vector(method.inputs) { writer, input in
                writer.text(input.name)
                writer.compact(input.type)
            }
            writer.compact(method.output)
            writer.texts(method.docs)
        }
        texts(api.docs)
    }
}
