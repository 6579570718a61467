package dev.fluxion.experiments.runner;

/** Command lines that can be typed again. */
public final class Shell {
  private Shell() {}

  /** A word of a POSIX shell, quoted where it must be. */
  public static String word(String text) {
    return text.matches("[A-Za-z0-9_./:=,@%+-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
  }
}
