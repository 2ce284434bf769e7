package neuratrade.risk;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import neuratrade.pipeline.message.Decimals;
import neuratrade.pipeline.message.JsonBytes;
import neuratrade.pipeline.message.Rfc3339;
import org.jspecify.annotations.Nullable;

/** What others may see of an account. What is as ever, or not known, is left out. */
final class AccountJson {

  /** What of an account is kept in what others may see, and nowhere else. */
  record Visible(
      Level level,
      List<Block> blocks,
      @Nullable BigDecimal equity,
      Map<LimitKey, String> ownLimits) {}

  private final JsonFactory json = new JsonFactory();
  private final JsonBytes bytes = new JsonBytes();

  byte[] write(Account account, long version, Instant at) {
    return bytes.object(out -> {
      out.writeStringField("account_id", account.id());
      out.writeStringField("level", account.level().text());
      out.writeBooleanField("trading_allowed", account.isTradingAllowed());
      writeBlocks(out, account.blocks());
      writeStreak(out, account.streak());
      writeStanding(out, account);
      writeDay(out, account.day());
      writeLimits(out, account.accountLimits().own());
      out.writeNumberField("version", version);
      out.writeStringField("updated_at", Rfc3339.text(at));
    });
  }

  Visible read(String account, byte[] value) {
    try (JsonParser in = json.createParser(value)) {
      Level level = Level.NORMAL;
      List<Block> blocks = List.of();
      BigDecimal equity = null;
      Map<LimitKey, String> limits = Map.of();
      in.nextToken();
      for (String name = in.nextFieldName(); name != null; name = in.nextFieldName()) {
        in.nextToken();
        switch (name) {
          case "level" -> level = Level.of(in.getText());
          case "blocks" -> blocks = blocks(in);
          case "equity" -> equity = new BigDecimal(in.getText());
          case "limits" -> limits = limits(in);
          default -> in.skipChildren();
        }
      }
      return new Visible(level, blocks, equity, limits);
    } catch (IOException e) {
      throw new UncheckedIOException("the state of account %s is broken".formatted(account), e);
    }
  }

  private static void writeStreak(JsonGenerator out, Streak streak) throws IOException {
    if (streak.size().compareTo(BigDecimal.ONE) != 0) {
      out.writeStringField("size_multiplier", Decimals.ratio(streak.size()));
    }
    if (streak.losses() > 0) {
      out.writeNumberField("losses_in_row", streak.losses());
    }
  }

  private static void writeStanding(JsonGenerator out, Account account) throws IOException {
    BigDecimal drawdown = account.drawdown();
    if (drawdown != null) {
      out.writeStringField("drawdown", Decimals.ratio(drawdown));
    }
    out.writeStringField("max_drawdown", Decimals.ratio(account.standing().maxDrawdown()));
    BigDecimal peak = account.peak();
    if (peak != null) {
      BigDecimal floor = account.limits().floor(peak).round(Decimals.STORED);
      out.writeStringField("reference", Decimals.amount(peak));
      out.writeStringField("floor", Decimals.amount(floor));
      BigDecimal value = account.value();
      if (value != null) {
        out.writeStringField("headroom", Decimals.amount(value.subtract(floor)));
      }
    }
    BigDecimal equity = account.equity();
    if (equity != null) {
      out.writeStringField("equity", Decimals.amount(equity));
    }
  }

  private static void writeDay(JsonGenerator out, Day day) throws IOException {
    if (day.pnl().signum() != 0) {
      out.writeObjectFieldStart("day");
      out.writeStringField("pnl", Decimals.amount(day.pnl()));
      Day.Opening opening = day.opening();
      if (opening != null) {
        out.writeStringField("opening", Decimals.amount(opening.equity()));
      }
      out.writeStringField("ends", Rfc3339.text(day.ends()));
      out.writeEndObject();
    }
  }

  private static void writeLimits(JsonGenerator out, Map<LimitKey, String> own) throws IOException {
    if (!own.isEmpty()) {
      out.writeObjectFieldStart("limits");
      for (Map.Entry<LimitKey, String> limit : own.entrySet()) {
        out.writeStringField(limit.getKey().text(), limit.getValue());
      }
      out.writeEndObject();
    }
  }

  private static void writeBlocks(JsonGenerator out, List<Block> blocks) throws IOException {
    out.writeArrayFieldStart("blocks");
    for (Block block : blocks) {
      out.writeStartObject();
      out.writeStringField("kind", block.kind().text());
      out.writeStringField("since", Rfc3339.text(block.since()));
      if (block.until() != null) {
        out.writeStringField("until", Rfc3339.text(block.until()));
      }
      if (block.reason() != null) {
        out.writeStringField("reason", block.reason());
      }
      if (block.requestedBy() != null) {
        out.writeStringField("requested_by", block.requestedBy());
      }
      out.writeEndObject();
    }
    out.writeEndArray();
  }

  private static List<Block> blocks(JsonParser in) throws IOException {
    List<Block> blocks = new ArrayList<>();
    while (in.nextToken() == JsonToken.START_OBJECT) {
      blocks.add(block(in));
    }
    return blocks;
  }

  private static Block block(JsonParser in) throws IOException {
    String kind = "";
    Instant since = Instant.MIN;
    Instant until = null;
    String reason = null;
    String requestedBy = null;
    for (String name = in.nextFieldName(); name != null; name = in.nextFieldName()) {
      in.nextToken();
      switch (name) {
        case "kind" -> kind = in.getText();
        case "since" -> since = Instant.parse(in.getText());
        case "until" -> until = Instant.parse(in.getText());
        case "reason" -> reason = in.getText();
        case "requested_by" -> requestedBy = in.getText();
        default -> in.skipChildren();
      }
    }
    return new Block(Block.Kind.of(kind), since, until, reason, requestedBy);
  }

  private static Map<LimitKey, String> limits(JsonParser in) throws IOException {
    Map<LimitKey, String> limits = new EnumMap<>(LimitKey.class);
    for (String name = in.nextFieldName(); name != null; name = in.nextFieldName()) {
      in.nextToken();
      LimitKey key = LimitKey.of(name);
      if (key == null) {
        in.skipChildren();
      } else {
        limits.put(key, in.getText());
      }
    }
    return limits;
  }
}
