package neuratrade.benchmark.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a JVM that tracks its native memory holds.
 *
 * @param heapBytes in use after a collection
 * @param nativeBytes all else that it has committed, direct buffers among it
 * @param residentBytes what the kernel has given it
 */
record Memory(long heapBytes, long nativeBytes, long residentBytes) {

  private static final Pattern LIVE = Pattern.compile("Total\\s+\\d+\\s+(\\d+)");
  private static final Pattern COMMITTED = Pattern.compile("Total: .*committed=(\\d+)");
  private static final Pattern HEAP_COMMITTED =
      Pattern.compile("Java Heap \\(reserved=\\d+, committed=(\\d+)\\)");
  private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");
  private static final int KIB = 1_024;

  static Memory of(long process) {
    String histogram = jcmd(process, "GC.class_histogram");
    String tracked = jcmd(process, "VM.native_memory", "summary", "scale=B");
    long nativeBytes = number(COMMITTED, tracked) - number(HEAP_COMMITTED, tracked);
    long resident;
    try {
      String status = Files.readString(Path.of("/proc", Long.toString(process), "status"));
      resident = number(RESIDENT, status) * KIB;
    } catch (IOException e) {
      throw new UncheckedIOException("resident memory is only told by Linux", e);
    }
    return new Memory(number(LIVE, histogram), nativeBytes, resident);
  }

  /** What each of {@code count} things weighs that came since: the larger of the two views. */
  double eachSince(Memory before, int count) {
    long used = heapBytes + nativeBytes - before.heapBytes - before.nativeBytes;
    return (double) Math.max(used, residentBytes - before.residentBytes) / count;
  }

  private static String jcmd(long process, String... command) {
    Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    List<String> words = new java.util.ArrayList<>(List.of(jcmd.toString(), "" + process));
    words.addAll(List.of(command));
    try {
      Process asked = new ProcessBuilder(words).redirectErrorStream(true).start();
      return new String(asked.getInputStream().readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("the JVM cannot be asked", e);
    }
  }

  private static long number(Pattern pattern, String text) {
    Matcher found = pattern.matcher(text);
    if (!found.find()) {
      throw new IllegalStateException("no " + pattern + " in what the JVM tells of its memory");
    }
    return Long.parseLong(found.group(1));
  }
}
