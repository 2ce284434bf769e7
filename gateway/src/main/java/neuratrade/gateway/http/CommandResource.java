package neuratrade.gateway.http;

import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.BiConsumer;
import neuratrade.gateway.GatewayConfig;
import neuratrade.gateway.access.Holder;
import neuratrade.gateway.command.Command;
import neuratrade.gateway.command.CommandRecord;
import neuratrade.gateway.protocol.ErrorCode;
import org.jspecify.annotations.Nullable;

/** What operators have done with accounts, one or all: commands that become events. */
@ApplicationScoped
class CommandResource {

  private static final String EVERYBODY = "*";

  private final CommandIntake intake;
  private final String topic;

  CommandResource(CommandIntake intake, GatewayConfig config) {
    this.intake = intake;
    this.topic = config.risk().events();
  }

  /** A command of all accounts: every partition has it, or none. */
  BiConsumer<RoutingContext, Holder> ofAll(Command command) {
    return (routing, operator) -> take(routing, operator, command, null);
  }

  /** A command of the account in the request's path. */
  BiConsumer<RoutingContext, Holder> ofAccount(Command command) {
    return (routing, operator) -> {
      String account = Guard.accountOf(routing);
      if (account == null) {
        new Problem(ErrorCode.INVALID_FIELD, Guard.NO_ACCOUNT).send(routing);
      } else {
        take(routing, operator, command, account);
      }
    };
  }

  /**
   * @param account null for all
   */
  private void take(
      RoutingContext routing, Holder operator, Command command, @Nullable String account) {
    intake.take(
        routing,
        operator,
        (request, id, at) ->
            new CommandRecord(
                topic,
                account == null ? EVERYBODY : account,
                command.event(id, at, account, request, operator.subject()),
                account == null));
  }
}
