package neuratrade.gateway.http;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import neuratrade.gateway.command.Command;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The addresses of the HTTP API. What is asked elsewhere or otherwise is told so, as a problem. */
@ApplicationScoped
class Api {

  private static final Logger LOG = LoggerFactory.getLogger(Api.class);
  private static final int LONGEST_BODY = 16 * 1024;

  private final Guard guard;
  private final StatsResource stats;
  private final AccountResource accounts;
  private final CommandResource commands;
  private final ConnectionResource connections;

  Api(
      Guard guard,
      StatsResource stats,
      AccountResource accounts,
      CommandResource commands,
      ConnectionResource connections) {
    this.guard = guard;
    this.stats = stats;
    this.accounts = accounts;
    this.commands = commands;
    this.connections = connections;
  }

  void register(@Observes Router router) {
    var unused = router.route("/api/*").failureHandler(Api::failed);
    get(router, "/api/v1/stream/stats", stats::answer);
    get(router, "/api/v1/accounts/:account/risk", guard.account(accounts::risk));
    get(router, "/api/v1/accounts/:account/quests", guard.account(accounts::quests));
    post(router, "/api/v1/accounts/:account/halt", command(Command.HALT));
    post(router, "/api/v1/accounts/:account/resume", command(Command.RESUME));
    post(router, "/api/v1/accounts/:account/peak-reset", command(Command.PEAK_RESET));
    post(router, "/api/v1/accounts/:account/limits", command(Command.LIMITS));
    post(router, "/api/v1/kill-switch", guard.operator(commands.ofAll(Command.KILL_SWITCH)));
    post(router, "/api/v1/connections/disconnect", guard.operator(connections::disconnect));
    var unusedToo =
        router
            .route("/api/*")
            .handler(routing ->
                Problem.of(HttpResponseStatus.NOT_FOUND, "there is nothing at this address")
                    .send(routing));
  }

  private Handler<RoutingContext> command(Command command) {
    return guard.operator(commands.ofAccount(command));
  }

  private static void get(Router router, String path, Handler<RoutingContext> handler) {
    var unused = router.get(path).handler(handler);
    others(router, path, HttpMethod.GET);
  }

  private static void post(Router router, String path, Handler<RoutingContext> handler) {
    var unused =
        router
            .post(path)
            .handler(BodyHandler.create(false).setBodyLimit(LONGEST_BODY))
            .handler(handler);
    others(router, path, HttpMethod.POST);
  }

  private static void others(Router router, String path, HttpMethod only) {
    var unused =
        router
            .route(path)
            .handler(routing -> {
              var sent = routing.response().putHeader("Allow", only.name());
              Problem.of(HttpResponseStatus.METHOD_NOT_ALLOWED, "here is only " + only)
                  .send(routing);
            });
  }

  private static void failed(RoutingContext routing) {
    int status = routing.statusCode();
    if (status == HttpResponseStatus.REQUEST_ENTITY_TOO_LARGE.code()) {
      Problem.of(
              HttpResponseStatus.REQUEST_ENTITY_TOO_LARGE,
              "a body has at most %d bytes".formatted(LONGEST_BODY))
          .send(routing);
    } else if (status >= 400 && status < 500) {
      Problem.of(HttpResponseStatus.valueOf(status), "the request cannot be understood")
          .send(routing);
    } else {
      LOG.error("a request failed", routing.failure());
      Problem.of(HttpResponseStatus.INTERNAL_SERVER_ERROR, "it is logged").send(routing);
    }
  }
}
