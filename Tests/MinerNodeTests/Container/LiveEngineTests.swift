import Testing

/// Tests on a real engine, one at a time: an engine that builds twenty images at once keeps nobody's time limits.
@Suite(.serialized, .enabled(if: EngineFixture.isPresent, EngineFixture.comment))
enum LiveEngineTests {}
