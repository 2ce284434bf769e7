package neuratrade.gateway.http;

import io.vertx.core.Context;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.Executor;

/** The event loop that a request belongs to: whatever is found elsewhere is answered there. */
public final class HomeLoop {

  private HomeLoop() {}

  /** Called on that loop. */
  public static Executor of(RoutingContext routing) {
    Context context = routing.vertx().getOrCreateContext();
    return task -> context.runOnContext(now -> task.run());
  }
}
