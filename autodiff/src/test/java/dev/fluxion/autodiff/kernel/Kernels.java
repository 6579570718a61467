package dev.fluxion.autodiff.kernel;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What tests of single kernels ask for. */
final class Kernels {
  private Kernels() {}

  /** The call does not lie within its arrays, and the message begins so. */
  static void assertRefused(String beginning, Runnable call) {
    String message = assertThrows(IndexOutOfBoundsException.class, call::run).getMessage();
    assertTrue(message.startsWith(beginning + " elements from offset"), message);
  }
}
