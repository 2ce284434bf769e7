package neuratrade.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import neuratrade.broker.junit.BrokerResource;
import neuratrade.gateway.protocol.Channel;
import neuratrade.gateway.protocol.Inbound.Authenticate;
import neuratrade.gateway.protocol.Inbound.Listing;
import neuratrade.gateway.protocol.Inbound.Ping;
import neuratrade.gateway.protocol.Inbound.Refusal;
import neuratrade.gateway.protocol.Inbound.Subscribe;
import neuratrade.gateway.protocol.Inbound.Unsubscribe;
import neuratrade.gateway.protocol.Inbound.Wanted;
import neuratrade.gateway.protocol.RequestReader;
import neuratrade.pipeline.topic.Topic;
import neuratrade.pipeline.topic.Topics;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is published of the protocol is what the gateway does. */
@QuarkusTest
@WithTestResource(BrokerResource.class)
@WithTestResource(TokenResource.class)
class ContractTest {

  private static final Path OWN = Path.of("src/main/resources/schemas");
  private static final Path FRAMES = OWN.resolve("gateway/server");
  private static final Path PIPELINE = Path.of("../pipeline/src/main/resources/schemas");
  private static final Pattern README_JSON = Pattern.compile("```json\n(.*?)\n```", Pattern.DOTALL);

  @BeforeEach
  void theFeedIsThere() {
    Gateways.awaitReading();
  }

  @Test
  void theDocumentIsServedWithEverySchemaThatItRefersTo() throws Exception {
    JsonNode document = Client.json(Gateways.get("/asyncapi.json").body());
    Set<String> referred =
        document.findValues("$ref").stream()
            .map(JsonNode::asText)
            .filter(path -> !path.startsWith("#"))
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(document.path("asyncapi").asText()).isEqualTo("3.0.0");
    assertThat(referred).isEqualTo(schemas(PIPELINE, OWN));
    for (String path : referred) {
      JsonNode schema = Client.json(Gateways.get("/" + path).body());
      assertThat(path).endsWith("/" + schema.path("title").asText() + ".json");
    }
    assertThat(Gateways.get("/schemas/nothing.json").statusCode()).isEqualTo(404);
  }

  private static Set<String> schemas(Path... roots) throws IOException {
    Set<String> paths = new TreeSet<>();
    for (Path root : roots) {
      try (Stream<Path> files = Files.walk(root)) {
        files
            .filter(Files::isRegularFile)
            .forEach(file -> paths.add("schemas/" + root.relativize(file)));
      }
    }
    return paths;
  }

  @Test
  void theDocumentHasEveryTopicAsItIsCreated() throws Exception {
    JsonNode channels = Client.json(Gateways.get("/asyncapi.json").body()).path("channels");
    Set<String> names = new TreeSet<>(Set.of("stream"));

    Topic revocations = Topics.input("gateway.revocations", 1, Duration.ofDays(7));
    for (List<Topic> each :
        List.of(Topics.risk(), Topics.quest(), Topics.signal(), List.of(revocations))) {
      for (Topic topic : each) {
        names.add(topic.name());
        JsonNode kafka = channels.path(topic.name()).path("bindings").path("kafka");
        assertThat(kafka.path("partitions").asInt()).as(topic.name()).isEqualTo(topic.partitions());
        for (String key : List.of("retention.ms", "max.message.bytes")) {
          assertThat(kafka.path("topicConfiguration").path(key).asText())
              .as("%s of %s", key, topic.name())
              .isEqualTo(topic.configuration().getOrDefault(key, ""));
        }
        assertThat(kafka.path("topicConfiguration").path("cleanup.policy").path(0).asText())
            .as(topic.name())
            .isEqualTo(topic.configuration().getOrDefault("cleanup.policy", "delete"));
      }
    }
    assertThat(channels.properties().stream().map(Map.Entry::getKey))
        .containsExactlyInAnyOrderElementsOf(names);
  }

