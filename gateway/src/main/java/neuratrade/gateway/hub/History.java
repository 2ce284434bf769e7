package neuratrade.gateway.hub;

import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Where records are that are no longer in memory. */
@FunctionalInterface
public interface History {

  /** For a gateway that remembers what is in memory and nothing else. */
  History NONE = (wanted, then) -> then.accept(null);

  /**
   * Reads again, as far as it stays in bounds. Returns at once.
   *
   * @param then is called exactly once, by any thread: with what was read, which may end before
   *     what was wanted; with null if nothing could be read or it is too much
   */
  void read(Wanted wanted, Consumer<@Nullable Past> then);

  /**
   * @param incarnation of the topic
   * @param from the first offset; negative if {@code sinceMillis} says where to begin
   * @param sinceMillis the first timestamp, if {@code from} is negative
   * @param to the offset before which to end
   * @param channels whose records are wanted, which may be those of whole families
   */
  record Wanted(
      String incarnation, int lane, long from, long sinceMillis, long to, Set<String> channels) {}
}
