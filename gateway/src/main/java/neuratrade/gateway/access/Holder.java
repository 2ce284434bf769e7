package neuratrade.gateway.access;

import java.time.Instant;
import java.util.Set;
import neuratrade.gateway.protocol.Channel;
import neuratrade.gateway.protocol.Family;

/**
 * Whom a token was given to.
 *
 * @param accounts whose channels the holder may hear
 * @param operator whether the holder may hear everything
 * @param issuedAt the beginning of time if the token does not say
 */
public record Holder(
    String subject, Set<String> accounts, boolean operator, Instant issuedAt, Instant expiresAt) {

  public Holder {
    accounts = Set.copyOf(accounts);
  }

  /** Signals and what all accounts are told are for every holder; the rest is by account. */
  public boolean mayHear(Channel channel) {
    return operator
        || channel.family() == Family.SIGNALS
        || channel.isBroadcast()
        || (!channel.isWholeFamily() && accounts.contains(channel.name()));
  }
}
