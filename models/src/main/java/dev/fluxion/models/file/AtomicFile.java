package dev.fluxion.models.file;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Writes a file beside its place and moves it there when it is whole and on the disk. */
public final class AtomicFile {
  private static final String SUFFIX = ".tmp";

  private AtomicFile() {}

  /** What writes the content. */
  public interface Content {
    /** Writes it. */
    void writeTo(OutputStream out) throws IOException;
  }

  /**
   * Writes a text in UTF-8; the folder must be there.
   *
   * @throws IOException if that fails; the old file is then as it was
   */
  public static void write(Path file, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    write(file, out -> out.write(bytes));
  }

  /**
   * Writes a file; the folder must be there.
   *
   * @throws IOException if that fails; the old file is then as it was
   */
  public static void write(Path file, Content content) throws IOException {
    boolean link = Files.isSymbolicLink(file) && Files.exists(file);
    Path target = link ? file.toRealPath() : file.toAbsolutePath(); // links stay links
    if (!Files.isDirectory(target.getParent())) {
      throw new IOException(file + " cannot be written: there is no folder " + target.getParent());
    }
    if (Files.isDirectory(target)) {
      throw new IOException(file + " cannot be written: it is a folder");
    }
    if (Files.exists(target) && !Files.isRegularFile(target)) {
      throw new IOException(file + " cannot be written: it is a device or a pipe, not a file");
    }
    String name = prefix(target) + ProcessHandle.current().pid() + SUFFIX;
    Path beside = target.resolveSibling(name);
    try {
      try (FileChannel channel =
              FileChannel.open(
                  beside,
                  StandardOpenOption.CREATE,
                  StandardOpenOption.TRUNCATE_EXISTING,
                  StandardOpenOption.WRITE);
          OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel))) {
        content.writeTo(out);
        out.flush();
        channel.force(true);
      }
      move(beside, target);
    } catch (FileSystemException e) {
      throw e; // names the file
    } catch (IOException e) {
      throw new IOException(file + " cannot be written: " + e.getMessage(), e);
    } finally {
      Files.deleteIfExists(beside);
    }
  }

  /**
   * Removes what killed processes left beside a file while they wrote it. Only for those who know
   * that nobody writes it at present.
   *
   * @throws IOException if the folder cannot be read or a file in it not be removed
   */
  public static void sweep(Path file) throws IOException {
    Path target = file.toAbsolutePath();
    String prefix = prefix(target);
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(
            target.getParent(), entry -> isLeftover(entry.getFileName().toString(), prefix))) {
      for (Path path : files) {
        Files.deleteIfExists(path);
      }
    }
  }

  private static boolean isLeftover(String name, String prefix) {
    return name.startsWith(prefix)
        && name.endsWith(SUFFIX)
        && name.substring(prefix.length(), name.length() - SUFFIX.length()).matches("\\d+");
  }

  private static String prefix(Path target) {
    return "." + target.getFileName() + ".";
  }

  private static void move(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
