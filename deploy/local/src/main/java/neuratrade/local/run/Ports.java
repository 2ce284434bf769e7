package neuratrade.local.run;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which port each part has. */
public record Ports(
    int gateway, int signalWorker, int riskWorker, int questWorker, int broker, int controller) {

  private static final int LAST = 65_535;

  public Ports {
    Collection<Integer> all =
        List.of(gateway, signalWorker, riskWorker, questWorker, broker, controller);
    for (int port : all) {
      if (port < 1 || port > LAST) {
        throw new IllegalArgumentException(
            "%d is no port: the ports of a run must lie in 1 to %d".formatted(port, LAST));
      }
    }
    if (new HashSet<>(all).size() < all.size()) {
      throw new IllegalArgumentException("two parts cannot share a port: " + all);
    }
  }

  /**
   * The usual ports, or six in a row.
   *
   * @param gateway moves the gateway alone
   * @param base the gateway's; workers, broker and its controller get the next ones
   * @throws IllegalArgumentException if a port is out of range or two are equal
   */
  public static Ports plan(@Nullable Integer gateway, @Nullable Integer base) {
    Ports ports =
        base == null
            ? new Ports(8080, 8081, 8082, 8083, 9092, 9093)
            : new Ports(base, base + 1, base + 2, base + 3, base + 4, base + 5);
    return gateway == null
        ? ports
        : new Ports(
            gateway,
            ports.signalWorker,
            ports.riskWorker,
            ports.questWorker,
            ports.broker,
            ports.controller);
  }

  public String webSocketUrl() {
    return "ws://localhost:" + gateway + "/ws";
  }

  public String bootstrapServers() {
    return "localhost:" + broker;
  }
}
