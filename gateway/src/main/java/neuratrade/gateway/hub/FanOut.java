package neuratrade.gateway.hub;

import io.netty.buffer.ByteBuf;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import neuratrade.gateway.hub.Subscription.Phase;
import org.jspecify.annotations.Nullable;

/**
 * Brings what is new to those of one loop that hear it, each thing once to each connection. A
 * connection to which it cannot be brought is {@link Shard#fail failed}, so that it misses nothing.
 */
final class FanOut {

  private final Shard shard;
  private final Index index;
  private final Turn turn;
  private final long mostRunBytes;
  private final HubMeters meters;
  private final Clock clock;
  private long mark;

  /**
   * @param mostRunBytes what goes out as one write at most
   */
  FanOut(Shard shard, Index index, Turn turn, long mostRunBytes, HubMeters meters, Clock clock) {
    this.shard = shard;
    this.index = index;
    this.turn = turn;
    this.mostRunBytes = mostRunBytes;
    this.meters = meters;
    this.clock = clock;
  }

  /** Brings a poll's records, and the ring to where the feed is. */
  void deliver(List<Frame> frames, Ring ring) {
    long sent = 0;
    List<Frame> heard = new ArrayList<>(0);
    turn.begin();
    try {
      for (int first = 0; first < frames.size(); ) {
        Frame frame = frames.get(first);
        Audience own = index.of(frame.channel());
        String everything = frame.everything();
        Audience family = everything == null ? null : index.of(everything);
        int end = first + 1;
        if (own != null || family != null) {
          mark++;
          end = takesEvery(own) && takesEvery(family) ? Run.end(frames, first, mostRunBytes) : end;
          Run run = new Run(frames.subList(first, end));
          try {
            sent += every(run, own) + every(run, family);
          } finally {
            run.release();
          }
          latest(frame, own);
          latest(frame, family);
          heard.addAll(run.frames());
        }
        for (; first < end; first++) {
          ring.add(frames.get(first));
        }
      }
    } finally {
      turn.end();
    }
    if (!heard.isEmpty()) {
      meters.sent(sent);
      long now = clock.millis();
      heard.forEach(frame -> meters.delivered(now - frame.timestampMillis()));
    }
  }

  private static boolean takesEvery(@Nullable Audience audience) {
    return audience == null || audience.latest == 0;
  }

  private int every(Run run, @Nullable Audience audience) {
    if (audience == null) {
      return 0;
    }
    int sent = 0;
    ByteBuf bytes = null;
    for (int place = audience.last(); place >= 0; place = audience.below(place)) {
      Membership member = audience.at(place);
      Connection connection = member.connection;
      if (member.every && connection.mark != mark) {
        connection.mark = mark;
        try {
          bytes = bytes == null ? run.bytes(connection.socket.allocator()) : bytes;
          if (write(run, bytes, connection)) {
            sent += run.frames().size();
          }
        } catch (RuntimeException | OutOfMemoryError e) {
          shard.fail(connection, e);
        }
      } else if (member.subscription.phase() == Phase.BEHIND) {
        shard.catchUp().heard(connection);
      }
    }
    return sent;
  }

  /** Shares the bytes, unless with their cursors the client would leave behind what still waits. */
  private static boolean write(Run run, ByteBuf shared, Connection connection) {
    Conflation conflation = connection.conflation;
    if (conflation == null) {
      return connection.writeShared(shared);
    }
    Frame last = run.frames().getLast();
    conflation.brought(last);
    long waits = conflation.lowest(last.family(), last.lane());
    if (waits > last.offset()) {
      return connection.writeShared(shared);
    }
    ByteBuf own = run.join(connection.socket.allocator(), waits - 1);
    try {
      return connection.writeShared(own);
    } finally {
      own.release();
    }
  }

  private void latest(Frame frame, @Nullable Audience audience) {
    if (audience == null || audience.latest == 0) {
      return;
    }
    for (int place = audience.last(); place >= 0; place = audience.below(place)) {
      Membership member = audience.at(place);
      Connection connection = member.connection;
      if (member.latest && connection.mark != mark) {
        connection.mark = mark;
        try {
          connection.addLatest(frame, member.subscription.mode().pauseNanos());
        } catch (RuntimeException | OutOfMemoryError e) {
          shard.fail(connection, e);
        }
      }
    }
  }

  /** Brings changed states to those that hear their channels. */
  void show(List<State> changed) {
    turn.begin();
    try {
      for (State state : changed) {
        String everything = state.everything();
        mark++;
        int own = show(state, index.of(state.channel()));
        int family = everything == null ? 0 : show(state, index.of(everything));
        meters.shown(own + family);
      }
    } finally {
      turn.end();
    }
  }

  private int show(State state, @Nullable Audience audience) {
    if (audience == null) {
      return 0;
    }
    int sent = 0;
    for (int place = audience.last(); place >= 0; place = audience.below(place)) {
      Connection connection = audience.at(place).connection;
      if (connection.mark != mark && connection.isOpen()) {
        connection.mark = mark;
        sent++;
        try {
          show(state, connection);
        } catch (RuntimeException | OutOfMemoryError e) {
          shard.fail(connection, e);
        }
      }
    }
    return sent;
  }

  private void show(State state, Connection connection) {
    if (connection.conflation == null && connection.isRoomy()) {
      boolean unused = connection.writeShared(state.bytes(connection.socket.allocator()));
    } else {
      shard.backpressure().conflation(connection).add(state, shard.nanos());
    }
  }
}
