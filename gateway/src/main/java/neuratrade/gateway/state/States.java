package neuratrade.gateway.state;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import neuratrade.gateway.hub.Snapshots;
import neuratrade.gateway.hub.State;
import neuratrade.gateway.protocol.Channel;
import neuratrade.gateway.protocol.Family;
import org.jspecify.annotations.Nullable;

/** The tables of all families. */
public final class States implements Snapshots {

  private final Map<Family, StateTable> tables = new EnumMap<>(Family.class);

  /**
   * @param mostBytes of one table
   */
  public States(long mostBytes, MeterRegistry registry) {
    for (Family family : Family.values()) {
      StateTable table = new StateTable(family, mostBytes);
      tables.put(family, table);
      gauge(registry, "loaded", table, each -> each.isLoaded() ? 1 : 0);
      gauge(registry, "full", table, each -> each.isFull() ? 1 : 0);
      gauge(registry, "aggregates", table, StateTable::size);
      gauge(registry, "bytes", table, StateTable::bytes);
    }
  }

  private static void gauge(
      MeterRegistry registry, String name, StateTable table, ToDoubleFunction<StateTable> value) {
    Gauge unused =
        Gauge.builder("neuratrade.gateway.state." + name, table, value)
            .tag("family", table.family().text())
            .register(registry);
  }

  public StateTable table(Family family) {
    StateTable table = tables.get(family);
    if (table == null) {
      throw new IllegalStateException("there is no table of " + family);
    }
    return table;
  }

  @Override
  public @Nullable List<State> of(Channel channel) {
    return table(channel.family()).snapshot(channel);
  }
}
