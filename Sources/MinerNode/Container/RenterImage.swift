import Docker

/// The image of an allocation whose renter gave shell commands.
///
/// The commands are a file of the build's context and run by `sh`; no byte of them is read as an instruction. They are
/// root in the image and may have changed anything, so that what makes it ours is put in force again after them.
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
            USER root
            LABEL \(labelled)
            COPY ni/script /.ni/script
            RUN ["/bin/sh", "/.ni/script"]

            """ + SSHBaseRecipe.finalInstructions
        var tar = TarWriter()
        try tar.file("Dockerfile", text: dockerfile)
        try tar.directory("ni", mode: 0o755)
        try tar.file("ni/script", text: script, mode: 0o700)
        try SSHBaseRecipe.addFinal(to: &tar)
        return tar.finished()
    }
}
