package dev.fluxion.experiments.runner;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The commit that is checked out where Fluxion's own classes lie, read from the files of Git. */
final class Commit {
  private Commit() {}

  /** The hash, or "unknown" outside of a checkout. */
  static String here() {
    try {
      var source = Commit.class.getProtectionDomain().getCodeSource();
      return source == null ? "unknown" : of(Path.of(source.getLocation().toURI()));
    } catch (IOException | URISyntaxException | RuntimeException e) {
      return "unknown"; // no checkout that we can read
    }
  }

  /** The commit of the checkout around a place. */
  static String of(Path place) throws IOException {
    for (Path folder = place.toAbsolutePath(); folder != null; folder = folder.getParent()) {
      Path git = folder.resolve(".git");
      if (Files.isRegularFile(git)) { // a work tree of its own
        git = folder.resolve(Files.readString(git).replaceFirst("gitdir:", "").strip());
      }
      if (Files.isRegularFile(git.resolve("HEAD"))) {
        return resolve(git, Files.readString(git.resolve("HEAD")).strip());
      }
    }
    return "unknown";
  }

  private static String resolve(Path git, String head) throws IOException {
    if (!head.startsWith("ref: ")) {
      return head;
    }
    String name = head.substring("ref: ".length());
    Path common = git.resolve("commondir");
    Path root = Files.exists(common) ? git.resolve(Files.readString(common).strip()) : git;
    if (Files.isRegularFile(root.resolve(name))) {
      return Files.readString(root.resolve(name)).strip();
    }
    return Files.readAllLines(root.resolve("packed-refs")).stream()
        .filter(line -> line.endsWith(" " + name))
        .map(line -> line.substring(0, line.indexOf(' ')))
        .findFirst()
        .orElse("unknown");
  }
}
