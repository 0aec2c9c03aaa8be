import HTTPTypes
import Hummingbird
import JSON

/// Every endpoint of the API: what the router serves, what is told of methods, what the document says.
struct EndpointTable: Sendable {
    let endpoints: [Endpoint]
    /// Schemas that the endpoints refer to by name.
    let components: [String: JSONValue]

    /// The endpoints, and `/docs` and `/openapi.json` about all of them.
    /// - Parameters:
    ///   - components: Schemas beside ``Components/all`` that the endpoints refer to.
    ///   - version: The version that the document names.
    init(endpoints: [Endpoint], components: [String: JSONValue] = [:], version: String) {
        let components = Components.all.merging(components) { ours, _ in ours }
        let plain = EndpointTable(endpoints + DocumentRoutes.endpoints(document: .null), components)
        let document = plain.openAPI(version: version, servers: [])
        self.init(endpoints + DocumentRoutes.endpoints(document: document), components)
    }

    private init(_ endpoints: [Endpoint], _ components: [String: JSONValue]) {
        self.endpoints = endpoints
        self.components = components
    }

    /// The methods of each path; HEAD wherever there is GET.
    var methods: [String: Set<HTTPRequest.Method>] {
        var methods: [String: Set<HTTPRequest.Method>] = [:]
        for endpoint in endpoints {
            methods[endpoint.path, default: []].insert(endpoint.method)
            if endpoint.method == .get { methods[endpoint.path, default: []].insert(.head) }
        }
        return methods
    }

    /// What is told, by path, when something unforeseen goes wrong (``Endpoint/failure``).
    var failures: [String: String] {
        Dictionary(endpoints.compactMap { endpoint in endpoint.failure.map { (endpoint.path, $0) } }) { first, _ in
            first
        }
    }

    /// Adds every endpoint.
    /// - Precondition: The router makes HEAD of GET (`RouterOptions.autoGenerateHeadEndpoints`).
    func add(to router: Router<APIContext>, limits: RequestLimits = RequestLimits()) {
        let schemas = SchemaBook(components: components)
        for endpoint in endpoints {
            let dispatcher = Dispatcher(endpoint: endpoint, schemas: schemas, limits: limits)
            router.on(RouterPath(endpoint.path), method: endpoint.method) { request, context in
                try await dispatcher.answer(request, context)
            }
        }
    }
}
