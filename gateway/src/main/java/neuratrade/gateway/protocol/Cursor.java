package neuratrade.gateway.protocol;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The place of one record, which a client keeps and after which it resumes: {@code
 * <lane>.<place>-<topic>}.
 *
 * @param offset in the lane; -1 before the first
 * @param incarnation tells the topic from another of the same name
 */
public record Cursor(int lane, long offset, String incarnation) {

  private static final Pattern TEXT =
      Pattern.compile("([0-9]{1,5})\\.(-1|[0-9]{1,18})-([0-9a-f]{1,8})");

  /** Null for what no gateway ever sent. */
  public static @Nullable Cursor parse(String text) {
    Matcher parts = TEXT.matcher(text);
    return parts.matches()
        ? new Cursor(
            Integer.parseInt(parts.group(1)), Long.parseLong(parts.group(2)), parts.group(3))
        : null;
  }

  /** As it stands in messages. */
  public String text() {
    return lane + "." + offset + "-" + incarnation;
  }
}
