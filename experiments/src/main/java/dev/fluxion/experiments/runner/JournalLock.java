package dev.fluxion.experiments.runner;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The right to write a journal: a lock of the operating system on {@code .NAME.lock} beside it,
 * which ends with the process, however it ends. The lock is not on the journal itself, because that
 * file is replaced when it is sorted; the lock file is never removed, because another process may
 * be about to lock it.
 */
final class JournalLock implements AutoCloseable {
  private static final int LONGEST = 64;

  private final FileChannel channel;

  private JournalLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Takes the lock of a journal; makes its folder if there is none.
   *
   * @throws IOException if another process has it, or the folder cannot be made or written
   */
  static JournalLock take(Path journal) throws IOException {
    Files.createDirectories(journal.toAbsolutePath().getParent());
    FileChannel channel =
        FileChannel.open(
            journal.resolveSibling("." + journal.getFileName() + ".lock"),
            StandardOpenOption.CREATE,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE);
    try {
      if (channel.tryLock() == null) {
        throw new IOException(
            journal
                + " is in use by another run"
                + holder(channel)
                + "; wait for it or choose another --out");
      }
      String mine = ProcessHandle.current().pid() + "\n";
      channel.truncate(0);
      channel.write(ByteBuffer.wrap(mine.getBytes(StandardCharsets.US_ASCII)));
      return new JournalLock(channel);
    } catch (OverlappingFileLockException e) {
      channel.close();
      throw new IOException(journal + " is already open in this process", e);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static String holder(FileChannel channel) throws IOException {
    ByteBuffer text = ByteBuffer.allocate(LONGEST);
    channel.read(text, 0);
    String pid = new String(text.array(), 0, text.position(), StandardCharsets.US_ASCII).strip();
    return pid.matches("\\d+") ? " (process " + pid + ")" : "";
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
