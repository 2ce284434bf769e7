package neuratrade.gateway.access;

import java.time.Instant;

/**
 * A subject's tokens no longer hold.
 *
 * @param at those issued up to then; the broker's time
 * @param id of the command that said so
 */
public record Revocation(String subject, Instant at, String id) {}
