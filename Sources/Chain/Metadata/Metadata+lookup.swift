extension Metadata {
    /// The pallet with that name.
    package func pallet(_ name: String) -> Pallet? { pallets.first { $0.name == name } }

    /// The pallet with that index on the wire.
    package func pallet(index: UInt8) -> Pallet? { pallets.first { $0.index == index } }

    /// The storage item; throws `noPallet` or `noStorage`.
    package func storage(_ pallet: String, _ item: String) throws(MetadataError) -> StorageEntry {
        guard let found = self.pallet(pallet) else { throw .noPallet(pallet) }
        guard let entry = found.storage?.entries.first(where: { $0.name == item }) else {
            throw .noStorage(pallet, item)
        }
        return entry
    }

    /// The call with its numbers on the wire; throws `noPallet` or `noCall`.
    package func call(_ pallet: String, _ name: String) throws(MetadataError) -> CallDescription {
        guard let found = self.pallet(pallet) else { throw .noPallet(pallet) }
        guard let variant = variants(found.calls).first(where: { $0.name == name }) else {
            throw .noCall(pallet, name)
        }
        return CallDescription(pallet: found.name, palletIndex: found.index, variant: variant)
    }

    /// The method of a runtime API; throws `noAPI`.
    package func api(_ api: String, _ method: String) throws(MetadataError) -> RuntimeAPIMethod {
        let methods = apis.first { $0.name == api }?.methods ?? []
        guard let found = methods.first(where: { $0.name == method }) else { throw .noAPI(api, method) }
        return found
    }

    /// The constant; throws `noPallet` or `noConstant`.
    package func constant(_ pallet: String, _ name: String) throws(MetadataError) -> Constant {
        guard let found = self.pallet(pallet) else { throw .noPallet(pallet) }
        guard let constant = found.constants.first(where: { $0.name == name }) else {
            throw .noConstant(pallet, name)
        }
        return constant
    }

    /// The name and the documentation of a dispatch error of a pallet.
    package func moduleError(pallet: UInt8, error: UInt8) -> ModuleError? {
        guard let found = self.pallet(index: pallet) else { return nil }
        guard let variant = variants(found.errors).first(where: { $0.index == error }) else { return nil }
        return ModuleError(pallet: found.name, name: variant.name, docs: variant.docs.joined(separator: " "))
    }

    /// The type of an extrinsic's sender.
    package var addressType: UInt32? { extrinsic.addressType ?? extrinsicParameter("Address") }

    /// The type of all calls.
    package var callType: UInt32? { extrinsic.callType ?? extrinsicParameter("Call") }

    /// The type of an extrinsic's signature.
    package var signatureType: UInt32? { extrinsic.signatureType ?? extrinsicParameter("Signature") }

    private func extrinsicParameter(_ name: String) -> UInt32? {
        guard version < 15, let type = try? types.type(extrinsic.type) else { return nil }
        return type.parameters.first { $0.name == name }?.type
    }

    private func variants(_ id: UInt32?) -> [TypeVariant] {
        guard let id, let type = try? types.type(id), case .variant(let variants) = type.shape else { return [] }
        return variants
    }
}

/// A call and its two bytes on the wire: `palletIndex`, `variant.index`.
package struct CallDescription: Sendable, Equatable {
    package var pallet: String
    package var palletIndex: UInt8
    package var variant: TypeVariant

    /// The name of the call.
    package var name: String { variant.name }
    /// The second byte on the wire.
    package var index: UInt8 { variant.index }
    /// The arguments in the order of the bytes.
    package var fields: [TypeField] { variant.fields }
}

/// A dispatch error of a pallet in words.
package struct ModuleError: Sendable, Equatable {
    package var pallet: String
    package var name: String
    package var docs: String

    package init(pallet: String, name: String, docs: String) {
        self.pallet = pallet
        self.name = name
        self.docs = docs
    }
}
