package neuratrade.gateway;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import neuratrade.pipeline.message.Json;

/**
 * The published schemas of what clients and gateways say to each other. Here they are taken at
 * their word: a field that a schema does not name is an error too.
 */
final class Contract {

  private static final Map<String, JsonSchema> SCHEMAS = new ConcurrentHashMap<>();

  /** What they hold says of some fields what must be, and names no others. */
  private static final Set<String> CONDITIONS = Set.of("not", "dependentSchemas");

  private Contract() {}

  /** What is wrong with a frame of the gateway's; nothing if it is empty. */
  static String faultsOfFrame(JsonNode frame) {
    return faults("gateway/server/" + frame.path("type").asText(), frame);
  }

  /** What is wrong with a client's request; nothing if it is empty. */
  static String faultsOfRequest(JsonNode request) {
    return faults("gateway/client/" + request.path("action").asText(), request);
  }

  /** What is wrong with what gateways tell one another of revoked tokens. */
  static String faultsOfRevocation(JsonNode revocation) {
    return faults("gateway.revocations/revocation", revocation);
  }

  private static String faults(String name, JsonNode message) {
    return SCHEMAS.computeIfAbsent(name, Contract::schema).validate(message).stream()
        .map(fault -> fault.getMessage())
        .collect(Collectors.joining("; "));
  }

  private static JsonSchema schema(String name) {
    String path = "/schemas/" + name + ".json";
    try (InputStream in = requireNonNull(Contract.class.getResourceAsStream(path), path)) {
      JsonNode schema = Json.MAPPER.readTree(in);
      close(schema);
      return JsonSchemaFactory.getInstance(VersionFlag.V202012)
          .getSchema(
              schema, SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build());
    } catch (IOException e) {
      throw new AssertionError(path, e);
    }
  }

  private static void close(JsonNode schema) {
    if (schema instanceof ObjectNode object
        && object.path("properties").isObject()
        && !object.has("additionalProperties")) {
      object.put("additionalProperties", false);
    }
    if (schema.isArray()) {
      schema.forEach(Contract::close);
    }
    schema.properties().stream()
        .filter(part -> !CONDITIONS.contains(part.getKey()))
        .forEach(part -> close(part.getValue()));
  }
}
