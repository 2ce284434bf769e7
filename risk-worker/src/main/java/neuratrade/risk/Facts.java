package neuratrade.risk;

import static neuratrade.pipeline.message.Decimals.amount;
import static neuratrade.pipeline.message.Decimals.percent;
import static neuratrade.pipeline.message.Decimals.ratio;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import neuratrade.pipeline.message.Notification;
import neuratrade.pipeline.message.Rfc3339;
import neuratrade.pipeline.message.Severity;

/**
 * A notification's data, in the order in which it is put, and how numbers and times are said in
 * texts.
 */
final class Facts {

  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final Map<String, Object> fields = new LinkedHashMap<>();

  Facts put(String name, Object value) {
    fields.put(name, value);
    return this;
  }

  /** What of drawdown, peak and equity is known. */
  Facts worth(Account account) {
    BigDecimal drawdown = account.drawdown();
    BigDecimal peak = account.peak();
    BigDecimal equity = account.equity();
    if (drawdown != null) {
      put("drawdown", ratio(drawdown));
    }
    if (peak != null) {
      put("peak", amount(peak));
    }
    if (equity != null) {
      put("equity", amount(equity));
    }
    return this;
  }

  Facts blocks(Account account) {
    List<Map<String, Object>> blocks = account.blocks().stream().map(Facts::of).toList();
    return put("blocks", blocks);
  }

  Notification tell(
      Account account,
      String type,
      Severity severity,
      String title,
      String message,
      Instant occurredAt) {
    return new Notification(
        type, "risk:" + account.id(), severity, title, message, occurredAt, fields);
  }

  /** A block went without anybody's asking for it. */
  static Notification resumedByItself(Account account, String title, String why, Instant at) {
    return new Facts()
        .put("automatic", true)
        .worth(account)
        .blocks(account)
        .tell(account, "risk.resume", Severity.LOW, title, why + " " + permission(account), at);
  }

  Map<String, Object> fields() {
    return fields;
  }

  private static Map<String, Object> of(Block block) {
    Facts facts =
        new Facts().put("kind", block.kind().text()).put("since", Rfc3339.text(block.since()));
    if (block.until() != null) {
      facts.put("until", Rfc3339.text(block.until()));
    }
    if (block.reason() != null) {
      facts.put("reason", block.reason());
    }
    if (block.requestedBy() != null) {
      facts.put("requested_by", block.requestedBy());
    }
    return facts.fields;
  }

  /** The drawdown in percent. */
  static String drawdown(Account account) {
    BigDecimal drawdown = account.drawdown();
    return percent(drawdown == null ? BigDecimal.ZERO : drawdown);
  }

  /** The drawdown at which trading is blocked, in percent: a halt amount is one too. */
  static String haltLimit(Account account) {
    BigDecimal peak = account.peak();
    return percent(
        peak == null
            ? account.limits().drawdown().halt()
            : ratio(Fall.allowed(peak, account.limits()), peak));
  }

  static String lost(Account account) {
    BigDecimal equity = account.equity();
    return "Equity %s is not above zero.".formatted(equity == null ? "" : amount(equity));
  }

  /** Whether a block stands. Of the kill switch an account knows nothing. */
  static String permission(Account account) {
    return account.isTradingAllowed()
        ? "No block of this account stands."
        : "Trading is still halted.";
  }

  static String minute(Instant at) {
    return MINUTE.format(at);
  }
}
