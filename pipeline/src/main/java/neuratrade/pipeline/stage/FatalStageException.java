package neuratrade.pipeline.stage;

/** The stage cannot go on in this process; whoever takes over starts from what is committed. */
final class FatalStageException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  FatalStageException(String message, Throwable cause) {
    super(message, cause);
  }

  FatalStageException(String message) {
    super(message);
  }
}
