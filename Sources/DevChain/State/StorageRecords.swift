internal import Chain
internal import Keys

/// `frame_system::AccountInfo`: the nonce and the balance of an account.
struct AccountRecord: Storable, Equatable {
    var nonce: UInt32 = 0
    var consumers: UInt32 = 0
    var providers: UInt32 = 0
    var sufficients: UInt32 = 0
    var free: UInt64 = 0
    var reserved: UInt64 = 0
    var frozen: UInt64 = 0
    /// The top bit says that the account keeps its record by the newer rules.
    var flags: UInt128 = 1 << 127

    static func read(_ reader: inout ScaleReader) throws(ScaleError) -> AccountRecord {
        AccountRecord(
            nonce: try reader.integer(), consumers: try reader.integer(), providers: try reader.integer(),
            sufficients: try reader.integer(), free: try reader.integer(), reserved: try reader.integer(),
            frozen: try reader.integer(), flags: try reader.integer())
    }

    func write(to writer: inout ScaleWriter) {
        for number in [nonce, consumers, providers, sufficients] { writer.integer(number) }
        for number in [free, reserved, frozen] { writer.integer(number) }
        writer.integer(flags)
    }
}

extension AxonRecord: Storable {
    static func read(_ reader: inout ScaleReader) throws(ScaleError) -> AxonRecord {
        AxonRecord(
            block: try reader.integer(), version: try reader.integer(), ip: try reader.integer(),
            port: try reader.integer(), ipType: try reader.byte(), protocolNumber: try reader.byte(),
            placeholder1: try reader.byte(), placeholder2: try reader.byte())
    }

    func write(to writer: inout ScaleWriter) {
        writer.integer(block)
        writer.integer(version)
        writer.integer(ip)
        writer.integer(port)
        writer.bytes([ipType, protocolNumber, placeholder1, placeholder2])
    }
}

extension PrometheusRecord: Storable {
    static func read(_ reader: inout ScaleReader) throws(ScaleError) -> PrometheusRecord {
        PrometheusRecord(
            block: try reader.integer(), version: try reader.integer(), ip: try reader.integer(),
            port: try reader.integer(), ipType: try reader.byte())
    }

    func write(to writer: inout ScaleWriter) {
        writer.integer(block)
        writer.integer(version)
        writer.integer(ip)
        writer.integer(port)
        writer.byte(ipType)
    }
}

/// The certificate of an axon: its key and the number of its kind.
struct CertificateRecord: Storable {
    var publicKey: [UInt8]
    var algorithm: UInt8

    static func read(_ reader: inout ScaleReader) throws(ScaleError) -> CertificateRecord {
        CertificateRecord(publicKey: try reader.byteVector(), algorithm: try reader.byte())
    }

    func write(to writer: inout ScaleWriter) {
        writer.byteVector(publicKey)
        writer.byte(algorithm)
    }
}

/// One weight: of whom, and how much of 65,535.
struct WeightRecord: Storable, Equatable {
    var uid: UInt16
    var weight: UInt16

    static func read(_ reader: inout ScaleReader) throws(ScaleError) -> WeightRecord {
        WeightRecord(uid: try reader.integer(), weight: try reader.integer())
    }

    func write(to writer: inout ScaleWriter) {
        writer.integer(uid)
        writer.integer(weight)
    }
}

/// A commitment to weights: the hash, the block it was made in, and the blocks between which it may be revealed.
struct CommitRecord: Storable, Equatable {
    var hash: AccountID
    var block: UInt64
    var first: UInt64
    var last: UInt64

    static func read(_ reader: inout ScaleReader) throws(ScaleError) -> CommitRecord {
        CommitRecord(
            hash: try reader.account(), block: try reader.integer(), first: try reader.integer(),
            last: try reader.integer())
    }

    func write(to writer: inout ScaleWriter) {
        writer.account(hash)
        for number in [block, first, last] { writer.integer(number) }
    }
}

/// A commitment that a later round of the randomness beacon opens.
struct TimelockedRecord: Storable, Equatable {
    var hotkey: AccountID
    var block: UInt64
    var commit: [UInt8]
    var round: UInt64

    static func read(_ reader: inout ScaleReader) throws(ScaleError) -> TimelockedRecord {
        TimelockedRecord(
            hotkey: try reader.account(), block: try reader.integer(), commit: try reader.byteVector(),
            round: try reader.integer())
    }

    func write(to writer: inout ScaleWriter) {
        writer.account(hotkey)
        writer.integer(block)
        writer.byteVector(commit)
        writer.integer(round)
    }
}

/// Who a subnet says it is.
struct IdentityRecord: Storable {
    /// Name, repository, contact, address, discord, description, logo, additional.
    var texts: [[UInt8]]

    static func read(_ reader: inout ScaleReader) throws(ScaleError) -> IdentityRecord {
        var texts: [[UInt8]] = []
        for _ in 0..<8 { texts.append(try reader.byteVector()) }
        return IdentityRecord(texts: texts)
    }

    func write(to writer: inout ScaleWriter) { for text in texts { writer.byteVector(text) } }
}
