package neuratrade.gateway.hub;

import com.fasterxml.jackson.databind.JsonNode;
import io.netty.buffer.ByteBuf;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import neuratrade.gateway.access.Holder;
import neuratrade.gateway.protocol.Channel;
import neuratrade.gateway.protocol.CloseCode;
import neuratrade.gateway.protocol.ErrorCode;
import neuratrade.gateway.protocol.Family;
import neuratrade.gateway.protocol.Framing;
import neuratrade.gateway.protocol.Inbound.Refusal;
import neuratrade.gateway.protocol.Replies;
import org.jspecify.annotations.Nullable;

/**
 * One client. Belongs to its shard's event loop; no other thread touches it.
 *
 * <pre>
 *   OPEN ──close frame, sent or received──▶ CLOSING ──TCP connection ended──▶ GONE
 *     └──────────────────────TCP connection ended───────────────────────────────┘
 * </pre>
 *
 * Leaving OPEN, it leaves the index; reaching GONE, it leaves the wheel, and nothing knows it.
 */
public final class Connection extends Wheel.Entry {

  /** For answers, beyond the budget. */
  private static final int RESERVE_BYTES = 2 * Messages.LONGEST;

  enum Life {
    OPEN,
    CLOSING,
    GONE
  }

  final Socket socket;
  final Map<String, Subscription> subscriptions = HashMap.newHashMap(2);
  final Deadlines deadlines = new Deadlines();

  /** Whose states the client has still to be told. */
  final Set<Channel> unshown = new HashSet<>(0);

  /** What it is still to be brought; null if it is live in everything. */
  @Nullable Gap gap;

  /** Of what there is for reading again; null if nothing was ever read again for it. */
  @Nullable Share share;

  Life state = Life.OPEN;

  /** Whether something is written that waits for the turn's flush. */
  boolean due;

  /** The newest of what waits for room; null if nothing does. */
  @Nullable Conflation conflation;

  /** The last record that was written, so that one heard in two ways is written once. */
  long mark;

  /** Bytes that were written, and of them those that have left, as far as that was looked at. */
  long written;

  long left;

  /** When bytes last left while others waited; in the loop's nanoseconds. */
  long progressed;

  private final Shard shard;
  private final String id;
  private @Nullable Holder holder;
  private @Nullable ErrorWindow errors;
  private long asked;

  Connection(Shard shard, String id, Socket socket) {
    this.shard = shard;
    this.id = id;
    this.socket = socket;
  }

  public String id() {
    return id;
  }

  public Shard shard() {
    return shard;
  }

  public boolean isOpen() {
    return state == Life.OPEN;
  }

  /** Whose token the connection has; null before there was one. */
  public @Nullable Holder holder() {
    return holder;
  }

  void holder(Holder holder) {
    this.holder = holder;
  }

  public boolean isSubscribed(String channel) {
    return subscriptions.containsKey(channel);
  }

  boolean hears(Family family) {
    return subscriptions.values().stream().anyMatch(each -> each.channel.family() == family);
  }

  public int subscriptions() {
    return subscriptions.size();
  }

  /** Takes one of the requests that a client may make in a second; false if there is none left. */
  public boolean mayAsk() {
    long next = shard.requests().take(asked, shard.nanos());
    if (next == Rate.REFUSED) {
      return false;
    }
    asked = next;
    return true;
  }

  /** Stops the handing over of what the client says. */
  public void pause() {
    deadlines.paused = shard.nanos();
    socket.pause();
  }

  /** Goes on with the handing over: first comes what the client said meanwhile. */
  public void resume() {
    deadlines.paused = Deadlines.NEVER;
    if (deadlines.pong != Deadlines.NEVER) {
      deadlines.pong = shard.nanos() + shard.settings().pongWithin().toNanos();
    }
    socket.resume();
  }

  /** Sends one message at the end of the loop's turn. */
  public void send(byte[] json) {
    write(Framing.text(socket.allocator(), json));
  }

  /** Sends an error, and closes on a client that makes nothing but errors. */
  public void refuse(Refusal refusal) {
    send(Replies.error(refusal));
    if (errors == null) {
      errors = new ErrorWindow();
    }
    if (errors.add(shard.nanos())) {
      close(CloseCode.TOO_MANY_ERRORS);
    }
  }

  public void refuse(ErrorCode code, String detail, @Nullable JsonNode id) {
    refuse(new Refusal(code, detail, id));
  }

  public void close(CloseCode code) {
    shard.connections().close(this, code);
  }

  /**
   * Queues frames and takes over the buffer. Answers and what was asked for may go over the budget
   * a little; a client that has that much of them waiting is closed as slow.
   */
  void write(ByteBuf frames) {
    int bytes = frames.readableBytes();
    if (isOpen() && hasRoomFor(bytes - RESERVE_BYTES)) {
      queue(frames, bytes);
    } else {
      frames.release();
      close(CloseCode.SLOW);
    }
  }

  /**
   * Queues a buffer that others share: only its reference is counted up. False if there was no room
   * for it: then the client is to fall behind.
   */
  boolean writeShared(ByteBuf frames) {
    int bytes = frames.readableBytes();
    if (!hasRoomFor(bytes)) {
      shard.backpressure().fallBehind(this);
      return false;
    }
    queue(frames.retainedDuplicate(), bytes);
    return true;
  }

  /**
   * Counts an answer to a ping, which the socket has queued by itself, as an answer of ours. A
   * client that goes on asking for them after it was told to go has had its time.
   */
  void ponged(int bytes) {
    if (hasRoomFor(-RESERVE_BYTES)) {
      wrote(bytes);
    } else if (isOpen()) {
      close(CloseCode.SLOW);
    } else {
      socket.abort();
    }
  }

  private void queue(ByteBuf frames, int bytes) {
    socket.write(frames);
    wrote(bytes);
  }

  private void wrote(int bytes) {
    written += bytes + Socket.WRITE_OVERHEAD_BYTES;
    shard.turn().due(this);
  }

  private boolean hasRoomFor(int bytes) {
    if (mayQueue(bytes)) {
      return true;
    }
    // The turn's writes count too: they had no chance to leave yet.
    socket.flush();
    return mayQueue(bytes);
  }

  /** One thing that is longer than the budget goes to a client for which little else waits. */
  private boolean mayQueue(int bytes) {
    return socket.queuedBytes() + bytes <= shard.settings().queueBytes() || socket.isWritable();
  }

  /** Whether more can be written that need not be written now. */
  boolean isRoomy() {
    if (socket.isWritable()) {
      return true;
    }
    socket.flush();
    return socket.isWritable();
  }

  /** Brings the record now, or, if the client has no room, only if no newer one comes before. */
  void addLatest(Frame frame, long pauseNanos) {
    if (isOpen()) {
      shard.backpressure().conflation(this).add(frame, pauseNanos, shard.nanos());
    }
  }

  /** Asks for a sign of life. */
  void ping() {
    write(Framing.ping(socket.allocator()));
  }

  /** Notes a sign of life. */
  void alive() {
    deadlines.pong = Deadlines.NEVER;
  }
}
