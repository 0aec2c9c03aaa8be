import Testing

/// Stories on real parts: processes, sockets, TLS, an engine, sshd. One after another, since they share the engine.
@Suite(.serialized, .enabled(if: RealEngine.address != nil, RealEngine.comment)) struct NetworkStories {}
