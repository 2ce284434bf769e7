package neuratrade.pipeline.stage;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import neuratrade.pipeline.fold.Fold;
import neuratrade.pipeline.fold.Program;
import neuratrade.pipeline.fold.StateCodec;
import neuratrade.pipeline.fold.Step;
import neuratrade.pipeline.message.RiskEvent;
import neuratrade.pipeline.message.RiskEventDecoder;
import org.jspecify.annotations.Nullable;

/** A fold whose state has a part for each thing; its timer takes the last one away. */
final class Shelf implements Fold<List<String>, RiskEvent> {

  static Program<List<String>, RiskEvent> program() {
    return new Program<>(new Shelf(), new RiskEventDecoder(), new Codec());
  }

  @Override
  public Step<List<String>> apply(@Nullable List<String> things, RiskEvent event, Instant at) {
    return new Step.Changed<>(
        List.of("one", "two", "three"), List.of(), event.occurredAt().plus(Tally.RING));
  }

  @Override
  public Step<List<String>> wake(List<String> things, Instant at) {
    return new Step.Changed<>(things.subList(0, things.size() - 1), List.of(), at.plus(Tally.RING));
  }

  private static final class Codec implements StateCodec<List<String>> {
    @Override
    public void encode(
        @Nullable List<String> before,
        @Nullable List<String> after,
        long version,
        Instant at,
        Writer writer) {
      List<String> gone = new ArrayList<>(before == null ? List.of() : before);
      List<String> come = new ArrayList<>(after == null ? List.of() : after);
      gone.removeAll(after == null ? List.of() : after);
      come.removeAll(before == null ? List.of() : before);
      gone.forEach(writer::forget);
      come.forEach(thing -> writer.write(new Part(thing, thing.getBytes(UTF_8), null)));
    }

    @Override
    public List<String> decode(String aggregate, List<Part> parts) {
      return parts.stream().map(Part::name).toList();
    }
  }
}
