package dev.fluxion.models.file;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fluxion.autodiff.layout.ParameterLayout;
import dev.fluxion.autodiff.layout.Role;
import dev.fluxion.autodiff.layout.Shape;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Bytes put together by hand. */
final class Samples {
  /** A matrix of 2×3 and a vector of 2. */
  static final ParameterLayout LAYOUT =
      ParameterLayout.builder()
          .add("layer/weight", Role.WEIGHT, Shape.of(2, 3))
          .add("layer/bias", Role.BIAS, Shape.of(2))
          .build();

  static final float[] VALUES = {1, -2, 0.5f, 3e38f, Float.MIN_VALUE, -0f, 7, 8};

  private Samples() {}

  static byte[] floats(float... values) {
    ByteBuffer bytes =
        ByteBuffer.allocate(Float.BYTES * values.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return bytes.array();
  }

  static byte[] concat(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Requires that reading these bytes fails with a message that names the file and says this. */
  static void refuses(TensorFormat format, Path folder, byte[] content, String message)
      throws IOException {
    Path file = Files.write(folder.resolve("bad"), content);
    IOException e = assertThrows(IOException.class, () -> format.read(file, LAYOUT));
    assertTrue(e.getMessage().contains(message), e.getMessage());
    assertTrue(e.getMessage().contains(file.toString()), e.getMessage());
  }
}
