package neuratrade.gateway.hub;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.IntStream;
import neuratrade.gateway.protocol.Channel;
import neuratrade.gateway.protocol.Cursor;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

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

  /** Whether both are places in the same lanes of the same topic. */
  boolean isAlong(Positions other) {
    return incarnation.equals(other.incarnation) && next.length == other.next.length;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Positions that && isAlong(that) && Arrays.equals(next, that.next);
  }

  @Override
  public int hashCode() {
    return Objects.hash(incarnation, Arrays.hashCode(next));
  }

  /** The cursor after which the lane's record at {@code offset} is the next. */
  Cursor before(int lane, long offset) {
    return new Cursor(lane, offset - 1, incarnation);
  }

  /** The lanes on which the channel's records can come, in rising order. */
  int[] lanes(Channel channel) {
    return channel.isWholeFamily()
        ? IntStream.range(0, next.length).toArray()
        : channel.heard().stream().mapToInt(this::lane).distinct().sorted().toArray();
  }

  /** The partition that Java's producer chooses for the key; part of the contract. */
  int lane(String key) {
    byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
    return Utils.toPositive(Utils.murmur2(bytes)) % next.length;
  }
}
