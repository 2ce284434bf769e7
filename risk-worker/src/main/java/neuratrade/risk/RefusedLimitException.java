package neuratrade.risk;

/** A limit makes no sense. */
final class RefusedLimitException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  private final String key;
  private final String value;
  private final String must;

  /**
   * @param key in the form in which JSON writes it
   * @param must what the value would have to be, as a clause
   */
  RefusedLimitException(String key, String value, String must) {
    super("%s is %s: %s".formatted(key, value, must));
    this.key = key;
    this.value = value;
    this.must = must;
  }

  static RefusedLimitException of(LimitKey key, Object value, String must) {
    return new RefusedLimitException(key.text(), String.valueOf(value), must);
  }

  String key() {
    return key;
  }

  String value() {
    return value;
  }

  String must() {
    return must;
  }

  /** The same sentence with the key as configuration writes it. */
  String forConfiguration() {
    return "%s is %s: %s".formatted(key.replace('_', '-'), value, must);
  }
}
