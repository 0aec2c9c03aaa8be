/// What a program that ended by itself left behind.
package struct ProgramOutput: Sendable, Equatable {
    /// Its exit code.
    package let status: Int32
    /// What it wrote to standard output; bytes that are not UTF-8 read as U+FFFD.
    package let output: String
    /// What it wrote to standard error.
    package let errors: String

    package init(status: Int32, output: String, errors: String) {
        self.status = status
        self.output = output
        self.errors = errors
    }
}
