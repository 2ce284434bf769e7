package neuratrade.gateway.access;

import java.time.Instant;
import java.util.Set;
import neuratrade.gateway.protocol.Channel;
import neuratrade.gateway.protocol.Family;
import org.jspecify.annotations.Nullable;

/**
 * Whom a token was given to.
 *
 * @param accounts whose channels the holder may hear
 * @param operator whether the holder may hear everything
 * @param issuedAt the beginning of time if the token does not say
 */
public record Holder(
    String subject, Set<String> accounts, boolean operator, Instant issuedAt, Instant expiresAt) {

  private static final int LONGEST_SUBJECT = 255;

  public Holder {
    accounts = Set.copyOf(accounts);
  }

  /** Whether it can be anybody's. */
  public static boolean isSubject(@Nullable String text) {
    return text != null && !text.isEmpty() && text.length() <= LONGEST_SUBJECT;
  }

  /** Signals and what all accounts are told are for every holder; the rest is by account. */
  public boolean mayHear(Channel channel) {
    return operator
        || channel.family() == Family.SIGNALS
        || channel.isBroadcast()
        || (!channel.isWholeFamily() && accounts.contains(channel.name()));
  }
}