  @Test
  void everyReferenceWithinTheDocumentLeadsSomewhere() throws Exception {
    JsonNode document = Client.json(Gateways.get("/asyncapi.json").body());

    for (JsonNode reference : document.findValues("$ref")) {
      String path = reference.asText();
      if (path.startsWith("#")) {
        assertThat(document.at(path.substring(1)).isMissingNode()).as(path).isFalse();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'action':'authenticate','token':'a.b.c'}",
        "{'action':'authenticate','token':'a.b.c','id':'renewal'}",
        "{'action':'subscribe','channels':['risk:42'],'id':1}",
        "{'action':'subscribe','channels':[{'channel':'signals:BTC/USDT','mode':'every'},'risk:*']}",
        "{'action':'subscribe','channels':[{'channel':'risk:-42','cursors':['7.1842-5f0c']}]}",
        "{'action':'subscribe','channels':[{'channel':'signals:*','mode':'latest','max_hz':5,'since':'15m'}]}",
        "{'action':'subscribe','channels':[{'channel':'risk:42','since':'86400s'},{'channel':'risk:43','since':'1440m'}]}",
        "{'action':'subscribe','channels':[{'channel':'risk:42','since':'24h'},{'channel':'risk:43','since':'9999s'}]}",
        "{'action':'subscribe','channels':[{'channel':'risk:42','since':'15m','cursors':[]}]}",
        "{'action':'subscribe','channels':[{'channel':'risk:42','mode':'latest','max_hz':1000}]}",
        "{'action':'subscribe','channels':[{'channel':'risk:42','mode':'latest','max_hz':0.0003}]}",
        "{'action':'subscribe','channels':[{'channel':'risk:42','cursors':['0.-1-0']}]}",
        "{'action':'subscribe','channels':['risk:42','quests:42',{'channel':'risk:all'}]}",
        "{'action':'subscribe','channels':['risk:42'],'id':9223372036854775807}",
        "{'action':'unsubscribe','channels':['quests:42','risk:all']}",
        "{'action':'list','id':1}",
        "{'action':'ping','id':-3}",
      })
  void aRequestAsPublishedIsUnderstood(String example) {
    String request = example.replace('\'', '"');

    assertThat(Contract.faultsOfRequest(Client.json(request))).isEmpty();
    assertThat(isUnderstood(request)).isTrue();
  }

  private static boolean isUnderstood(String request) {
    return switch (RequestReader.read(request)) {
      case Subscribe subscribe -> areChannels(subscribe.channels());
      case Unsubscribe unsubscribe -> areChannels(unsubscribe.channels());
      case Refusal refusal -> false;
      case Authenticate _, Listing _, Ping _ -> true;
    };
  }

