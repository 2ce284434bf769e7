package neuratrade.quest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import neuratrade.pipeline.fold.StateCodec.Part;
import neuratrade.pipeline.message.Decimals;
import neuratrade.pipeline.message.Json;
import neuratrade.pipeline.message.JsonBytes;
import neuratrade.pipeline.message.QuestEvent.Cadence;
import neuratrade.pipeline.message.QuestEvent.Kind;
import neuratrade.pipeline.message.Rfc3339;
import org.jspecify.annotations.Nullable;

/**
 * One quest as {@code quest.state} keeps it: what others may see as JSON, the rest as {@link
 * QuestMemory} writes it. It reuses its buffers and belongs to one thread.
 */
final class QuestPart {

  private final JsonFactory json = new JsonFactory();
  private final JsonBytes bytes = new JsonBytes();
  private final QuestMemory memory = new QuestMemory();

  Part encode(String account, Quest quest, long version, Instant at) {
    return new Part(quest.id(), visible(account, quest, version, at), memory.write(quest));
  }

  Quest decode(String account, Part part) {
    byte[] internal = part.internal();
    if (internal == null) {
      throw new IllegalArgumentException(
          "the state of quest %s of account %s lacks its header 'internal'"
              .formatted(part.name(), account));
    }
    try (JsonParser in = json.createParser(part.value())) {
      return read(in, part, internal);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "the state of quest %s of account %s is broken".formatted(part.name(), account), e);
    }
  }

  private byte[] visible(String account, Quest quest, long version, Instant at) {
    Plan plan = quest.plan();
    return bytes.object(out -> {
      out.writeStringField("account_id", account);
      out.writeStringField("quest_id", plan.id());
      out.writeStringField("name", plan.name());
      out.writeStringField("kind", plan.kind().text());
      out.writeStringField("cadence", plan.cadence().text());
      out.writeStringField("status", quest.status().text());
      out.writeStringField("current", Decimals.amount(quest.current()));
      BigDecimal target = plan.target();
      Integer percent = quest.percent();
      if (target != null && percent != null) {
        out.writeStringField("target", Decimals.amount(target));
        out.writeNumberField("percent", percent);
      }
      writeMilestones(out, quest.milestones());
      writeKnown(out, "time_remaining", TimeRemaining.of(quest, at));
      writeKnown(out, "deadline", plan.deadline());
      if (quest.checkpoint() != null) {
        out.writeFieldName("checkpoint");
        out.writeRawValue(quest.checkpoint());
      }
      writeKnown(out, "error", quest.error());
      out.writeNumberField("version", version);
      out.writeStringField("updated_at", Rfc3339.text(at));
    });
  }

  private static void writeMilestones(JsonGenerator out, List<Milestone> milestones)
      throws IOException {
    out.writeArrayFieldStart("milestones");
    for (Milestone milestone : milestones) {
      out.writeStartObject();
      out.writeNumberField("percent", milestone.percent());
      writeKnown(out, "reached_at", milestone.reachedAt());
      out.writeEndObject();
    }
    out.writeEndArray();
  }

  private static void writeKnown(JsonGenerator out, String name, @Nullable Object value)
      throws IOException {
    if (value != null) {
      out.writeStringField(name, value.toString());
    }
  }

  private static Quest read(JsonParser in, Part part, byte[] internal) throws IOException {
    String name = "";
    Kind kind = Kind.ROUTINE;
    Cadence cadence = Cadence.ONETIME;
    Status status = Status.ACTIVE;
    BigDecimal current = BigDecimal.ZERO;
    BigDecimal target = null;
    List<Milestone> milestones = List.of();
    Instant deadline = null;
    String checkpoint = null;
    String error = null;
    in.nextToken();
    for (String field = in.nextFieldName(); field != null; field = in.nextFieldName()) {
      in.nextToken();
      switch (field) {
        case "name" -> name = in.getText();
        case "kind" -> kind = Kind.valueOf(in.getText().toUpperCase(Locale.ROOT));
        case "cadence" -> cadence = Cadence.valueOf(in.getText().toUpperCase(Locale.ROOT));
        case "status" -> status = Status.of(in.getText());
        case "current" -> current = new BigDecimal(in.getText());
        case "target" -> target = new BigDecimal(in.getText());
        case "milestones" -> milestones = milestones(in);
        case "deadline" -> deadline = Instant.parse(in.getText());
        case "checkpoint" -> checkpoint = Json.rawValue(in, part.value());
        case "error" -> error = in.getText();
        default -> in.skipChildren();
      }
    }
    Plan plan = new Plan(part.name(), name, kind, cadence, target, deadline);
    return QuestMemory.read(internal, plan, status, current, milestones, checkpoint, error);
  }

  private static List<Milestone> milestones(JsonParser in) throws IOException {
    List<Milestone> milestones = new ArrayList<>();
    while (in.nextToken() == JsonToken.START_OBJECT) {
      int percent = 0;
      Instant reachedAt = null;
      for (String field = in.nextFieldName(); field != null; field = in.nextFieldName()) {
        in.nextToken();
        switch (field) {
          case "percent" -> percent = in.getIntValue();
          case "reached_at" -> reachedAt = Instant.parse(in.getText());
          default -> in.skipChildren();
        }
      }
      milestones.add(new Milestone(percent, reachedAt));
    }
    return milestones;
  }
}
