import CoreMetrics
import Hummingbird
import Logging

/// Puts together what stands between the server and the endpoints.
enum APIRouter {
    /// A router with every endpoint of `table`. A request is identified, counted and logged, then refused or let in;
    /// whatever fails gets the error form.
    static func make(
        _ table: EndpointTable, access: AccessRules, metrics: any MetricsFactory, logger: Logger,
        limits: RequestLimits = RequestLimits()
    ) -> Router<APIContext> {
        let router = Router(context: APIContext.self, options: .autoGenerateHeadEndpoints)
        let methods = table.methods
        router.middlewares.add(
            AccessLog(metrics: RequestMetrics(paths: methods.keys, factory: metrics), logger: logger))
        router.middlewares.add(ErrorForm(methods: methods, failures: table.failures, logger: logger))
        router.middlewares.add(AccessGuard(rules: access))
        table.add(to: router, limits: limits)
        return router
    }
}
