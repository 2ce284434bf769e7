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

  enum Life {
    OPEN,
    CLOSING,
    GONE
  }

  final Socket socket;
  final Map<String, Membership> heard = HashMap.newHashMap(2);
  final Deadlines deadlines = new Deadlines();

  /** Whose states the client has still to be told. */
  final Set<Channel> unshown = new HashSet<>(0);

  int subscriptions;
  Life state = Life.OPEN;

  /** Whether something is written that waits for the turn's flush. */
  boolean due;

  /** The last record that was written, so that one heard in two ways is written once. */
  long mark;

  private final Shard shard;
  private final String id;
  private @Nullable Holder holder;
  private @Nullable ErrorWindow errors;

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
    Membership member = heard.get(channel);
    return member != null && member.subscribed;
  }

  public int subscriptions() {
    return subscriptions;
  }

  /** Stops and starts the handing over of what the client says. */
  public void pause() {
    socket.pause();
  }

  public void resume() {
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
    shard.close(this, code);
  }

  /**
   * Queues frames and takes over the buffer, unless the client is closed or its budget used up:
   * then it is closed as slow.
   */
  void write(ByteBuf frames) {
    if (!isOpen() || !hasRoomFor(frames.readableBytes())) {
      frames.release();
      return;
    }
    socket.write(frames);
    shard.due(this);
  }

  /**
   * As {@link #write}, of a buffer that others share: only its reference is counted up. False if it
   * was not written.
   */
  boolean writeShared(ByteBuf frames) {
    if (!isOpen() || !hasRoomFor(frames.readableBytes())) {
      return false;
    }
    socket.write(frames.retainedDuplicate());
    shard.due(this);
    return true;
  }

  private boolean hasRoomFor(int bytes) {
    long most = shard.settings().queueBytes();
    if (socket.queuedBytes() + bytes <= most) {
      return true;
    }
    // The turn's writes count too: they had no chance to leave yet.
    socket.flush();
    if (socket.queuedBytes() + bytes <= most) {
      return true;
    }
    close(CloseCode.SLOW);
    return false;
  }

  /** Notes a sign of life. */
  void alive() {
    deadlines.pong = Deadlines.NEVER;
    if (socket.queuedBytes() > shard.settings().queueBytes()) {
      close(CloseCode.SLOW);
    }
  }
}
