package neuratrade.risk;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import neuratrade.pipeline.fold.StateCodec;
import neuratrade.pipeline.message.Decimals;
import org.jspecify.annotations.Nullable;

/**
 * Accounts as {@code risk.state} keeps them, each in one part: what others may see as JSON, the
 * rest as {@link AccountMemory} writes it.
 */
public final class AccountCodec implements StateCodec<Account> {

  private static final int TYPICAL_BYTES = 512;

  private final JsonFactory json = new JsonFactory();
  private final ByteArrayOutputStream buffer = new ByteArrayOutputStream(TYPICAL_BYTES);
  private final AccountMemory memory = new AccountMemory();
  private final BigDecimal keptAtHalt;
  private Instant updatedAt = Instant.EPOCH;
  private String updatedAtText = Instant.EPOCH.toString();

  /**
   * @param limits by which the floor is shown
   */
  public AccountCodec(Limits limits) {
    this.keptAtHalt = BigDecimal.ONE.subtract(limits.haltDrawdown());
  }

  @Override
  public void encode(
      @Nullable Account before, @Nullable Account after, long version, Instant at, Writer writer) {
    if (after == null) {
      writer.forget(WHOLE);
    } else {
      writer.write(new Part(WHOLE, visible(after, version, at), memory.write(after)));
    }
  }

  @Override
  public Account decode(String aggregate, List<Part> parts) {
    Part part = parts.getFirst();
    byte[] internal = part.internal();
    if (internal == null) {
      throw new IllegalArgumentException(
          "the state of account %s lacks its header 'internal'".formatted(aggregate));
    }
    try (JsonParser in = json.createParser(part.value())) {
      Level level = Level.NORMAL;
      List<Block> blocks = List.of();
      BigDecimal equity = null;
      in.nextToken();
      for (String name = in.nextFieldName(); name != null; name = in.nextFieldName()) {
        in.nextToken();
        switch (name) {
          case "level" -> level = Level.of(in.getText());
          case "blocks" -> blocks = blocks(in);
          case "equity" -> equity = new BigDecimal(in.getText());
          default -> in.skipChildren();
        }
      }
      return AccountMemory.read(internal, aggregate, level, blocks, equity);
    } catch (IOException e) {
      throw new UncheckedIOException("the state of account %s is broken".formatted(aggregate), e);
    }
  }

  private byte[] visible(Account account, long version, Instant at) {
    buffer.reset();
    try (JsonGenerator out = json.createGenerator(buffer)) {
      out.writeStartObject();
      out.writeStringField("account_id", account.id());
      out.writeStringField("level", account.level().text());
      out.writeBooleanField("trading_allowed", account.isTradingAllowed());
      writeBlocks(out, account.blocks());
      BigDecimal drawdown = account.drawdown();
      if (drawdown != null) {
        out.writeStringField("drawdown", Decimals.ratio(drawdown));
      }
      out.writeStringField("max_drawdown", Decimals.ratio(account.maxDrawdown()));
      BigDecimal peak = account.reference().value();
      BigDecimal equity = account.equity();
      if (peak != null) {
        BigDecimal floor = peak.multiply(keptAtHalt, Decimals.STORED);
        out.writeStringField("reference", Decimals.amount(peak));
        out.writeStringField("floor", Decimals.amount(floor));
        if (equity != null) {
          out.writeStringField("headroom", Decimals.amount(equity.subtract(floor)));
        }
      }
      if (equity != null) {
        out.writeStringField("equity", Decimals.amount(equity));
      }
      out.writeNumberField("version", version);
      out.writeStringField("updated_at", text(at));
      out.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("a buffer in memory failed", e);
    }
    return buffer.toByteArray();
  }

  /** Many records have the same broker time, and writing one costs as much as three amounts. */
  private String text(Instant at) {
    if (!at.equals(updatedAt)) {
      updatedAt = at;
      updatedAtText = at.toString();
    }
    return updatedAtText;
  }

  private static void writeBlocks(JsonGenerator out, List<Block> blocks) throws IOException {
    out.writeArrayFieldStart("blocks");
    for (Block block : blocks) {
      out.writeStartObject();
      out.writeStringField("kind", block.kind().text());
      out.writeStringField("since", block.since().toString());
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
    String reason = null;
    String requestedBy = null;
    for (String name = in.nextFieldName(); name != null; name = in.nextFieldName()) {
      in.nextToken();
      switch (name) {
        case "kind" -> kind = in.getText();
        case "since" -> since = Instant.parse(in.getText());
        case "reason" -> reason = in.getText();
        case "requested_by" -> requestedBy = in.getText();
        default -> in.skipChildren();
      }
    }
    return new Block(Block.Kind.of(kind), since, reason, requestedBy);
  }
}
