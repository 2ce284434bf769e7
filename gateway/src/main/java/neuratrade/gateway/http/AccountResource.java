package neuratrade.gateway.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.List;
import neuratrade.gateway.feed.NotificationFeed;
import neuratrade.gateway.protocol.ErrorCode;
import neuratrade.gateway.protocol.Family;
import neuratrade.gateway.state.StatePart;
import neuratrade.gateway.state.StateTable;
import neuratrade.gateway.state.States;
import neuratrade.pipeline.message.Json;
import org.jspecify.annotations.Nullable;

/** What an account's state is, for those who ask once. */
@ApplicationScoped
class AccountResource {

  private final NotificationFeed feed;
  private final StateTable risks;
  private final StateTable quests;

  AccountResource(NotificationFeed feed, States states) {
    this.feed = feed;
    this.risks = states.table(Family.RISK);
    this.quests = states.table(Family.QUESTS);
  }

  /**
   * An account may trade if its own record allows it and the kill switch of its partition is not
   * on. Without a record it may not, and when that cannot be known there is no answer.
   */
  void risk(RoutingContext routing, String account) {
    List<StatePart> parts = parts(routing, risks, account);
    if (parts == null) {
      return;
    }
    byte[] own = parts.isEmpty() ? null : parts.getFirst().data();
    byte[] shared = risks.shared(account);
    ObjectNode json = Json.MAPPER.createObjectNode();
    put(json, "account", own);
    put(json, "kill_switch", shared);
    json.put("may_trade", says(own, "trading_allowed") && !says(shared, "on"));
    Answers.send(routing, HttpResponseStatus.OK, json);
  }

  void quests(RoutingContext routing, String account) {
    List<StatePart> parts = parts(routing, quests, account);
    if (parts == null) {
      return;
    }
    ObjectNode json = Json.MAPPER.createObjectNode();
    var list = json.putArray("quests");
    parts.forEach(part -> list.addRawValue(raw(part.data())));
    Answers.send(routing, HttpResponseStatus.OK, json);
  }

  private @Nullable List<StatePart> parts(
      RoutingContext routing, StateTable table, String account) {
    List<StatePart> parts = feed.isReading() ? table.parts(account) : null;
    if (parts == null) {
      new Problem(ErrorCode.UNAVAILABLE, "the account's state is not known at this moment")
          .send(routing);
    }
    return parts;
  }

  private static void put(ObjectNode json, String name, byte @Nullable [] value) {
    if (value == null) {
      json.putNull(name);
    } else {
      json.putRawValue(name, raw(value));
    }
  }

  private static RawValue raw(byte[] value) {
    return new RawValue(new String(value, UTF_8));
  }

  private static boolean says(byte @Nullable [] value, String field) {
    try {
      return value != null && Json.MAPPER.readTree(value).path(field).asBoolean();
    } catch (IOException e) {
      throw new IllegalStateException("a state is not JSON", e);
    }
  }
}
