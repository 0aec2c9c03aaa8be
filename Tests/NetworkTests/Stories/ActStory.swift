import Testing

extension NetworkStories {
    @Suite(.serialized, .timeLimit(.minutes(3))) struct ActStory {
        @Test("Over HTTPS a renter pauses, resumes, changes the key and restarts; what the miner refuses is no success")
        func act() async throws {
            try await Cluster.with { cluster async throws in
                let metricsPort = try await Port.free("127.0.0.1")
                try await cluster.startMiner(
                    more: ["--axon.unsigned-bodies", "deny", "--metrics.port", "\(metricsPort)"])
                try await cluster.startAPI()
                let hotkey = cluster.hotkey
                try await cluster.withAPI { api async throws in
                    let rented = try #require(try await api.allocate(hotkey).rented)
                    let ssh = SSHClient(directory: cluster.directory, ip: rented.ip, port: rented.port)
                    #expect(rented.hostKey?.hasPrefix("SHA256:") == true)
                    #expect(rented.knownHosts?.hasPrefix("[\(rented.ip)]:\(rented.port) ssh-ed25519 ") == true)
                    func act(_ name: String, uuid: String? = nil, key: String? = nil) async throws -> (Int, String?) {
                        var query = ["hotkey": hotkey, "uuid_key": uuid ?? rented.uuid]
                        query["ssh_key"] = key
                        let answer = try await api.post("/service/\(name)", query)
                        return (answer.status, answer.body.message)
                    }
                    #expect(try await act("pause_docker") == (200, "Resource paused successfully."))
                    #expect(try await act("unpause_docker") == (200, "Resource unpaused successfully."))
                    let key = try await SSHClient.makeKey(in: cluster.directory)
                    #expect(
                        try await act("exchange_docker_key", key: key)
                            == (200, "Resource ssh_key is exchanged successfully."))
                    #expect(try await ssh.withKey("echo in") == "in")
                    #expect(try await act("restart_docker") == (200, "Resource restarted successfully."))
                    #expect(try await ssh.withKey("echo again") == "again")

                    #expect(
                        try await act("pause_docker", uuid: "wrong")
                            == (400, "Pause not successfully, please try again."))
                    #expect(
                        try await act("exchange_docker_key", key: "nonsense")
                            == (400, "Exchange ssh_key not successfully, please try again."))
                    #expect(try await act("exchange_docker_key").0 == 422)
                    let metrics = try await SSHClient.run(
                        "/usr/bin/curl", ["-sf", "http://127.0.0.1:\(metricsPort)/metrics"]
                    ).output.split(separator: "\n").map(String.init)
                    for line in [
                        #"miner_state{state="allocated"} 1"#, #"miner_state{state="free"} 0"#,
                        #"miner_container_state{state="running"} 1"#, "miner_gpus 0",
                        #"miner_provisionings_total{outcome="allocated"} 1"#,
                        #"miner_provision_step_seconds_count{step="sshAnswers"} 1"#,
                        #"axon_requests_total{message="Allocate",outcome="ok"}"#,
                        #"axon_refusals_total{reason="forbidden"} 0"#, "chain_age_seconds",
                        "process_resident_memory_bytes",
                    ] {
                        #expect(metrics.contains { $0.hasPrefix(line) }, "\(line)")
                    }
                    #expect(try await api.deallocate(hotkey, uuid: rented.uuid).status == 200)
                    #expect(
                        try await act("restart_docker") == (404, "No allocation details found for the provided hotkey.")
                    )
                }
            }
        }
    }
}
