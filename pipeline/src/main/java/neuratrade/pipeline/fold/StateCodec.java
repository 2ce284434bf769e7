package neuratrade.pipeline.fold;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How an aggregate's state lies on its state topic: in one part or in several, of which only those
 * that changed are written. What one release writes, the next one reads. A codec may reuse buffers
 * and belongs to one thread.
 *
 * @param <S> the state, immutable
 */
public interface StateCodec<S> {

  /** The name of the part whose key is the aggregate itself. */
  String WHOLE = "";

  /**
   * One stored part.
   *
   * @param name the part's name, {@link #WHOLE} if its key is the aggregate alone, else what
   *     follows the {@code #}
   * @param value what others may see, JSON
   * @param internal what the fold alone needs; null if nothing
   */
  record Part(String name, byte[] value, byte @Nullable [] internal) {}

  /** Takes what has to be written. */
  interface Writer {

    void write(Part part);

    /** The part of this name is no more. */
    void forget(String name);
  }

  /**
   * Writes the parts in which {@code after} differs from {@code before}.
   *
   * @param before what is stored, null if nothing is or if all of it is to be written again
   * @param after what is to be stored, null if the aggregate is forgotten
   * @param version the offset of the input record that led to {@code after}
   * @param at that record's broker timestamp
   */
  void encode(@Nullable S before, @Nullable S after, long version, Instant at, Writer writer);

  /** Reads a state back from all its parts. */
  S decode(String aggregate, List<Part> parts);
}
