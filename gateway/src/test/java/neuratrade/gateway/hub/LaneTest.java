package neuratrade.gateway.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import neuratrade.gateway.protocol.Cursor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LaneTest {

  private static final int LINKS_BY_FAR = 5_000;

  private final Lane lane = new Lane(0, 0);

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void aChannelsRecordsAreThoseThatALookAtAllWouldFind(long seed) {
    Random random = new Random(seed);
    ArrayDeque<Frame> kept = new ArrayDeque<>();
    for (int offset = 0; offset < 3_000; offset++) {
      Frame frame = frame("risk:" + random.nextInt(60), offset);
      lane.add(frame);
      kept.add(frame);
      while (kept.size() > 40 + offset % 700) {
        lane.evict();
        kept.remove();
      }
      Set<String> channels =
          Set.of("risk:all", "risk:" + random.nextInt(30), "risk:" + (30 + random.nextInt(30)));
      long from = offset - random.nextInt(800);

      assertThat(lane.of(channels, from))
          .as("seed %d, offset %d", seed, offset)
          .isEqualTo(
              kept.stream()
                  .filter(each -> each.offset() >= from && channels.contains(each.channel()))
                  .toList());
    }
  }

  @Test
  void allRecordsAreThoseFromTheOffsetOnThoughThereAreHolesBeforeIt() {
    lane.add(frame("risk:1", 3));
    lane.add(frame("risk:2", 7));
    lane.add(frame("risk:1", 9));

    assertThat(offsets(lane.from(4))).containsExactly(7L, 9L);
    assertThat(offsets(lane.from(10))).isEmpty();
  }

  @Test
  void whatIsGivenUpRaisesTheFloor() {
    lane.add(frame("risk:1", 3));
    lane.add(frame("risk:2", 7));

    lane.evict();

    assertThat(lane.floor).isEqualTo(4);
    assertThat(offsets(lane.from(0))).containsExactly(7L);
    assertThat(lane.of(Set.of("risk:1"), 0)).isEmpty();
  }

  @Test
  void aChannelThatHasMostOfTheLaneIsNotFoundByLinks() {
    for (int offset = 0; offset < LINKS_BY_FAR; offset++) {
      lane.add(frame("risk:1", offset));
    }

    assertThat(lane.of(Set.of("risk:1"), 0)).isNull();
    assertThat(lane.of(Set.of("risk:1"), LINKS_BY_FAR - 1)).hasSize(1);
  }

  private static List<Long> offsets(Iterator<Frame> frames) {
    List<Long> offsets = new ArrayList<>();
    frames.forEachRemaining(frame -> offsets.add(frame.offset()));
    return offsets;
  }

  private static Frame frame(String channel, long offset) {
    return new Frame(channel, new Cursor(0, offset, "a"), offset, new byte[0]);
  }
}
