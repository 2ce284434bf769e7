package neuratrade.local.feed;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import neuratrade.pipeline.message.Event;

/** Accounts that trade in turn, twenty reports a second, and have quests that their trades move. */
final class Accounts implements Stream {

  private static final String RISK = "risk:";

  /** One account: its trades, and what they are good for. */
  private record Desk(Trader trader, QuestLog quests) {}

  private final Map<String, Desk> desks = new LinkedHashMap<>();
  private int turn;

  static Accounts of(
      Collection<DemoAccount> accounts,
      List<BigDecimal> prices,
      Supplier<String> ids,
      Map<String, LastKnown> known,
      Instant now) {
    Accounts all = new Accounts();
    for (DemoAccount account : accounts) {
      Trader trader = new Trader(account, prices, ids);
      LastKnown before = known.get(account.id());
      if (before != null) {
        trader.continueWith(before, now);
      }
      all.desks.put(account.id(), new Desk(trader, new QuestLog(account, ids)));
    }
    return all;
  }

  @Override
  public Duration every() {
    return Duration.ofMillis(50);
  }

  @Override
  public List<Event> next(Instant now) {
    Desk desk = List.copyOf(desks.values()).get(turn);
    turn = (turn + 1) % desks.size();
    List<Event> events = new ArrayList<>(desk.quests().begin(now));
    Trader.Turn next = desk.trader().next(now);
    events.addAll(next.events());
    next.deals().forEach(deal -> events.addAll(desk.quests().count(deal)));
    return events;
  }

  @Override
  public void hear(Heard heard, Instant now) {
    if (heard.channel().startsWith(RISK)) {
      Desk desk = desks.get(heard.channel().substring(RISK.length()));
      if (desk != null) {
        desk.trader().hear(heard.type(), now);
      }
    }
  }
}
