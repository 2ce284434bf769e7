package neuratrade.benchmark.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** One client: subscribes to its channel, and counts notifications. */
final class Client implements Link.Owner {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final byte NOTIFICATION = 'n';
  private static final byte SUBSCRIPTION = 's';
  private static final byte ERROR = 'e';

  private final Crowd crowd;
  private final int number;
  private final String channel;

  /** Null if it will not come back. */
  private final @Nullable Cursors cursors;

  private Link link;
  private boolean joined;
  private int received;

  /**
   * @param returns whether it keeps what it takes to come back
   */
  Client(Crowd crowd, int number, String channel, boolean returns) {
    this.crowd = crowd;
    this.number = number;
    this.channel = channel;
    this.cursors = returns ? new Cursors() : null;
    this.link = crowd.link(number, this);
  }

  /** Connects anew, and resumes after the newest that it has. */
  void comeBack() {
    joined = false;
    link = crowd.link(number, this);
  }

  /** Notifications since the last {@link #restart}. */
  int received() {
    return received;
  }

  void restart() {
    received = 0;
  }

  @Override
  public void upgraded() {
    String wanted =
        cursors == null || cursors.newest().isEmpty()
            ? "\"%s\"".formatted(channel)
            : "{\"channel\":\"%s\",\"cursors\":[\"%s\"]}"
                .formatted(channel, String.join("\",\"", cursors.newest()));
    say("{\"action\":\"subscribe\",\"channels\":[%s],\"id\":1}".formatted(wanted));
  }

  @Override
  public void text(byte kind, String text) {
    if (kind == NOTIFICATION) {
      if (cursors != null) {
        cursors.pass(text);
      }
      crowd.received(number, received++);
    } else if (kind == SUBSCRIPTION && !joined) {
      joined = true;
      if (cursors == null) {
        link.keep(false);
      } else {
        begin(cursors, text);
      }
      crowd.joined();
    } else if (kind == ERROR) {
      throw new IllegalStateException("client %d was told %s".formatted(number, text));
    }
  }

  private void begin(Cursors own, String answer) {
    try {
      JsonNode begun = JSON.readTree(answer).at("/channels/0");
      if (!begun.path("recovered").asBoolean()) {
        throw new IllegalStateException("client %d was told %s".formatted(number, answer));
      }
      own.begin(begun.path("cursors"));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("client " + number, e);
    }
  }

  @Override
  public void ended(InetSocketAddress server, String how) {
    crowd.lost(this, server, "client %d %s".formatted(number, how));
  }

  void say(String text) {
    link.say(text);
  }

  void end() {
    link.end();
  }
}
