import Connections
import Testing

@Suite("Connection watch")
struct ConnectionWatchTests {}
