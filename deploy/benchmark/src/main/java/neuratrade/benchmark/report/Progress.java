package neuratrade.benchmark.report;

/** Says what goes on while something is measured. */
@FunctionalInterface
public interface Progress {

  void line(String text);

  default void say(String format, Object... arguments) {
    line(format.formatted(arguments));
  }
}
