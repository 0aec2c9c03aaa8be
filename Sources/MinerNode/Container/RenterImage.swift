import Docker

/// The image of an allocation whose renter gave shell commands.
///
/// The commands are a file of the build's context and run by `sh`; no byte of them is read as an instruction. They are
/// root in the image and may have changed any file, so that ours are put in force again after them. User, entrypoint
/// and command are no files: they are those of the base. Output and errors are one stream, which keeps their order.
enum RenterImage {
    /// Archive from which the image is built on `base`, with `script` run in it.
    ///
    /// The labels come first, so that the unfinished images of a build that fails carry them too.
    static func context(
        base: String, script: String, labels: [(name: String, value: String)]
    ) throws(TarError) -> [UInt8] {
        let labelled = labels.map { "\($0.name)=\"\($0.value)\"" }.joined(separator: " ")
        let dockerfile =
            """
            FROM \(base)
            LABEL \(labelled)
            COPY script /.ni/script
            RUN ["/bin/sh", "-c", "exec /bin/sh /.ni/script 2>&1"]

            """ + SSHBaseRecipe.finalInstructions
        var tar = TarWriter()
        try tar.file("Dockerfile", text: dockerfile)
        try tar.file("script", text: script, mode: 0o700)
        try SSHBaseRecipe.addFinal(to: &tar)
        return tar.finished()
    }
}
