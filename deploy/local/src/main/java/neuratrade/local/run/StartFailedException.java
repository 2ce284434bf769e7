package neuratrade.local.run;

/** A run cannot go on; the message says why and what to do, in sentences for a person. */
public final class StartFailedException extends RuntimeException {

  private static final long serialVersionUID = 1;

  StartFailedException(String message) {
    super(message);
  }
}
