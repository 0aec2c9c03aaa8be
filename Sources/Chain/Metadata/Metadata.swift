/// What a runtime says about itself: types, pallets, extrinsics and, from V15 on, runtime APIs.
package struct Metadata: Sendable, Equatable {
    /// 14 or 15.
    package var version: UInt8
    package var types: TypeRegistry
    package var pallets: [Pallet]
    package var extrinsic: ExtrinsicFormat
    /// The type of the runtime itself.
    package var runtimeType: UInt32
    /// V15 only, as the two below.
    package var apis: [RuntimeAPI]
    package var outerEnums: OuterEnums?
    package var custom: [CustomEntry]

    package init(
        version: UInt8, types: TypeRegistry, pallets: [Pallet], extrinsic: ExtrinsicFormat, runtimeType: UInt32,
        apis: [RuntimeAPI] = [], outerEnums: OuterEnums? = nil, custom: [CustomEntry] = []
    ) {
        self.version = version
        self.types = types
        self.pallets = pallets
        self.extrinsic = extrinsic
        self.runtimeType = runtimeType
        self.apis = apis
        self.outerEnums = outerEnums
        self.custom = custom
    }
}
