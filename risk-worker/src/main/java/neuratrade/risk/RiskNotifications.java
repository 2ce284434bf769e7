package neuratrade.risk;

import static neuratrade.pipeline.message.Decimals.amount;
import static neuratrade.pipeline.message.Decimals.percent;
import static neuratrade.pipeline.message.Decimals.ratio;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import neuratrade.pipeline.message.Notification;
import neuratrade.pipeline.message.RiskEvent.HaltRequested;
import neuratrade.pipeline.message.RiskEvent.PeakReset;
import neuratrade.pipeline.message.RiskEvent.ResumeRequested;
import neuratrade.pipeline.message.Severity;

/**
 * The words and the data of all that the risk worker tells: what happened, the number, the limit.
 */
final class RiskNotifications {

  private final Limits limits;

  RiskNotifications(Limits limits) {
    this.limits = limits;
  }

  Notification warning(Account account, Instant occurredAt) {
    String message = reached(account, "warning limit", limits.warningDrawdown());
    return drawdown(
        account, "risk.warning_drawdown", Severity.MEDIUM, "Drawdown warning", message, occurredAt);
  }

  Notification critical(Account account, Instant occurredAt) {
    String message = reached(account, "critical limit", limits.criticalDrawdown());
    return drawdown(
        account, "risk.critical_drawdown", Severity.HIGH, "Critical drawdown", message, occurredAt);
  }

  Notification halted(Account account, Instant occurredAt) {
    return drawdown(
        account,
        "risk.halt",
        Severity.CRITICAL,
        "Trading halted",
        reached(account, "halt limit", limits.haltDrawdown()),
        occurredAt);
  }

  Notification haltedAgain(Account account, Instant occurredAt) {
    Data data = new Data().worth(account).put("repeated", true);
    return notification(
        account,
        "risk.halt",
        Severity.CRITICAL,
        "Halt limit reached again",
        reached(account, "halt limit", limits.haltDrawdown()) + " Trading is still halted.",
        occurredAt,
        data);
  }

  Notification manualHalt(Account account, HaltRequested halt) {
    Data data = new Data().put("reason", halt.reason()).put("requested_by", halt.requestedBy());
    return notification(
        account,
        "risk.halt",
        Severity.CRITICAL,
        "Trading halted",
        "Halted by %s: %s".formatted(halt.requestedBy(), halt.reason()),
        halt.occurredAt(),
        data);
  }

  Notification recovered(Account account, Instant occurredAt) {
    String message =
        "Drawdown %s is within the recovery mark of %s. %s"
            .formatted(shown(account), percent(limits.recoveryMark()), permission(account));
    return notification(
        account,
        "risk.recovery",
        Severity.LOW,
        "Drawdown recovered",
        message,
        occurredAt,
        new Data().worth(account).blocks(account));
  }

  Notification resumed(Account account, ResumeRequested resume, boolean rebased) {
    Data data =
        new Data()
            .put("requested_by", resume.requestedBy())
            .put("rebased", rebased)
            .worth(account)
            .blocks(account);
    BigDecimal peak = account.reference().value();
    String from =
        rebased && peak != null ? " Drawdown counts from %s now.".formatted(amount(peak)) : "";
    return notification(
        account,
        "risk.resume",
        Severity.LOW,
        "Trading resumed",
        "Resumed by %s.%s".formatted(resume.requestedBy(), from),
        resume.occurredAt(),
        data);
  }

  Notification resumedByItself(Account account, Instant occurredAt) {
    String message =
        "Drawdown %s is within the recovery mark of %s, so its block is lifted. %s"
            .formatted(shown(account), percent(limits.recoveryMark()), permission(account));
    return notification(
        account,
        "risk.resume",
        Severity.LOW,
        "Drawdown block lifted",
        message,
        occurredAt,
        new Data().put("automatic", true).worth(account).blocks(account));
  }

  Notification nothingToResume(Account account, ResumeRequested resume) {
    return rejected(account, resume, "not_blocked", "Nothing blocks trading.");
  }

