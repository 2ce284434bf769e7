package neuratrade.signal.quality;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import neuratrade.pipeline.message.Decimals;

/**
 * A score from 0 to 1 over some quantity: points joined by straight lines, and level before the
 * first and after the last.
 *
 * @param points their {@code x} rising, at least one
 */
public record Curve(List<Point> points) {

  /** A place on the curve. */
  public record Point(BigDecimal x, BigDecimal score) {}

  private static final int MAX_POINTS = 32;

  public Curve {
    points = List.copyOf(points);
  }

  /**
   * Reads points as configuration writes them, {@code x:score} each.
   *
   * @throws IllegalArgumentException that says what is wrong
   */
  public static Curve parse(List<String> texts) {
    if (texts.isEmpty() || texts.size() > MAX_POINTS) {
      throw new IllegalArgumentException("it must have 1 to %d points".formatted(MAX_POINTS));
    }
    List<Point> points = new ArrayList<>();
    for (String text : texts) {
      Point point = point(text);
      if (point.score().signum() < 0 || point.score().compareTo(BigDecimal.ONE) > 0) {
        throw new IllegalArgumentException(text + " has a score that is not within 0 and 1");
      }
      if (!points.isEmpty() && points.getLast().x().compareTo(point.x()) >= 0) {
        throw new IllegalArgumentException(text + " does not lie beyond the point before it");
      }
      points.add(point);
    }
    return new Curve(points);
  }

  private static Point point(String text) {
    int colon = text.indexOf(':');
    try {
      return new Point(
          Numbers.parse(text.substring(0, Math.max(0, colon))),
          Numbers.parse(text.substring(colon + 1)));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(text + " is no point such as 1000:0.2", e);
    }
  }

  /** The score at {@code x}. */
  public BigDecimal at(BigDecimal x) {
    Point left = points.getFirst();
    if (x.compareTo(left.x()) <= 0) {
      return left.score();
    }
    for (Point right : points) {
      if (x.compareTo(right.x()) <= 0) {
        BigDecimal width = right.x().subtract(left.x());
        return left.score()
            .multiply(right.x().subtract(x))
            .add(right.score().multiply(x.subtract(left.x())))
            .divide(width, Decimals.STORED);
      }
      left = right;
    }
    return left.score();
  }
}
