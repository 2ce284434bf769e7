package neuratrade.signal;

import java.time.Instant;

/**
 * A signal that lives no more, and that is not told again for a while.
 *
 * @param until the end of its window
 */
public record Muted(String fingerprint, Instant until) {}
