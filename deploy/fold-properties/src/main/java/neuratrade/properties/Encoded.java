package neuratrade.properties;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import neuratrade.pipeline.fold.StateCodec;
import neuratrade.pipeline.fold.StateCodec.Part;
import org.jspecify.annotations.Nullable;

/**
 * What a codec writes of a state.
 *
 * @param parts that it writes
 * @param forgotten the names of those that are no more
 */
public record Encoded(List<Part> parts, List<String> forgotten) {

  /** As {@link StateCodec#encode} has it. */
  public static <S> Encoded by(
      StateCodec<S> codec, @Nullable S before, @Nullable S after, long version, Instant at) {
    Encoded encoded = new Encoded(new ArrayList<>(), new ArrayList<>());
    codec.encode(
        before,
        after,
        version,
        at,
        new StateCodec.Writer() {
          @Override
          public void write(Part part) {
            encoded.parts.add(part);
          }

          @Override
          public void forget(String name) {
            encoded.forgotten.add(name);
          }
        });
    return encoded;
  }
}
