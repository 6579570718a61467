package dev.fluxion.models.file;

import static dev.fluxion.models.file.Samples.LAYOUT;
import static dev.fluxion.models.file.Samples.VALUES;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fluxion.autodiff.layout.ParameterLayout;
import dev.fluxion.autodiff.layout.Role;
import dev.fluxion.autodiff.layout.Segment;
import dev.fluxion.autodiff.layout.Shape;
import dev.fluxion.autodiff.random.RandomKey;
import dev.fluxion.models.Model;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every format. */
class TensorFormatTest {
  @TempDir private Path folder;

  static List<TensorFormat> formats() {
    return List.of(new SafeTensors(), new Npz());
  }

  @ParameterizedTest
  @MethodSource("formats")
  void everyModelComesBackBitByBit(TensorFormat format) throws IOException {
    for (Model model : Model.catalog().all()) {
      Path file = folder.resolve(model.card().id());
      float[] theta = model.initialize(RandomKey.of(5));
      format.write(file, model.layout(), theta);
      assertSameBits(theta, format.read(file, model.layout()));
    }
  }

  @ParameterizedTest
  @MethodSource("formats")
  void everyBitIsKept(TensorFormat format) throws IOException {
    float[] values = new float[40_000]; // more than one buffer
    for (int i = 0; i < values.length; i++) {
      values[i] = Float.intBitsToFloat(RandomKey.of(1).bits(0, i));
    }
    values[0] = Float.NaN;
    values[1] = Float.NEGATIVE_INFINITY;
    values[2] = -0f;
    ParameterLayout layout = ParameterLayout.vector("v", values.length);
    Path file = folder.resolve("v");
    format.write(file, layout, values);
    assertSameBits(values, format.read(file, layout));
  }

  @ParameterizedTest
  @MethodSource("formats")
  void unusualNamesAndShapesComeBack(TensorFormat format) throws IOException {
    ParameterLayout layout =
        ParameterLayout.builder()
            .add("empty", Role.WEIGHT, Shape.of(0, 3))
            .add("a \"b\" \\ \u0001 é 重み/ω", Role.WEIGHT, Shape.of(1, 1, 2, 1, 1))
            .add("one", Role.BIAS, Shape.of(1))
            .build();
    Path file = folder.resolve("unusual");
    format.write(file, layout, new float[] {1, 2, 3});
    assertArrayEquals(new float[] {1, 2, 3}, format.read(file, layout));
  }

  @ParameterizedTest
  @MethodSource("formats")
  void nothingComesBackAsNothing(TensorFormat format) throws IOException {
    ParameterLayout layout = ParameterLayout.builder().build();
    Path file = folder.resolve("nothing");
    format.write(file, layout, new float[0]);
    assertEquals(0, format.read(file, layout).length);
  }

  @ParameterizedTest
  @MethodSource("formats")
  void theOrderOfTensorsDoesNotMatter(TensorFormat format) throws IOException {
    Path file = folder.resolve("turned");
    ParameterLayout turned =
        ParameterLayout.builder()
            .add("layer/bias", Role.BIAS, Shape.of(2))
            .add("layer/weight", Role.WEIGHT, Shape.of(2, 3))
            .build();
    format.write(file, turned, new float[] {7, 8, 1, 2, 3, 4, 5, 6});
    assertArrayEquals(new float[] {1, 2, 3, 4, 5, 6, 7, 8}, format.read(file, LAYOUT));
  }

  @ParameterizedTest
  @MethodSource("formats")
  void sameTensorsSameBytes(TensorFormat format) throws IOException {
    Path one = folder.resolve("one");
    Path other = folder.resolve("other");
    format.write(one, LAYOUT, VALUES);
    format.write(other, LAYOUT, new float[8]);
    format.write(other, LAYOUT, VALUES); // takes the place of what was there
    assertEquals(-1, Files.mismatch(one, other));
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(2, files.count(), "nothing else is left behind");
    }
  }

  @ParameterizedTest
  @MethodSource("formats")
  void otherNamesAndShapesAreRefused(TensorFormat format) throws IOException {
    Path file = folder.resolve("net");
    format.write(file, LAYOUT, VALUES);
    ParameterLayout.Builder more = ParameterLayout.builder();
    for (Segment s : LAYOUT.segments()) {
      more.add(s.name(), s.role(), s.shape());
    }
    refuses(
        "has no tensor 'head/bias'; it has layer/bias, layer/weight",
        () -> format.read(file, more.add("head/bias", Role.BIAS, Shape.of(1)).build()));
    refuses(
        "has a tensor 'layer/bias' too many; asked for layer/weight",
        () ->
            format.read(
                file,
                ParameterLayout.builder()
                    .add("layer/weight", Role.WEIGHT, Shape.of(2, 3))
                    .build()));
    refuses(
        "tensor 'layer/weight' has shape 2×3, not 3×2",
        () ->
            format.read(
                file,
                ParameterLayout.builder()
                    .add("layer/weight", Role.WEIGHT, Shape.of(3, 2))
                    .add("layer/bias", Role.BIAS, Shape.of(2))
                    .build()));
  }

  @ParameterizedTest
  @MethodSource("formats")
  void aFileCutOffAnywhereIsRefused(TensorFormat format) throws IOException {
    Path file = folder.resolve("net");
    format.write(file, LAYOUT, VALUES);
    byte[] whole = Files.readAllBytes(file);
    for (int n = 0; n < whole.length; n++) {
      Files.write(file, Arrays.copyOf(whole, n));
      IOException e = assertThrows(IOException.class, () -> format.read(file, LAYOUT));
      assertTrue(e.getMessage().contains(file.toString()), e.getMessage());
    }
  }

  @ParameterizedTest
  @MethodSource("formats")
  void whatCannotBeWrittenIsRefused(TensorFormat format) {
    assertThrows(
        IllegalArgumentException.class,
        () -> format.write(folder.resolve("net"), LAYOUT, new float[7]));
    refuses("there is no folder", () -> format.write(folder.resolve("no/net"), LAYOUT, VALUES));
    refuses("it is a folder", () -> format.write(folder, LAYOUT, VALUES));
    assertThrows(NoSuchFileException.class, () -> format.read(folder.resolve("nowhere"), LAYOUT));
  }

  private interface Action {
    void run() throws IOException;
  }

  private static void refuses(String message, Action action) {
    IOException e = assertThrows(IOException.class, action::run);
    assertTrue(e.getMessage().contains(message), e.getMessage());
  }

  @Test
  void theEndOfTheNameChoosesTheFormat() {
    assertInstanceOf(SafeTensors.class, TensorFormat.of(Path.of("a/net.safetensors")));
    assertInstanceOf(Npz.class, TensorFormat.of(Path.of("net.npz")));
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> TensorFormat.of(Path.of("net.pickle")));
    assertTrue(e.getMessage().contains("'net.pickle' must end in"), e.getMessage());
  }

  static void assertSameBits(float[] expected, float[] actual) {
    assertEquals(expected.length, actual.length);
    for (int i = 0; i < expected.length; i++) {
      int element = i;
      assertEquals(
          Float.floatToRawIntBits(expected[i]),
          Float.floatToRawIntBits(actual[i]),
          () -> "element " + element);
    }
  }
}