  Notification resumeRefused(Account account, ResumeRequested resume) {
    String message =
        account.drawdown() == null
            ? lost(account)
            : "Drawdown %s is not below the halt limit of %s."
                .formatted(shown(account), percent(limits.haltDrawdown()));
    return rejected(account, resume, "still_in_breach", message);
  }

  Notification peakReset(Account before, Account after, PeakReset reset) {
    BigDecimal previous = before.reference().value();
    Data data = new Data().put("requested_by", reset.requestedBy()).worth(after);
    if (previous != null) {
      data.put("previous_peak", amount(previous));
    }
    BigDecimal peak = after.reference().value();
    return notification(
        after,
        "risk.peak_reset",
        Severity.LOW,
        "Peak reset",
        "The peak was set to %s by %s."
            .formatted(amount(peak == null ? reset.peak() : peak), reset.requestedBy()),
        reset.occurredAt(),
        data);
  }

  Notification equityStale(Account account, Duration expected, Instant at) {
    int open = account.feed().openPositions();
    String stake =
        open == 0
            ? "trading is halted"
            : "%d %s open".formatted(open, open == 1 ? "position is" : "positions are");
    Data data =
        new Data()
            .put("quiet_since", account.feed().quietSince().toString())
            .put("open_positions", open)
            .worth(account)
            .blocks(account);
    return notification(
        account,
        "risk.equity_stale",
        Severity.MEDIUM,
        "No equity reports",
        "No equity came for %d min while %s.".formatted(expected.toMinutes(), stake),
        at,
        data);
  }

  private static Notification rejected(
      Account account, ResumeRequested resume, String reason, String message) {
    Data data =
        new Data().put("reason", reason).put("requested_by", resume.requestedBy()).worth(account);
    return notification(
        account,
        "risk.resume_rejected",
        Severity.MEDIUM,
        "Resume refused",
        message,
        resume.occurredAt(),
        data);
  }

  private static Notification drawdown(
      Account account,
      String type,
      Severity severity,
      String title,
      String message,
      Instant occurredAt) {
    return notification(
        account, type, severity, title, message, occurredAt, new Data().worth(account));
  }

  private static Notification notification(
      Account account,
      String type,
      Severity severity,
      String title,
      String message,
      Instant occurredAt,
      Data data) {
    return new Notification(
        type, "risk:" + account.id(), severity, title, message, occurredAt, data.fields);
  }

  private static String reached(Account account, String name, BigDecimal limit) {
    return account.drawdown() == null
        ? lost(account)
        : "Drawdown %s reached the %s of %s.".formatted(shown(account), name, percent(limit));
  }

  private static String lost(Account account) {
    BigDecimal equity = account.equity();
    return "Equity %s is not above zero.".formatted(equity == null ? "" : amount(equity));
  }

  private static String shown(Account account) {
    BigDecimal drawdown = account.drawdown();
    return drawdown == null ? "0.00 %" : percent(drawdown);
  }

  private static String permission(Account account) {
    return account.isTradingAllowed() ? "Trading is allowed." : "Trading is still halted.";
  }

  /** A notification's data, in the order in which it is put. */
  private static final class Data {

    private final Map<String, Object> fields = new LinkedHashMap<>();

    Data put(String name, Object value) {
      fields.put(name, value);
      return this;
    }

    /** What of drawdown, peak and equity is known. */
    Data worth(Account account) {
      BigDecimal drawdown = account.drawdown();
      BigDecimal peak = account.reference().value();
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

    Data blocks(Account account) {
      List<Map<String, Object>> blocks = account.blocks().stream().map(Data::of).toList();
      return put("blocks", blocks);
    }

    private static Map<String, Object> of(Block block) {
      Data data =
          new Data().put("kind", block.kind().text()).put("since", block.since().toString());
      if (block.reason() != null) {
        data.put("reason", block.reason());
      }
      if (block.requestedBy() != null) {
        data.put("requested_by", block.requestedBy());
      }
      return data.fields;
    }
  }
}
