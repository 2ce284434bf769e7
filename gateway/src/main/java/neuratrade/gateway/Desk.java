package neuratrade.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import io.netty.util.concurrent.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import neuratrade.gateway.access.Holder;
import neuratrade.gateway.access.Revocations;
import neuratrade.gateway.access.Tokens;
import neuratrade.gateway.access.Verdict;
import neuratrade.gateway.delay.DelayWatch;
import neuratrade.gateway.door.Quota;
import neuratrade.gateway.hub.Connection;
import neuratrade.gateway.hub.HubSettings;
import neuratrade.gateway.hub.Messages;
import neuratrade.gateway.hub.Resume.Asked;
import neuratrade.gateway.hub.Resume.Begun;
import neuratrade.gateway.hub.Showing;
import neuratrade.gateway.hub.Subscriptions;
import neuratrade.gateway.protocol.Channel;
import neuratrade.gateway.protocol.CloseCode;
import neuratrade.gateway.protocol.ErrorCode;
import neuratrade.gateway.protocol.Family;
import neuratrade.gateway.protocol.Inbound;
import neuratrade.gateway.protocol.Inbound.Authenticate;
import neuratrade.gateway.protocol.Inbound.Listing;
import neuratrade.gateway.protocol.Inbound.Ping;
import neuratrade.gateway.protocol.Inbound.Refusal;
import neuratrade.gateway.protocol.Inbound.Subscribe;
import neuratrade.gateway.protocol.Inbound.Unsubscribe;
import neuratrade.gateway.protocol.Inbound.Wanted;
import neuratrade.gateway.protocol.Replies;
import neuratrade.gateway.protocol.Replies.Listed;
import neuratrade.gateway.protocol.Replies.Subscribed;
import neuratrade.gateway.protocol.RequestReader;
import org.jspecify.annotations.Nullable;

/**
 * Answers what clients ask, on the event loop of the one who asks. A request is done whole or
 * refused whole.
 */
final class Desk {

  private static final int SHOWN = 80;

  /** All snapshots of one answer; what is more follows it as states. */
  private static final int LONGEST_SNAPSHOTS = 64 * 1024;

  private final Tokens tokens;
  private final Revocations revocations;
  private final Quota subjects;
  private final DelayWatch delays;
  private final boolean publicSignals;

  /**
   * @param subjects how many connections each may have
   * @param publicSignals whether signals are for those too who have no token
   */
  Desk(
      Tokens tokens,
      Revocations revocations,
      Quota subjects,
      DelayWatch delays,
      boolean publicSignals) {
    this.tokens = tokens;
    this.revocations = revocations;
    this.subjects = subjects;
    this.delays = delays;
    this.publicSignals = publicSignals;
  }

  /**
   * @param holder who came with the upgrade; null if its token is still to come
   */
  void welcome(Connection connection, @Nullable Holder holder) {
    HubSettings settings = connection.shard().settings();
    connection.send(
        Replies.welcome(
            connection.id(),
            settings.pingEvery(),
            settings.channels(),
            settings.requests(),
            Messages.LONGEST));
    if (holder != null) {
      authenticated(connection, holder, null);
      if (revocations.cover(holder)) {
        connection.close(CloseCode.EXPIRED);
      }
    }
  }

  /**
   * @param end of the connection, until which its holder has it
   */
  void answer(Connection connection, String text, Future<?> end) {
    Inbound asked = RequestReader.read(text);
    if (!connection.mayAsk()) {
      int most = connection.shard().settings().requests();
      connection.refuse(
          ErrorCode.LIMIT_REACHED, "at most %d requests a second".formatted(most), asked.id());
      return;
    }
    switch (asked) {
      case Authenticate request -> authenticate(connection, request, end);
      case Subscribe request -> subscribe(connection, request);
      case Unsubscribe request -> unsubscribe(connection, request);
      case Listing request -> list(connection, request);
      case Ping request -> connection.send(Replies.pong(request.id()));
      case Refusal refusal -> connection.refuse(refusal);
    }
  }

  private void authenticate(Connection connection, Authenticate request, Future<?> end) {
    // What the client says meanwhile waits: it may count on the token.
    connection.pause();
    tokens.check(
        request.token(),
        connection.shard().loop(),
        verdict -> {
          if (connection.isOpen()) {
            judged(connection, verdict, request.id(), end);
            connection.resume();
          }
        });
  }

  private void judged(
      Connection connection, Verdict verdict, @Nullable JsonNode id, Future<?> end) {
    switch (verdict) {
      case Verdict.Refused(ErrorCode code, String detail) -> connection.refuse(code, detail, id);
      case Verdict.Accepted(Holder holder) -> {
        Holder before = connection.holder();
        if (before != null && !before.subject().equals(holder.subject())) {
          connection.refuse(ErrorCode.TOKEN_INVALID, "the token is of another subject", id);
        } else if (before == null && !subjects.take(holder.subject(), end)) {
          connection.refuse(
              ErrorCode.LIMIT_REACHED,
              "a subject has at most %d connections".formatted(subjects.most()),
              id);
        } else {
          authenticated(connection, holder, id);
        }
      }
    }
  }

