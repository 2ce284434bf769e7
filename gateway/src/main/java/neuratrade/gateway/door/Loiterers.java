package neuratrade.gateway.door;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.channel.SingleThreadEventLoop;
import io.netty.channel.socket.SocketChannel;
import io.netty.util.Attribute;
import io.netty.util.AttributeKey;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends TCP connections on which no whole request came for a while and that do not become a
 * WebSocket: those that are opened and left, and those that send a request drop by drop. What only
 * counts the silence between bytes does not see the latter.
 *
 * <p>Every loop looks at its own channels, a few times within that while.
 */
public final class Loiterers implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Loiterers.class);
  private static final int LOOKS = 4;
  private static final long UPGRADING = Long.MAX_VALUE;

  /** When the channel last had to do with a whole request, in nanoseconds. */
  private static final AttributeKey<Long> SEEN =
      AttributeKey.valueOf(Loiterers.class.getName() + ".SEEN");

  private final List<EventLoop> loops;
  private final long withinNanos;
  private final List<ScheduledFuture<?>> looking = new ArrayList<>();

  /**
   * @param within how long a client may take to send a request
   */
  public Loiterers(List<EventLoop> loops, Duration within) {
    this.loops = List.copyOf(loops);
    this.withinNanos = within.toNanos();
  }

  /** Has the loops look. */
  public void start() {
    for (EventLoop loop : loops) {
      if (loop instanceof SingleThreadEventLoop each) {
        looking.add(
            each.scheduleWithFixedDelay(
                () -> look(each), withinNanos / LOOKS, withinNanos / LOOKS, TimeUnit.NANOSECONDS));
      }
    }
  }

  /** A whole request's head came. */
  public static void asked(Channel channel) {
    Attribute<Long> seen = channel.attr(SEEN);
    Long before = seen.get();
    if (before == null || before != UPGRADING) {
      seen.set(System.nanoTime());
    }
  }

  /**
   * The channel's request is to become a WebSocket, which lives by other rules: the client waits
   * for the gateway now, and not the gateway for the client.
   */
  public static void upgrading(Channel channel) {
    channel.attr(SEEN).set(UPGRADING);
  }

  private void look(SingleThreadEventLoop loop) {
    long now = System.nanoTime();
    List<Channel> late = new ArrayList<>(0);
    for (Iterator<Channel> each = loop.registeredChannelsIterator(); each.hasNext(); ) {
      Channel channel = each.next();
      if (channel instanceof SocketChannel && channel.parent() != null && isLate(channel, now)) {
        late.add(channel);
      }
    }
    for (Channel channel : late) {
      var unused = channel.close();
    }
    if (!late.isEmpty()) {
      LOG.debug("ended {} connections without a request", late.size());
    }
  }

  private boolean isLate(Channel channel, long now) {
    Attribute<Long> attribute = channel.attr(SEEN);
    Long seen = attribute.get();
    if (seen == null) {
      attribute.set(now);
      return false;
    }
    return seen != UPGRADING && now - seen > withinNanos;
  }

  @Override
  public void close() {
    for (ScheduledFuture<?> each : looking) {
      boolean unused = each.cancel(false);
    }
  }
}
