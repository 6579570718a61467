package dev.fluxion.experiments.runner;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commit is found in every form that Git keeps it in. */
class CommitTest {
  private static final String HASH = "0123456789abcdef0123456789abcdef01234567";

  @TempDir private Path checkout;

  private Path write(String name, String text) throws IOException {
    Path file = checkout.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  private void expectHash() throws IOException {
    Path deep = Files.createDirectories(checkout.resolve("a/target"));
    assertEquals(HASH, Commit.of(deep.resolve("fluxion.jar")));
  }

  @Test
  void onABranch() throws IOException {
    write(".git/HEAD", "ref: refs/heads/main\n");
    write(".git/refs/heads/main", HASH + "\n");
    expectHash();
  }

  @Test
  void onAPackedBranch() throws IOException {
    write(".git/HEAD", "ref: refs/heads/main\n");
    write(".git/packed-refs", "# pack-refs with: peeled\nffff refs/heads/old/main\n");
    assertEquals("unknown", Commit.of(checkout));
    write(".git/packed-refs", "ffff refs/heads/old/main\n" + HASH + " refs/heads/main\n");
    expectHash();
  }

  @Test
  void detached() throws IOException {
    write(".git/HEAD", HASH + "\n");
    expectHash();
  }

  @Test
  void inAWorkTreeOfItsOwn() throws IOException {
    write(".git", "gitdir: store/worktrees/x\n");
    write("store/worktrees/x/HEAD", "ref: refs/heads/x\n");
    write("store/worktrees/x/commondir", "../..\n");
    write("store/refs/heads/x", HASH + "\n");
    expectHash();
  }

  @Test
  void withoutACheckoutItIsUnknown() throws IOException {
    assertEquals("unknown", Commit.of(checkout));
  }
}
