import JSON

extension GraphQLOperation {
    static let deleteRun = GraphQLOperation(
        name: "DeleteRun",
        text: """
            mutation DeleteRun($id: ID!, $deleteArtifacts: Boolean) {
              deleteRun(input: { id: $id, deleteArtifacts: $deleteArtifacts }) { clientMutationId }
            }
            """)
}

extension WandbProject {
    /// Its artifacts go, too.
    package func delete(storageID: String) async throws(StateError) {
        let data = try await transport.ask(.deleteRun, ["id": .text(storageID), "deleteArtifacts": true])
        guard data["deleteRun"]?.object != nil else { throw .malformed("no word of what was deleted") }
    }
}
