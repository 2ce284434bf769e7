package neuratrade.gateway.protocol;

import com.fasterxml.jackson.databind.JsonNode;
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

  /**
   * One entry of a request's {@code channels}.
   *
   * @param past whether the client asks for what it missed
   */
  record Wanted(String channel, boolean past) {}
}
