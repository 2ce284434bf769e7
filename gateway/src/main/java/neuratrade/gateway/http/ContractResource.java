package neuratrade.gateway.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import neuratrade.pipeline.message.Json;

/** Serves the AsyncAPI document and the schemas that it refers to. */
@ApplicationScoped
class ContractResource {

  private static final String DOCUMENT = "/asyncapi.json";

  private final Map<String, Buffer> documents = new HashMap<>();

  void register(@Observes Router router) {
    byte[] document = read(DOCUMENT);
    documents.put(DOCUMENT, Buffer.buffer(document));
    try {
      for (JsonNode reference : Json.MAPPER.readTree(document).findValues("$ref")) {
        String path = "/" + reference.asText();
        if (!path.startsWith("/#")) {
          documents.put(path, Buffer.buffer(read(path)));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(DOCUMENT, e);
    }
    var unused = router.get(DOCUMENT).handler(this::serve);
    var unusedToo = router.get("/schemas/*").handler(this::serve);
  }

  private void serve(RoutingContext routing) {
    Buffer document = documents.get(routing.normalizedPath());
    if (document == null) {
      routing.next();
      return;
    }
    var unused = routing.response().putHeader("Content-Type", "application/json").end(document);
  }

  private static byte[] read(String path) {
    try (InputStream in = ContractResource.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalStateException(path + " is not on the class path");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(path, e);
    }
  }
}
