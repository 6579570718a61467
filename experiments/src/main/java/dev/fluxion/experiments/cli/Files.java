package dev.fluxion.experiments.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Says what is wrong with a file, where the exception's own message is only a path. */
final class Files {
  private Files() {}

  static String explain(IOException e) {
    return switch (e) {
      case NoSuchFileException missing -> missing.getFile() + " does not exist or cannot be made";
      case AccessDeniedException denied ->
          "no permission to read or write " + denied.getFile() + "; choose another place";
      case FileAlreadyExistsException exists ->
          exists.getFile() + " is a file where a folder is needed; choose another --out";
      case FileSystemException other ->
          other.getFile()
              + ": "
              + (other.getReason() == null ? "cannot be used" : other.getReason());
      default -> e.getMessage();
    };
  }
}
