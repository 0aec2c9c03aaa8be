/// How extrinsics are written.
package struct ExtrinsicFormat: Sendable, Equatable {
    /// The version of the format, 4.
    package var version: UInt8
    /// The type of the whole extrinsic in V14, whose parameters name its parts; 0 in V15.
    package var type: UInt32
    /// V15 only, as the three below; `Metadata.addressType` answers for both.
    package var addressType: UInt32?
    package var callType: UInt32?
    package var signatureType: UInt32?
    package var extraType: UInt32?
    /// The signed extensions in the order of the bytes.
    package var extensions: [SignedExtension]

    package init(
        version: UInt8 = 4, type: UInt32 = 0, addressType: UInt32? = nil, callType: UInt32? = nil,
        signatureType: UInt32? = nil, extraType: UInt32? = nil, extensions: [SignedExtension]
    ) {
        self.version = version
        self.type = type
        self.addressType = addressType
        self.callType = callType
        self.signatureType = signatureType
        self.extraType = extraType
        self.extensions = extensions
    }
}

/// One signed extension: `type` is sent and signed, `additional` only signed.
package struct SignedExtension: Sendable, Equatable {
    package var identifier: String
    package var type: UInt32
    package var additional: UInt32

    package init(identifier: String, type: UInt32, additional: UInt32) {
        self.identifier = identifier
        self.type = type
        self.additional = additional
    }
}
