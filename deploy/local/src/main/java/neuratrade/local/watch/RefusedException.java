package neuratrade.local.watch;

/** The gateway refuses what we ask, and would again. */
final class RefusedException extends RuntimeException {

  private static final long serialVersionUID = 1;

  RefusedException(String message) {
    super(message);
  }
}
