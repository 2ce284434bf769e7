package neuratrade.gateway.protocol;

/**
 * What a subscription gets of its channels' records.
 *
 * @param latest whether only the newest of each channel while the client is slow; else every one
 * @param pauseNanos at least so long between two of one channel; 0 for no pause
 */
public record Mode(boolean latest, long pauseNanos) {

  public static final Mode EVERY = new Mode(false, 0);

  /** As clients write it. */
  public String text() {
    return latest ? "latest" : "every";
  }
}
