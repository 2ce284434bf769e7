package neuratrade.gateway.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import neuratrade.pipeline.message.Json;
import org.jspecify.annotations.Nullable;

/** The ids of the events that commands become. */
public final class CommandIds {

  private static final int BYTES = 16;

  private CommandIds() {}

  /**
   * The same for the same subject, path and key at every gateway, so that a repeated command is
   * folded once; without a key, one that never was.
   */
  public static String of(String subject, String path, @Nullable String idempotencyKey) {
    if (idempotencyKey == null) {
      return UUID.randomUUID().toString();
    }
    try {
      byte[] parts = Json.MAPPER.writeValueAsBytes(List.of(subject, path, idempotencyKey));
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(parts);
      return HexFormat.of().formatHex(hash, 0, BYTES);
    } catch (JsonProcessingException | NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
