package neuratrade.local.auth;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;

/**
 * An ES256 key pair in a directory, as PEM: the private key readable by its owner alone.
 *
 * @param privateKey signs tokens
 * @param publicFile the public key's file (SubjectPublicKeyInfo), for the gateway
 */
public record Keys(PrivateKey privateKey, Path publicFile) {

  private static final String PRIVATE_FILE = "private.pem";
  private static final String PUBLIC_FILE = "public.pem";
  private static final String BEGIN_PRIVATE = "-----BEGIN PRIVATE KEY-----";
  private static final String END_PRIVATE = "-----END PRIVATE KEY-----";

  /** Reads the pair in {@code directory}, which is made at first use. */
  public static Keys openOrCreate(Path directory) {
    try {
      if (!Files.exists(directory.resolve(PRIVATE_FILE))) {
        create(directory);
      }
      String pem = Files.readString(directory.resolve(PRIVATE_FILE));
      String base64 = pem.replace(BEGIN_PRIVATE, "").replace(END_PRIVATE, "").replaceAll("\\s", "");
      PrivateKey privateKey =
          KeyFactory.getInstance("EC")
              .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(base64)));
      return new Keys(privateKey, directory.resolve(PUBLIC_FILE));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read or write the keys in " + directory, e);
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new IllegalStateException(
          "the keys in %s cannot be used (%s): delete that folder, and new ones are made"
              .formatted(directory, e.getMessage()),
          e);
    }
  }

  // A pair is made aside and moved in place whole: of two commands that start at once, one wins.
  private static void create(Path directory) throws IOException, GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    KeyPair pair = generator.generateKeyPair();

    Path parent = Files.createDirectories(directory.toAbsolutePath().getParent());
    Path aside =
        Files.createTempDirectory(
            parent,
            "keys",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    Path privateFile = aside.resolve(PRIVATE_FILE);
    Path publicFile = aside.resolve(PUBLIC_FILE);
    Files.createFile(
        privateFile,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(privateFile, pem("PRIVATE KEY", pair.getPrivate()));
    Files.writeString(publicFile, pem("PUBLIC KEY", pair.getPublic()));
    try {
      Files.move(aside, directory, StandardCopyOption.ATOMIC_MOVE);
    } catch (DirectoryNotEmptyException | FileAlreadyExistsException e) {
      Files.delete(privateFile);
      Files.delete(publicFile);
      Files.delete(aside);
    }
  }

  private static String pem(String name, Key key) {
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
        .formatted(
            name,
            Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(key.getEncoded()),
            name);
  }
}
