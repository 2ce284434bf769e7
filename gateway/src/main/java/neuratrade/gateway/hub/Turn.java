package neuratrade.gateway.hub;

import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.List;

/** One turn of the loop: what is written in it leaves in one flush at its end. */
final class Turn {

  private final EventLoop loop;
  private final Shard shard;
  private final List<Connection> due = new ArrayList<>();
  private final Runnable flushing = this::end;
  private boolean ends;

  Turn(EventLoop loop, Shard shard) {
    this.loop = loop;
    this.shard = shard;
  }

  /**
   * The caller ends the turn itself, also when it fails: else nothing would leave the loop again.
   */
  void begin() {
    ends = true;
  }

  /** Has the connection flushed at the end of the turn. */
  void due(Connection connection) {
    if (!connection.due) {
      connection.due = true;
      due.add(connection);
      if (!ends) {
        ends = true;
        loop.execute(flushing);
      }
    }
  }

  void end() {
    ends = false;
    for (int i = 0; i < due.size(); i++) {
      Connection connection = due.get(i);
      connection.due = false;
      if (connection.isOpen()) {
        try {
          connection.socket.flush();
          if (connection.socket.queuedBytes() > 0) {
            shard.backpressure().unsent(connection);
          }
        } catch (RuntimeException | OutOfMemoryError e) {
          shard.fail(connection, e);
        }
      }
    }
    due.clear();
  }
}
