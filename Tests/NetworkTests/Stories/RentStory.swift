import Keys
import Market
import Testing

extension NetworkStories {
    @Suite(.serialized, .timeLimit(.minutes(3))) struct RentStory {
        @Test("A machine is rented over HTTPS, used over SSH, protected from strangers, and given back")
        func rent() async throws {
            try await Cluster.with { cluster async throws in
                try await cluster.startMiner()
                try await cluster.startAPI()
                let hotkey = cluster.hotkey
                let sshKey = try await SSHClient.makeKey(in: cluster.directory)
                try await cluster.withAPI { api async throws in
                    let answer = try await api.allocate(
                        hotkey, sshKey: sshKey, json: #"{"volume_path":"/data","dockerfile":"touch /from-script"}"#)
                    #expect(answer.status == 200)
                    #expect(answer.body.message == "Resource was successfully allocated")
                    let rented = try #require(answer.rented)
                    #expect(rented.command == "ssh root@\(cluster.minerIP) -p \(cluster.sshPort)")
                    let ssh = SSHClient(directory: cluster.directory, ip: rented.ip, port: rented.port)
                    #expect(
                        try await ssh.withPassword(rented.password, "echo `id -un` `ls -d /data /from-script`")
                            == "root /data /from-script")
                    #expect(try await ssh.withKey("echo hello") == "hello")
                    #expect(try await ssh.withPassword("wrong", "true") == nil)
                    #expect(try await api.allocations() == [rented])
                    let kinds = try await cluster.objects().map { $0.prefix { $0 != " " } }
                    #expect(kinds == ["container", "volume", "network", "image"])

                    // Nobody gets it a second time, and nobody but its renter ends it.
                    let second = try await api.allocate(hotkey)
                    #expect(second.status == 404)
                    #expect(second.body.message == "Fail to allocate resource")
                    let wrong = try await api.deallocate(hotkey, uuid: "00000000-0000-0000-0000-000000000000")
                    #expect(wrong.status == 400)
                    #expect(wrong.body.message == "Deallocation not successfully, please try again.")
                    let stranger = try RenterPrivateKey.generate().publicPEM
                    #expect(
                        await cluster.ask(Allocate(timeline: 0, checking: false, publicKey: stranger))?.status == false)
                    #expect(try await ssh.withKey("echo still") == "still")

                    let released = try await api.deallocate(hotkey, uuid: rented.uuid)
                    #expect(released.status == 200)
                    #expect(released.body.message == "Resource deallocated successfully.")
                    let listing = try await api.post("/list/allocations_sql")
                    #expect(listing.status == 404)
                    #expect(listing.body.message == "No resources found.")
                    #expect(try await cluster.objects() == [])
                    #expect(!cluster.log.contains(rented.password))
                    #expect(!cluster.log.contains("PRIVATE KEY"))
                    #expect(cluster.log.contains("machine allocated"), "or these would prove nothing")
                    let again = try await api.deallocate(hotkey, uuid: rented.uuid)
                    #expect(again.status == 404)
                    #expect(again.body.message == "No allocation details found for the provided hotkey.")
                }
                #expect(await cluster.isFree())
            }
        }

        @Test("Who has no client certificate, or no stake, gets nothing")
        func strangers() async throws {
            try await Cluster.with { cluster async throws in
                try await cluster.startMiner()
                try await cluster.startAPI()
                let hotkey = cluster.hotkey
                try await cluster.withAPI(certificate: false) { api async throws in
                    for answer in [try await api.allocate(hotkey), try await api.post("/list/allocations_sql")] {
                        #expect(answer.status == 401)
                        #expect(answer.body.message == "Missing authorization")
                        #expect(answer.body.success == false)
                    }
                }
                let key = try RenterPrivateKey.generate().publicPEM
                let request = Allocate(timeline: 1, checking: false, publicKey: key)
                #expect(await cluster.ask(request, as: .generate()) == nil)
                #expect(await cluster.ask(request, as: cluster.miner) == nil)
                #expect(try await cluster.objects() == [])
                #expect(await cluster.isFree())
            }
        }
    }
}
