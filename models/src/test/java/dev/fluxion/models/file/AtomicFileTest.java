package dev.fluxion.models.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file is there as a whole, or as it was. */
class AtomicFileTest {
  @TempDir private Path folder;

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(f -> f.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void aFailureInTheMiddleLeavesTheOldFileAndNothingElse() throws IOException {
    Path file = folder.resolve("a.txt");
    AtomicFile.write(file, "old");
    IOException e =
        assertThrows(
            IOException.class,
            () ->
                AtomicFile.write(
                    file,
                    out -> {
                      out.write(new byte[100_000]);
                      throw new IOException("No space left on device");
                    }));
    assertEquals(file + " cannot be written: No space left on device", e.getMessage());
    assertEquals("old", Files.readString(file));
    assertEquals(List.of("a.txt"), names());
  }

  @Test
  void aLinkStaysALink() throws IOException {
    Path file = folder.resolve("a.txt");
    AtomicFile.write(file, "old");
    Path link = Files.createSymbolicLink(folder.resolve("link"), file);
    AtomicFile.write(link, "new");
    assertTrue(Files.isSymbolicLink(link));
    assertEquals("new", Files.readString(file));
  }

  @Test
  void foldersAndDevicesAreNotReplaced() {
    for (Path place : List.of(folder, Path.of("/dev/null"))) {
      if (Files.exists(place)) {
        IOException e = assertThrows(IOException.class, () -> AtomicFile.write(place, "x"));
        assertTrue(e.getMessage().contains(place + " cannot be written: it is a"), e.getMessage());
      }
    }
  }

  @Test
  void leftoversOfKilledProcessesAreSwept() throws IOException {
    List<String> others = List.of(".a.txt.x.tmp", ".ab.txt.12.tmp", "a.txt", "a.txt.12.tmp");
    for (String name : others) {
      Files.createFile(folder.resolve(name));
    }
    Files.createFile(folder.resolve(".a.txt.12.tmp"));
    AtomicFile.sweep(folder.resolve("a.txt"));
    assertEquals(others, names());
  }
}
