package neuratrade.gateway.hub;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import neuratrade.gateway.protocol.Channel;
import org.apache.kafka.common.utils.Utils;

/** How far the feed has come: for each lane of the topic the offset that comes next. */
public final class Positions {

  private final String incarnation;
  private final long[] next;

  /**
   * @param incarnation tells this topic from another of the same name, before or after it
   * @param next by lane
   */
  public Positions(String incarnation, long... next) {
    this.incarnation = incarnation;
    this.next = next.clone();
  }

  public String incarnation() {
    return incarnation;
  }

  public int lanes() {
    return next.length;
  }

  public long next(int lane) {
    return next[lane];
  }

  /** The place of one record, after which a client that kept it resumes. */
  public static String cursor(int lane, long offset, String incarnation) {
    return lane + "." + offset + "-" + incarnation;
  }

  /**
   * For every lane on which the channel's records can come, the place just before the next one: a
   * client that resumes there misses nothing.
   */
  public List<String> cursors(Channel channel) {
    TreeSet<Integer> lanes = new TreeSet<>();
    if (channel.isWholeFamily()) {
      for (int lane = 0; lane < next.length; lane++) {
        lanes.add(lane);
      }
    } else {
      channel.heard().forEach(heard -> lanes.add(lane(heard)));
    }
    List<String> cursors = new ArrayList<>(lanes.size());
    lanes.forEach(lane -> cursors.add(cursor(lane, next[lane] - 1, incarnation)));
    return cursors;
  }

  /** The partition that Java's producer chooses for the key; part of the contract. */
  private int lane(String key) {
    byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
    return Utils.toPositive(Utils.murmur2(bytes)) % next.length;
  }
}
