/// The primitive types, numbered as `scale-info` does.
package enum Primitive: UInt8, Sendable {
    case bool
    case char
    case str
    case u8
    case u16
    case u32
    case u64
    case u128
    case u256
    case i8
    case i16
    case i32
    case i64
    case i128
    case i256
}
