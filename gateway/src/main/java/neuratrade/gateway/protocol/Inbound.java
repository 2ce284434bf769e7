package neuratrade.gateway.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a client's message turned out to be: a request, or the reason why it is none. */
public sealed interface Inbound {

  /** What the client wants echoed in the answer. */
  @Nullable JsonNode id();

  record Authenticate(String token, @Nullable JsonNode id) implements Inbound {

    @Override
    public String toString() {
      return "Authenticate[token=hidden]";
    }
  }

  record Subscribe(List<Wanted> channels, @Nullable JsonNode id) implements Inbound {}

  record Unsubscribe(List<Wanted> channels, @Nullable JsonNode id) implements Inbound {}

  record Ping(@Nullable JsonNode id) implements Inbound {}

  /**
   * @param detail for a person
   */
  record Refusal(ErrorCode code, String detail, @Nullable JsonNode id) implements Inbound {}

  record Listing(@Nullable JsonNode id) implements Inbound {}

  /**
   * One entry of a request's {@code channels}.
   *
   * @param cursors after which the client wants to resume; empty if it does not
   * @param since how far the client wants to look back instead; null if it does not
   */
  record Wanted(String channel, List<Cursor> cursors, @Nullable Duration since, Mode mode) {

    public boolean looksBack() {
      return !cursors.isEmpty() || since != null;
    }

    /** The cursor of the lane; null if the client gave none. */
    public @Nullable Cursor cursor(int lane) {
      return cursors.stream().filter(cursor -> cursor.lane() == lane).findFirst().orElse(null);
    }
  }
}
