package neuratrade.gateway.hub;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where records are that are no longer in memory. */
@FunctionalInterface
public interface History {

  /** For a gateway that remembers what is in memory and nothing else. */
  History NONE = (wanted, reader) -> reader.ended(null);

  /** Reads again, as far as it stays in bounds. Returns at once. */
  void read(Wanted wanted, Reader reader);

  /**
   * @param incarnation of the topic
   * @param from the first offset; negative if {@code sinceMillis} says where to begin
   * @param sinceMillis the first timestamp, if {@code from} is negative
   * @param to the offset before which to end
   * @param channels whose records are wanted, which may be those of whole families
   */
  record Wanted(
      String incarnation, int lane, long from, long sinceMillis, long to, Set<String> channels) {}

  /** Who waits for what is read. Any thread may tell and ask it. */
  interface Reader {

    /** Whether nobody waits any more: nothing need be read. */
    boolean hasLeft();

    /** What its client has of what all share. */
    Share share();

    /** What is wanted is in bounds, and will be read from this offset on. */
    void begins(long from);

    /**
     * It is over; called exactly once.
     *
     * @param past what was read, which may end before what was wanted, and only after it was told
     *     where it begins; null if nothing could be read or it is too much
     */
    void ended(@Nullable Past past);
  }
}
