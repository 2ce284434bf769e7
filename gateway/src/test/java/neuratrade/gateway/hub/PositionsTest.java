package neuratrade.gateway.hub;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import neuratrade.gateway.protocol.Channel;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.junit.jupiter.api.Test;

class PositionsTest {

  private final Positions positions = new Positions("3f9a", 10, 20, 30, 0);

  @Test
  void anAccountsCursorsAreThoseOfItsLaneAndOfTheBroadcasts() {
    int own = partition("risk:42");
    int broadcast = partition("risk:all");
    assertThat(own).as("else the test shows less").isNotEqualTo(broadcast);

    assertThat(cursors("risk:42")).containsExactlyInAnyOrder(before(own), before(broadcast));
    assertThat(cursors("risk:all")).containsExactly(before(broadcast));
    assertThat(cursors("quests:42")).containsExactly(before(partition("quests:42")));
  }

  @Test
  void aFamilyComesOnAllLanes() {
    assertThat(cursors("signals:*"))
        .containsExactly("0.9-3f9a", "1.19-3f9a", "2.29-3f9a", "3.-1-3f9a");
  }

  private List<String> cursors(String channel) {
    return Arrays.stream(positions.lanes(requireNonNull(Channel.parse(channel))))
        .mapToObj(lane -> positions.before(lane, positions.next(lane)).text())
        .toList();
  }

  private String before(int lane) {
    return lane + "." + (positions.next(lane) - 1) + "-3f9a";
  }

  private static int partition(String key) {
    return BuiltInPartitioner.partitionForKey(key.getBytes(StandardCharsets.UTF_8), 4);
  }
}
