/// How long an extrinsic shall be valid.
package enum EraWish: Sendable, Equatable {
    case immortal
    /// At least this many blocks, at most 65,536.
    case mortal(UInt64)
}
