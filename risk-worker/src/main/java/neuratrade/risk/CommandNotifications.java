package neuratrade.risk;

import static neuratrade.pipeline.message.Decimals.amount;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import neuratrade.pipeline.message.Notification;
import neuratrade.pipeline.message.RiskEvent.HaltRequested;
import neuratrade.pipeline.message.RiskEvent.KillSwitchSet;
import neuratrade.pipeline.message.RiskEvent.LimitsSet;
import neuratrade.pipeline.message.RiskEvent.PeakReset;
import neuratrade.pipeline.message.RiskEvent.ResumeRequested;
import neuratrade.pipeline.message.Severity;

/** The words for what people asked for, and for what is refused them. */
final class CommandNotifications {

  private CommandNotifications() {}

  static Notification halted(Account account, HaltRequested halt) {
    return new Facts()
        .put("reason", halt.reason())
        .put("requested_by", halt.requestedBy())
        .tell(
            account,
            "risk.halt",
            Severity.CRITICAL,
            "Trading halted",
            "Halted by %s: %s".formatted(halt.requestedBy(), halt.reason()),
            halt.occurredAt());
  }

  static Notification resumed(Account account, ResumeRequested resume, boolean rebased) {
    BigDecimal peak = account.peak();
    String from =
        rebased && peak != null ? " Drawdown counts from %s now.".formatted(amount(peak)) : "";
    return new Facts()
        .put("requested_by", resume.requestedBy())
        .put("rebased", rebased)
        .worth(account)
        .blocks(account)
        .tell(
            account,
            "risk.resume",
            Severity.LOW,
            "Trading resumed",
            "Resumed by %s.%s".formatted(resume.requestedBy(), from),
            resume.occurredAt());
  }

  static Notification nothingToResume(Account account, ResumeRequested resume) {
    String message =
        account.isTradingAllowed()
            ? "Nothing blocks trading."
            : "Nothing that this request may lift blocks trading.";
    return resumeRejected(account, resume, "not_blocked", message);
  }

  static Notification resumeRefused(Account account, ResumeRequested resume) {
    String message =
        account.drawdown() == null
            ? Facts.lost(account)
            : "Drawdown %s is not below the halt limit of %s."
                .formatted(Facts.drawdown(account), Facts.haltLimit(account));
    return resumeRejected(account, resume, "still_in_breach", message);
  }

  private static Notification resumeRejected(
      Account account, ResumeRequested resume, String reason, String message) {
    return new Facts()
        .put("reason", reason)
        .put("requested_by", resume.requestedBy())
        .worth(account)
        .tell(
            account,
            "risk.resume_rejected",
            Severity.MEDIUM,
            "Resume refused",
            message,
            resume.occurredAt());
  }

  static Notification peakReset(Account before, Account after, PeakReset reset) {
    BigDecimal previous = before.peak();
    Facts facts = new Facts().put("requested_by", reset.requestedBy()).worth(after);
    if (previous != null) {
      facts.put("previous_peak", amount(previous));
    }
    BigDecimal peak = after.peak();
    return facts.tell(
        after,
        "risk.peak_reset",
        Severity.LOW,
        "Peak reset",
        "The peak was set to %s by %s."
            .formatted(amount(peak == null ? reset.peak() : peak), reset.requestedBy()),
        reset.occurredAt());
  }

  static Notification limitsSet(Account before, Account after, LimitsSet set) {
    AccountLimits limits = after.accountLimits();
    List<String> changed = limits.changedFrom(before.accountLimits());
    Map<String, String> own = new LinkedHashMap<>();
    limits.own().forEach((key, text) -> own.put(key.text(), text));
    return new Facts()
        .put("changed", changed)
        .put("limits", own)
        .put("requested_by", set.requestedBy())
        .blocks(after)
        .tell(
            after,
            "risk.limits_set",
            Severity.LOW,
            "Limits set",
            "%s by %s."
                .formatted(
                    changed.isEmpty() ? "No limit was changed" : said(changed, own),
                    set.requestedBy()),
            set.occurredAt());
  }

  private static String said(List<String> changed, Map<String, String> own) {
    StringBuilder said = new StringBuilder();
    for (String key : changed) {
      said.append(said.isEmpty() ? "Set: " : ", ")
          .append(key)
          .append(' ')
          .append(own.getOrDefault(key, "as usual"));
    }
    return said.toString();
  }

  static Notification limitsRejected(
      Account account, LimitsSet set, RefusedLimitException refusal) {
    return new Facts()
        .put("key", refusal.key())
        .put("value", refusal.value())
        .put("reason", refusal.must())
        .put("requested_by", set.requestedBy())
        .tell(
            account,
            "risk.limits_rejected",
            Severity.MEDIUM,
            "Limits refused",
            "%s is %s: %s. No limit was set."
                .formatted(refusal.key(), refusal.value(), refusal.must()),
            set.occurredAt());
  }

  /** On the channel that every one of {@code risk:} includes. */
  static Notification killSwitch(KillSwitchSet set) {
    String title = set.on() ? "All trading stopped" : "Trading freed";
    return new Notification(
        "risk.kill_switch",
        "risk:all",
        Severity.CRITICAL,
        title,
        "Kill switch %s by %s: %s"
            .formatted(set.on() ? "on" : "off", set.requestedBy(), set.reason()),
        set.occurredAt(),
        new Facts()
            .put("on", set.on())
            .put("reason", set.reason())
            .put("requested_by", set.requestedBy())
            .fields());
  }
}
