package dev.fluxion.experiments.runner;

import dev.fluxion.experiments.runner.History.Session;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Puts the journals of shards together. All must be of the present code and of one request, and may
 * not contradict each other; the result is the journal of a run that was not divided, byte for
 * byte. The shards are only read.
 */
public final class Merge implements AutoCloseable {
  private static final Pattern NAME =
      Pattern.compile("runs\\.shard-(\\d{1,9})-of-(\\d{1,9})\\.jsonl");

  private final List<Part> parts = new ArrayList<>();
  private final Map<RunKey, Part> where = new LinkedHashMap<>();
  private final Request request;
  private final List<RunKey> keys;

  /** The journal of a shard, and where it comes from. */
  private record Part(Shard shard, Journal journal, History history) {}

  private Merge(List<Path> shards, String code) throws IOException {
    try {
      for (Path file : files(shards)) {
        parts.add(part(file, code));
      }
      request = commonRequest();
      keys = request.keys();
      for (Part part : parts) {
        index(part);
      }
    } catch (IOException | RuntimeException e) {
      close();
      throw e;
    }
  }

  /**
   * Reads and checks the journals of shards.
   *
   * @param shards journals, or folders that hold some
   * @param code the fingerprint of the present code
   * @throws IOException if a file is missing or damaged
   * @throws IllegalArgumentException if they do not belong together
   */
  public static Merge of(List<Path> shards, String code) throws IOException {
    return new Merge(shards, code);
  }

  private static List<Path> files(List<Path> shards) throws IOException {
    List<Path> files = new ArrayList<>();
    for (Path place : shards) {
      List<Path> found = new ArrayList<>();
      if (Files.isDirectory(place)) {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(place)) {
          entries.forEach(found::add);
        }
      } else {
        found.add(place);
      }
      found.removeIf(file -> !NAME.matcher(file.getFileName().toString()).matches());
      if (found.isEmpty()) {
        throw new IllegalArgumentException(
            place
                + " is not the journal of a shard (runs.shard-i-of-n.jsonl), nor a folder of some");
      }
      files.addAll(found);
    }
    return files.stream().map(f -> f.toAbsolutePath().normalize()).distinct().sorted().toList();
  }

  private static Part part(Path file, String code) throws IOException {
    Matcher name = NAME.matcher(file.getFileName().toString());
    if (!name.matches()) {
      throw new IllegalArgumentException(file + " is not the journal of a shard");
    }
    Shard shard = Shard.parse(name.group(1) + "/" + name.group(2));
    History history = new Notebook(file.getParent(), shard).history();
    if (history.sessions().isEmpty() || !history.isOf(code)) {
      throw new IllegalArgumentException(
          file
              + " was recorded by another version of Fluxion than this one ("
              + code
              + "); merge it with the version that recorded it, or run the shard again");
    }
    return new Part(shard, Journal.view(file), history);
  }

  private Request commonRequest() {
    Part first = parts.getFirst();
    Request common = first.history().last().request();
    for (Part part : parts) {
      Request other = part.history().last().request();
      if (!other.equals(common)) {
        throw new IllegalArgumentException(
            "these shards are not of one plan: %s has '%s', %s has '%s'"
                .formatted(
                    first.journal().file(),
                    common.command(),
                    part.journal().file(),
                    other.command()));
      }
    }
    return common;
  }

  private void index(Part part) throws IOException {
    for (RunKey key : part.journal().keys()) {
      Part other = where.putIfAbsent(key, part);
      if (other != null) {
        agree(key, part.journal(), other.journal());
      }
    }
  }

  private static void agree(RunKey key, Journal one, Journal other) throws IOException {
    if (!one.line(key).equals(other.line(key))) {
      throw new IllegalArgumentException(
          "%s and %s contradict each other: they have different numbers for the run %s; run one of them again with --fresh"
              .formatted(one.file(), other.file(), key.label()));
    }
  }

  /** What the shards were asked for, all together. */
  public Request request() {
    return request;
  }

  /** All planned runs, recorded or not, in order. */
  public List<RunKey> keys() {
    return keys;
  }

  /** What was noticed while reading. */
  public List<String> notes() {
    return parts.stream().flatMap(part -> part.journal().notes().stream()).toList();
  }

  /** The planned runs that no shard has. */
  public List<RunKey> missing() {
    return keys.stream().filter(key -> !where.containsKey(key)).toList();
  }

  /** What to do about missing runs: a command for every shard that is not complete. */
  public List<String> remedies() {
    List<Shard> shards =
        parts.stream()
            .mapToInt(part -> part.shard().count())
            .distinct()
            .boxed()
            .flatMap(Merge::all)
            .toList();
    List<String> remedies = new ArrayList<>();
    for (Shard shard : shards) {
      List<RunKey> own = shard.of(keys);
      long open = own.stream().filter(key -> !where.containsKey(key)).count();
      if (open > 0) {
        remedies.add(
            "%d of %d runs of shard %s are missing; finish it with: %s --shard %s"
                .formatted(open, own.size(), shard, request.command(), shard));
      }
    }
    return remedies;
  }

  private static Stream<Shard> all(int count) {
    return IntStream.range(0, count).mapToObj(i -> new Shard(i, count));
  }

  /**
   * Writes the merged journal, and whose work it is, into a notebook. What that notebook has of the
   * same code already stays, and may not contradict the shards.
   *
   * @return the journal, open, in the order of the plan
   * @throws IOException if it cannot be written
   */
  public Journal into(Notebook notebook, Provenance provenance, Consumer<String> note)
      throws IOException {
    Journal journal = notebook.open(new Session(request, null, provenance), false, note);
    try {
      for (Map.Entry<RunKey, Part> entry : where.entrySet()) {
        if (journal.has(entry.getKey())) {
          agree(entry.getKey(), entry.getValue().journal(), journal);
        }
      }
      for (RunKey key : keys) {
        if (where.containsKey(key) && !journal.has(key)) {
          journal.append(key, where.get(key).journal().line(key), false);
        }
      }
      journal.sort(keys);
      parts.forEach(part -> notebook.adopt(part.history().sessions()));
      notebook.sign(journal);
      return journal;
    } catch (IOException | RuntimeException e) {
      journal.close();
      throw e;
    }
  }

  @Override
  public void close() throws IOException {
    for (Part part : parts) {
      part.journal().close();
    }
  }
}
