package neuratrade.risk;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import neuratrade.pipeline.fold.InternalReader;
import neuratrade.pipeline.fold.InternalWriter;
import neuratrade.pipeline.fold.RecentIds;
import neuratrade.pipeline.fold.StateCodec;
import neuratrade.pipeline.message.JsonBytes;
import org.jspecify.annotations.Nullable;

/** The kill switch as each partition of {@code risk.state} keeps it, under the key {@code *}. */
final class KillSwitchCodec implements StateCodec<KillSwitch> {

  private static final int MAX_BYTES = 512;

  private final JsonFactory json = new JsonFactory();
  private final JsonBytes bytes = new JsonBytes();
  private final InternalWriter memory = new InternalWriter(MAX_BYTES);

  @Override
  public void encode(
      @Nullable KillSwitch before,
      @Nullable KillSwitch after,
      long version,
      Instant at,
      Writer writer) {
    if (after == null) {
      writer.forget(WHOLE);
    } else {
      byte[] internal = memory.clear().ids(after.commands()).bytes();
      writer.write(new Part(WHOLE, visible(after, version, at), internal));
    }
  }

  private byte[] visible(KillSwitch state, long version, Instant at) {
    return bytes.object(out -> {
      out.writeBooleanField("on", state.on());
      if (state.reason() != null) {
        out.writeStringField("reason", state.reason());
      }
      if (state.requestedBy() != null) {
        out.writeStringField("requested_by", state.requestedBy());
      }
      out.writeNumberField("version", version);
      out.writeStringField("updated_at", at.toString());
    });
  }

  @Override
  public KillSwitch decode(String aggregate, List<Part> parts) {
    Part part = parts.getFirst();
    byte[] internal = part.internal();
    if (internal == null) {
      throw new IllegalArgumentException("the kill switch lacks its header 'internal'");
    }
    RecentIds commands = new InternalReader(internal).ids(KillSwitch.REMEMBERED);
    try (JsonParser in = json.createParser(part.value())) {
      boolean on = false;
      String reason = null;
      String requestedBy = null;
      in.nextToken();
      for (String name = in.nextFieldName(); name != null; name = in.nextFieldName()) {
        in.nextToken();
        switch (name) {
          case "on" -> on = in.getBooleanValue();
          case "reason" -> reason = in.getText();
          case "requested_by" -> requestedBy = in.getText();
          default -> in.skipChildren();
        }
      }
      return new KillSwitch(on, reason, requestedBy, commands);
    } catch (IOException e) {
      throw new UncheckedIOException("the state of the kill switch is broken", e);
    }
  }
}
