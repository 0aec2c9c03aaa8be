/// How bad it is.
package enum DoctorVerdict: String, Sendable, Encodable, CaseIterable {
    case ok
    /// The role runs, but not as well as it could; or it is not known whether it does.
    case warning
    /// The role does not run, or nobody can use it.
    case problem
}
