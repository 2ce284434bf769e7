package neuratrade.risk;

import java.util.List;
import neuratrade.pipeline.fold.RecentIds;
import neuratrade.pipeline.fold.Step;
import neuratrade.pipeline.message.Notification;
import neuratrade.pipeline.message.RiskEvent.KillSwitchSet;
import org.jspecify.annotations.Nullable;

/**
 * Whether all trading is stopped. Every partition has it for itself; it is never folded into the
 * accounts.
 *
 * @param reason in the words of who set it last; null if nobody did yet
 * @param requestedBy who that was
 * @param commands that were applied, by which late and repeated ones are known
 */
public record KillSwitch(
    boolean on, @Nullable String reason, @Nullable String requestedBy, RecentIds commands)
    implements RiskState {

  static final int REMEMBERED = 16;
  static final KillSwitch UNTOUCHED =
      new KillSwitch(false, null, null, RecentIds.ofLast(REMEMBERED));

  /**
   * Commands are taken once and in order. While trading is stopped, another reason for it or
   * another who wants it is told as well; one that changes nothing is not.
   */
  Step<RiskState> after(KillSwitchSet set) {
    if (commands.isAheadOf(set.occurredAt()) || commands.makesStale(set.occurredAt(), set.id())) {
      return new Step.Stale<>();
    }
    RecentIds known = commands.with(set.occurredAt(), set.id());
    boolean isInOtherWords = !set.reason().equals(reason) || !set.requestedBy().equals(requestedBy);
    boolean isNews = set.on() != on || (on && isInOtherWords);
    KillSwitch next = new KillSwitch(set.on(), set.reason(), set.requestedBy(), known);
    List<Notification> told =
        isNews ? List.of(CommandNotifications.killSwitch(set, on)) : List.of();
    return new Step.Changed<>(next, told, null);
  }
}
