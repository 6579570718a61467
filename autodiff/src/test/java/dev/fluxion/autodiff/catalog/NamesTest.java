package dev.fluxion.autodiff.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class NamesTest {
  private static final List<String> KNOWN = List.of("adam", "momentum", "sgd");

  @Test
  void theNearestNameIsProposedAndAllAreListed() {
    String rest = "? Known: adam, momentum, sgd";
    assertEquals(
        "unknown optimizer 'adm'; did you mean 'adam'" + rest,
        Names.unknown("optimizer", "adm", KNOWN));
    assertEquals(
        "unknown optimizer 'SGD'; did you mean 'sgd'" + rest,
        Names.unknown("optimizer", "SGD", KNOWN));
    assertEquals(
        "unknown optimizer 'momnetum'; did you mean 'momentum'" + rest,
        Names.unknown("optimizer", "momnetum", KNOWN));
    assertEquals(
        "unknown optimizer 'mentum'; did you mean 'momentum'" + rest,
        Names.unknown("optimizer", "mentum", KNOWN));
  }

  @Test
  void nothingIsProposedWhereNothingIsNear() {
    assertEquals(
        "unknown optimizer 'nesterov'; Known: adam, momentum, sgd",
        Names.unknown("optimizer", "nesterov", KNOWN));
  }

  @Test
  void emptyCatalogsSaySo() {
    assertEquals("unknown op 'x'; there are none", Names.unknown("op", "x", List.of()));
  }
}