  private static boolean areChannels(List<Wanted> wanted) {
    return wanted.stream().allMatch(each -> Channel.parse(each.channel()) != null);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'action':'authenticate'}",
        "{'action':'authenticate','token':7}",
        "{'action':'subscribe'}",
        "{'action':'subscribe','channels':[]}",
        "{'action':'subscribe','channels':'risk:42'}",
        "{'action':'subscribe','channels':[{'mode':'every'}]}",
        "{'action':'subscribe','channels':[{'channel':'risk:42','mode':'some'}]}",
        "{'action':'subscribe','channels':[{'channel':'risk:42','mode':null}]}",
        "{'action':'subscribe','channels':[{'channel':'risk:42','max_hz':5}]}",
        "{'action':'subscribe','channels':[{'channel':'risk:42','mode':'every','max_hz':5}]}",
        "{'action':'subscribe','channels':[{'channel':'risk:42','mode':'latest','max_hz':0}]}",
        "{'action':'subscribe','channels':[{'channel':'risk:42','mode':'latest','max_hz':0.0002}]}",
        "{'action':'subscribe','channels':[{'channel':'risk:42','mode':'latest','max_hz':1001}]}",
        "{'action':'subscribe','channels':[{'channel':'risk:42','mode':'latest','max_hz':'5'}]}",
        "{'action':'subscribe','channels':[{'channel':'risk:42','since':'0s'}]}",
        "{'action':'subscribe','channels':[{'channel':'risk:42','since':'86401s'}]}",
        "{'action':'subscribe','channels':[{'channel':'risk:42','since':'100000s'}]}",
        "{'action':'subscribe','channels':[{'channel':'risk:42','since':'1441m'}]}",
        "{'action':'subscribe','channels':[{'channel':'risk:42','since':'25h'}]}",
        "{'action':'subscribe','channels':[{'channel':'risk:42','since':15}]}",
        "{'action':'subscribe','channels':[{'channel':'risk:42','since':null}]}",
        "{'action':'subscribe','channels':[{'channel':'risk:42','cursors':['1.2-a'],'since':'1m'}]}",
        "{'action':'subscribe','channels':[{'channel':'risk:42','cursors':['1.2']}]}",
        "{'action':'subscribe','channels':[{'channel':'risk:42','cursors':'1.2-a'}]}",
        "{'action':'subscribe','channels':[{'channel':'risk:42','cursors':null}]}",
        "{'action':'subscribe','channels':['risk:42','risk:43','risk:42']}",
        "{'action':'subscribe','channels':['orders:42']}",
        "{'action':'subscribe','channels':['quests:all']}",
        "{'action':'subscribe','channels':['signals:btc/usdt']}",
        "{'action':'unsubscribe','channels':[7]}",
        "{'action':'unsubscribe','channels':['risk:42','risk:42']}",
        "{'action':'ping','id':9223372036854775808}",
        "{'action':'ping','id':1.5}",
        "{'action':'ping','id':{'a':1}}",
      })
  void aRequestOtherThanPublishedIsRefused(String example) {
    String request = example.replace('\'', '"');

    assertThat(Contract.faultsOfRequest(Client.json(request))).isNotEmpty();
    assertThat(isUnderstood(request)).isFalse();
  }

  @Test
  void aRequestMayCarrySoManyCursorsAndNoMore() {
    for (int cursors = 256; cursors <= 257; cursors++) {
      String request =
          IntStream.range(0, cursors)
              .mapToObj(lane -> "\"" + lane + ".1-a\"")
              .collect(
                  Collectors.joining(
                      ",",
                      "{\"action\":\"subscribe\",\"channels\":[{\"channel\":\"risk:*\",\"cursors\":[",
                      "]}]}"));

      assertThat(isUnderstood(request)).isEqualTo(cursors == 256);
      assertThat(Contract.faultsOfRequest(Client.json(request)).isEmpty())
          .isEqualTo(cursors == 256);
    }
  }

  @Test
  void theExamplesOfTheReadmeKeepToTheirSchemas() throws Exception {
    List<String> seen = new ArrayList<>();
    Matcher blocks = README_JSON.matcher(Files.readString(Path.of("../README.md")));
    while (blocks.find()) {
      for (String line : blocks.group(1).split("\n")) {
        JsonNode message = line.startsWith("{") ? Client.json(line) : Client.json("{}");
        if (message.has("action") && !message.has("type")) {
          assertThat(Contract.faultsOfRequest(message)).as(line).isEmpty();
          seen.add(message.path("action").asText());
        } else if (Files.exists(FRAMES.resolve(message.path("type").asText() + ".json"))) {
          assertThat(Contract.faultsOfFrame(message)).as(line).isEmpty();
          seen.add(message.path("type").asText());
        }
      }
    }
    assertThat(seen).contains("notification", "state", "delay");
  }

  @Test
  void whatARealSocketReceivesKeepsToTheSchemas() throws Exception {
    TestTokens tokens = TestTokens.trusted();
    List<String> received = new ArrayList<>();
    try (RawClient raw = RawClient.upgraded();
        Producing producing = new Producing()) {
      received.add(raw.nextText());
      received.add(raw.ask("{\"action\":\"subscribe\",\"channels\":[\"risk:42\"],\"id\":1}"));
      received.add(raw.ask("{\"action\":\"authenticate\",\"token\":\"x\",\"id\":\"two\"}"));
      received.add(
          raw.ask("{\"action\":\"authenticate\",\"token\":\"" + tokens.of("42", "43") + "\"}"));
      received.add(raw.ask("{\"action\":\"subscribe\",\"channels\":[\"risk:42\",\"risk:43\"]}"));
      received.add(
          raw.ask(
              "{\"action\":\"subscribe\",\"channels\":[{\"channel\":\"signals:*\",\"mode\":\"latest\",\"max_hz\":5}]}"));
      received.add(raw.ask("{\"action\":\"list\",\"id\":3}"));
      RecordMetadata unused = producing.send("risk:42", "{\"id\":\"a\"}");
      received.add(raw.nextText());
      producing.state("risk.state", "42", "{\"account_id\":\"42\",\"version\":1}");
      received.add(raw.nextText());
      producing.state("risk.state", "42", null);
      received.add(raw.nextText());
      received.add(raw.ask("{\"action\":\"unsubscribe\",\"channels\":[\"risk:43\"],\"id\":2}"));
      received.add(raw.ask("{\"action\":\"subscribe\",\"channels\":[\"orders:42\"]}"));
      received.add(raw.ask("{\"action\":\"dance\"}"));
      received.add(raw.ask("{"));
      received.add(raw.ask("{\"action\":\"ping\"}"));
    }

    Set<String> types = new TreeSet<>();
    for (String text : received) {
      JsonNode frame = Client.json(text);
      types.add(frame.path("type").asText());
      assertThat(Contract.faultsOfFrame(frame)).as(text).isEmpty();
    }
    assertThat(types)
        .as("the others are kept to by whoever a test's client is sent them")
        .containsExactly(
            "authenticated", "error", "notification", "pong", "state", "subscription", "welcome");
  }
}
