package neuratrade.gateway.http;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.util.function.BiConsumer;
import neuratrade.gateway.access.Holder;
import neuratrade.gateway.access.Tokens;
import neuratrade.gateway.access.Verdict;
import neuratrade.gateway.protocol.ErrorCode;
import neuratrade.pipeline.message.Names;
import org.jspecify.annotations.Nullable;

/** Lets those requests through that carry a good token, and tells the others why not. */
public final class Guard {

  static final String NO_ACCOUNT = "that is no account's name";

  private final Tokens tokens;

  public Guard(Tokens tokens) {
    this.tokens = tokens;
  }

  /** For requests about the account in their path, by its holder or an operator. */
  Handler<RoutingContext> account(BiConsumer<RoutingContext, String> then) {
    return routing ->
        check(
            routing,
            holder -> {
              String account = accountOf(routing);
              if (account == null) {
                new Problem(ErrorCode.INVALID_FIELD, NO_ACCOUNT).send(routing);
              } else if (!holder.operator() && !holder.accounts().contains(account)) {
                forbid(routing, "not your account");
              } else {
                then.accept(routing, account);
              }
            });
  }

  /** The account in a request's path; null if it is no account's name. */
  static @Nullable String accountOf(RoutingContext routing) {
    String account = routing.pathParam("account");
    return account != null && Names.isName(account) ? account : null;
  }

  /** For requests that only operators may make. */
  Handler<RoutingContext> operator(BiConsumer<RoutingContext, Holder> then) {
    return routing ->
        check(
            routing,
            holder -> {
              if (holder.operator()) {
                then.accept(routing, holder);
              } else {
                forbid(routing, "for the group operator only");
              }
            });
  }

  private void check(RoutingContext routing, java.util.function.Consumer<Holder> then) {
    String token = Bearer.of(routing.request());
    if (token == null) {
      new Problem(ErrorCode.NOT_AUTHENTICATED, "send a token as Authorization: Bearer …")
          .send(routing);
      return;
    }
    tokens.check(
        token,
        HomeLoop.of(routing),
        verdict -> {
          switch (verdict) {
            case Verdict.Accepted(Holder holder) -> then.accept(holder);
            case Verdict.Refused(ErrorCode code, String detail) ->
                new Problem(code, detail).send(routing);
          }
        });
  }

  private static void forbid(RoutingContext routing, String detail) {
    Problem.of(HttpResponseStatus.FORBIDDEN, detail).send(routing);
  }
}
