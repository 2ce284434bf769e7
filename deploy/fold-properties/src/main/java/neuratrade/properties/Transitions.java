package neuratrade.properties;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Finds all transitions of a fold: every trigger in every state that triggers lead to.
 *
 * @param <D> what the events of one aggregate are brought to
 */
public final class Transitions<D> {

  private final Supplier<D> desk;
  private final Function<D, @Nullable String> state;

  /**
   * @param desk a new one, to which nothing has happened
   * @param state the name of the state it is in; null if it is one to leave out
   */
  public Transitions(Supplier<D> desk, Function<D, @Nullable String> state) {
    this.desk = desk;
    this.state = state;
  }

  /**
   * @return as {@link ModulePage#transitions} shows them
   */
  public Set<String> from(String first, Consumer<D> begin, Map<String, Consumer<D>> triggers) {
    Map<String, Consumer<D>> ways = new LinkedHashMap<>();
    ways.put(first, begin);
    Set<String> found = new TreeSet<>();
    for (int known = 0; known < ways.size(); ) {
      known = ways.size();
      for (Map.Entry<String, Consumer<D>> way : Map.copyOf(ways).entrySet()) {
        triggers.forEach((trigger, happens) -> {
          Consumer<D> further = way.getValue().andThen(happens);
          D after = desk.get();
          further.accept(after);
          String to = state.apply(after);
          if (to != null && !to.equals(way.getKey())) {
            found.add("%s --> %s : %s".formatted(way.getKey(), to, trigger));
            ways.putIfAbsent(to, further);
          }
        });
      }
    }
    return found;
  }
}