  private static void authenticated(Connection connection, Holder holder, @Nullable JsonNode id) {
    List<Channel> lost = connection.shard().connections().authenticate(connection, holder);
    connection.send(Replies.authenticated(holder.subject(), holder.expiresAt(), id));
    if (!lost.isEmpty()) {
      connection.send(Replies.unsubscribed(lost.stream().map(Channel::text).toList(), null));
    }
  }

  private void subscribe(Connection connection, Subscribe request) {
    Holder holder = connection.holder();
    if (holder == null && !(publicSignals && isSignalsOnly(request))) {
      connection.refuse(ErrorCode.NOT_AUTHENTICATED, "authenticate first", request.id());
    } else if (holder != null && connection.shard().connections().isExpired(holder)) {
      connection.refuse(ErrorCode.TOKEN_EXPIRED, "the token has expired", request.id());
    } else {
      subscribe(connection, holder, request);
    }
  }

  private static boolean isSignalsOnly(Subscribe request) {
    return request.channels().stream()
        .allMatch(wanted -> Family.of(wanted.channel()) == Family.SIGNALS);
  }

  private void subscribe(Connection connection, @Nullable Holder holder, Subscribe request) {
    List<Asked> asked = new ArrayList<>();
    Set<String> added = new HashSet<>();
    for (Wanted wanted : request.channels()) {
      Channel channel = channelOrRefuse(connection, wanted, request.id());
      if (channel == null) {
        return;
      }
      if (holder != null && !holder.mayHear(channel)) {
        connection.refuse(
            ErrorCode.CHANNEL_FORBIDDEN, "not yours to hear: " + channel.text(), request.id());
        return;
      }
      asked.add(new Asked(channel, wanted));
      if (!connection.isSubscribed(channel.text())) {
        added.add(channel.text());
      }
    }
    Subscriptions subscriptions = connection.shard().subscriptions();
    int most = connection.shard().settings().channels();
    if (connection.subscriptions() + added.size() > most) {
      connection.refuse(
          ErrorCode.LIMIT_REACHED,
          "a connection has at most %d channels".formatted(most),
          request.id());
    } else if (!subscriptions.subscribe(
        connection, asked, begun -> begun(connection, begun, request))) {
      connection.refuse(
          ErrorCode.UNAVAILABLE, "the gateway does not hear from Kafka yet", request.id());
    }
  }

  private void begun(Connection connection, List<Begun> begun, Subscribe request) {
    if (connection.holder() == null) {
      connection.shard().connections().welcomeWithoutToken(connection);
    }
    Showing showing = connection.shard().showing();
    int room = LONGEST_SNAPSHOTS;
    List<Subscribed> answer = new ArrayList<>();
    for (Begun each : begun) {
      String snapshot = showing.snapshot(connection, each.channel(), room);
      room -= snapshot == null ? 0 : snapshot.length();
      answer.add(new Subscribed(each.channel().text(), each.cursors(), each.recovered(), snapshot));
    }
    connection.send(Replies.subscribed(answer, request.id()));
    showing.showLoaded(connection);
    begun.stream()
        .map(each -> each.channel().family())
        .distinct()
        .forEach(family -> {
          Instant since = delays.since(family);
          if (since != null) {
            connection.send(Replies.delay(family, since));
          }
        });
  }

  private static void list(Connection connection, Listing request) {
    List<Listed> listed = connection.shard().subscriptions().list(connection);
    connection.send(Replies.listed(listed, request.id()));
  }

  private static void unsubscribe(Connection connection, Unsubscribe request) {
    List<Channel> channels = new ArrayList<>();
    for (Wanted wanted : request.channels()) {
      Channel channel = channelOrRefuse(connection, wanted, request.id());
      if (channel == null) {
        return;
      }
      channels.add(channel);
    }
    Subscriptions subscriptions = connection.shard().subscriptions();
    channels.forEach(channel -> subscriptions.unsubscribe(connection, channel));
    connection.send(
        Replies.unsubscribed(channels.stream().map(Channel::text).toList(), request.id()));
  }

  /** Null if there is no such channel, which is told. */
  private static @Nullable Channel channelOrRefuse(
      Connection connection, Wanted wanted, @Nullable JsonNode id) {
    String text = wanted.channel();
    Channel channel = Channel.parse(text);
    if (channel == null) {
      String shown = text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
      connection.refuse(ErrorCode.CHANNEL_UNKNOWN, "there is no channel " + shown, id);
    }
    return channel;
  }
}
