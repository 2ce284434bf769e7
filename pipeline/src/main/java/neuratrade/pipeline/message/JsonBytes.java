package neuratrade.pipeline.message;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * Writes JSON objects, each into an array of its own. It reuses its generator and buffer, which
 * cost as much as a small object, and belongs to one thread.
 */
public final class JsonBytes {

  /** Writes what stands between the braces. */
  @FunctionalInterface
  public interface Members {

    void write(JsonGenerator out) throws IOException;
  }

  private static final int TYPICAL_BYTES = 512;
  private static final JsonFactory JSON =
      new JsonFactoryBuilder().rootValueSeparator((String) null).build();

  private final ByteArrayOutputStream buffer = new ByteArrayOutputStream(TYPICAL_BYTES);
  private @Nullable JsonGenerator idle;

  public byte[] object(Members members) {
    buffer.reset();
    try {
      JsonGenerator out = idle == null ? JSON.createGenerator(buffer) : idle;
      // If anything fails half way, this generator is of no more use.
      idle = null;
      out.writeStartObject();
      members.write(out);
      out.writeEndObject();
      out.flush();
      idle = out;
    } catch (IOException e) {
      throw new UncheckedIOException("a buffer in memory failed", e);
    }
    return buffer.toByteArray();
  }
}
