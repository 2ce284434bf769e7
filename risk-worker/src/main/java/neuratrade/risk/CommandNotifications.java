package neuratrade.risk;

import static neuratrade.pipeline.message.Decimals.amount;
import static neuratrade.pipeline.message.Decimals.percent;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import neuratrade.pipeline.message.Notification;
import neuratrade.pipeline.message.RiskEvent.HaltRequested;
import neuratrade.pipeline.message.RiskEvent.KillSwitchSet;
import neuratrade.pipeline.message.RiskEvent.LimitsSet;
import neuratrade.pipeline.message.RiskEvent.PeakReset;
import neuratrade.pipeline.message.RiskEvent.ResumeRequested;
import neuratrade.pipeline.message.Severity;
import org.jspecify.annotations.Nullable;

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
    String permission = Facts.permission(account);
    return new Facts()
        .put("requested_by", resume.requestedBy())
        .put("rebased", rebased)
        .worth(account)
        .blocks(account)
        .tell(
            account,
            "risk.resume",
            Severity.LOW,
            account.isTradingAllowed() ? "Trading resumed" : "Block lifted",
            "Resumed by %s.%s %s".formatted(resume.requestedBy(), from, permission),
            resume.occurredAt());
  }

  static Notification nothingToResume(Account account, ResumeRequested resume) {
    String message =
        account.isTradingAllowed()
            ? Facts.permission(account)
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
    List<LimitKey> changed = limits.changedFrom(before.accountLimits());
    Map<String, String> own = new LinkedHashMap<>();
    limits.own().forEach((key, text) -> own.put(key.text(), text));
    return new Facts()
        .put("changed", changed.stream().map(LimitKey::text).toList())
        .put("limits", own)
        .put("requested_by", set.requestedBy())
        .blocks(after)
        .tell(
            after,
            "risk.limits_set",
            Severity.LOW,
            "Limits set",
            changed.isEmpty()
                ? "No limit was changed by %s.".formatted(set.requestedBy())
                : "Set by %s: %s.".formatted(set.requestedBy(), said(changed, limits.own())),
            set.occurredAt());
  }

  private static String said(List<LimitKey> changed, Map<LimitKey, String> own) {
    return changed.stream()
        .map(key -> key.text() + " " + said(key, own.get(key)))
        .collect(Collectors.joining(", "));
  }

  private static String said(LimitKey key, @Nullable String text) {
    if (text == null) {
      return "as usual";
    }
    return key.isPart() ? percent(new BigDecimal(text)) : text;
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

  /**
   * On the channel that every one of {@code risk:} includes.
   *
   * @param repeated whether trading was stopped before, for another reason or by another
   */
  static Notification killSwitch(KillSwitchSet set, boolean repeated) {
    String stopped = repeated ? "All trading still stopped" : "All trading stopped";
    String title = set.on() ? stopped : "Trading freed";
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
