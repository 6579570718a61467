package dev.fluxion.models.file;

import static dev.fluxion.models.file.Samples.LAYOUT;
import static dev.fluxion.models.file.Samples.VALUES;
import static dev.fluxion.models.file.Samples.bytes;
import static dev.fluxion.models.file.Samples.concat;
import static dev.fluxion.models.file.Samples.floats;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fluxion.autodiff.layout.ParameterLayout;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafeTensorsTest {
  private static final SafeTensors FORMAT = new SafeTensors();

  private static final String WEIGHT =
      "\"layer/weight\":{\"dtype\":\"F32\",\"shape\":[2,3],\"data_offsets\":[0,24]}";

  private static final String BIAS =
      "\"layer/bias\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[24,32]}";

  @TempDir private Path folder;

  private static byte[] file(String header, byte[] data) {
    byte[] json = bytes(header);
    byte[] length =
        ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(json.length).array();
    return concat(length, json, data);
  }

  @Test
  void writesTheBytesOfTheDefinition() throws IOException {
    Path file = folder.resolve("net");
    FORMAT.write(file, LAYOUT, VALUES);
    String header = "{" + WEIGHT + "," + BIAS + "}";
    header += " ".repeat((8 - header.length() % 8) % 8);
    assertArrayEquals(file(header, floats(VALUES)), Files.readAllBytes(file));
  }

  @Test
  void readsWhatOthersWrite() throws IOException {
    String header =
        """
        {"__metadata__" : {"format":"pt","a":"\\u00e9\\n"},
          "layer\\/bias":{"data_offsets":[0, 8],"shape":[ 2 ],"dtype":"F32"},
          "layer/weight":{"dtype":"F32","shape":[2,3],"data_offsets":[8,32]}}
        """;
    byte[] content = file(header, concat(floats(7, 8), floats(1, 2, 3, 4, 5, 6)));
    Path file = Files.write(folder.resolve("net"), content);
    assertArrayEquals(new float[] {1, 2, 3, 4, 5, 6, 7, 8}, FORMAT.read(file, LAYOUT));
  }

  @ParameterizedTest
  @CsvSource({"F64", "F16", "BF16", "I32"})
  void otherTypesAreRefused(String type) throws IOException {
    String header = "{" + WEIGHT.replace("F32", type) + "," + BIAS + "}";
    Samples.refuses(
        FORMAT,
        folder,
        file(header, floats(VALUES)),
        "tensor 'layer/weight' has type " + type + "; only F32 is read");
  }

  @Test
  void wrongHeadersAreRefusedAtTheirByte() throws IOException {
    byte[] data = floats(VALUES);
    String good = "{" + WEIGHT + "," + BIAS + "}";
    refuses(" " + good, data, "byte 8: a header begins with '{'");
    refuses(good + "x", data, "byte " + (8 + good.length()) + ": something follows");
    refuses("{" + WEIGHT + "," + WEIGHT + "}", data, "the name 'layer/weight' comes twice");
    refuses("{" + WEIGHT + "," + BIAS, data, "'}' is expected");
    refuses("{" + WEIGHT + BIAS + "}", data, "byte " + (9 + WEIGHT.length()) + ": '}' is expected");
    refuses(good.replace("[2]", "[02]"), data, "an integer of 1 to 18 digits is expected");
    refuses(good.replace("[2]", "[-2]"), data, "an integer of 1 to 18 digits is expected");
    refuses(good.replace("[2]", "[2.0]"), data, "']' is expected");
    refuses(good.replace("[2]", "[1e1]"), data, "']' is expected");
    refuses(good.replace("[2]", "[2,]"), data, "an integer of 1 to 18 digits is expected");
    refuses(good.replace("[2]", "[1234567890123456789]"), data, "1 to 18 digits");
    refuses(good.replace("[2]", "\"2\""), data, "'[' is expected");
    refuses(good.replace("[24,32]", "[24]"), data, "needs dtype, shape and two data_offsets");
    refuses(good.replace("\"shape\":[2],", ""), data, "needs dtype, shape and two data_offsets");
    refuses(good.replace("[2],", "[2],\"x\":1,"), data, "'layer/bias' has an unknown 'x'");
    refuses(good.replace("layer/bias", "layer\\qbias"), data, "an unknown escape \\q");
    refuses(good.replace("layer/bias", "layer\\u12"), data, "an unknown escape \\u");
    refuses(good.replace("layer/bias", "layer\nbias"), data, "a control character");
    refuses("{\"layer", data, "byte 9: a name without an end");
    refuses("{\"__metadata__\":{\"a\":1}," + WEIGHT + "," + BIAS + "}", data, "'\"' is expected");
  }

  @Test
  void aNameThatIsNotUtf8IsRefused() throws IOException {
    byte[] content = file("{" + WEIGHT + "," + BIAS + "}", floats(VALUES));
    content[10] = (byte) 0xFF;
    Samples.refuses(FORMAT, folder, content, "byte 10: a name that is not UTF-8");
  }

  @Test
  void offsetsMustTileTheData() throws IOException {
    byte[] data = floats(VALUES);
    String good = "{" + WEIGHT + "," + BIAS + "}";
    refuses(good.replace("[24,32]", "[20,28]"), data, "begins at byte 20 of the data, not at 24");
    refuses(
        good.replace("[24,32]", "[28,36]"),
        concat(data, new byte[4]),
        "begins at byte 28 of the data, not at 24");
    refuses(good.replace("[24,32]", "[24,28]"), data, "of shape [2] lies in bytes 24 to 28");
    refuses(good.replace("[24,32]", "[24,8]"), data, "of shape [2] lies in bytes 24 to 8");
    refuses(
        good.replace("[2]", "[999999999999,999999999999]"),
        data,
        "of shape [999999999999, 999999999999] lies in bytes");
    refuses(good, concat(data, new byte[1]), "has 33 bytes of data, but its header describes 32");
    refuses("{" + WEIGHT + "}", data, "has 32 bytes of data, but its header describes 24");
    refuses("{}", new byte[0], "has no tensor 'layer/weight'; it has none");
  }

  private void refuses(String header, byte[] data, String message) throws IOException {
    Samples.refuses(FORMAT, folder, file(header, data), message);
  }

  @Test
  void headersTooLongAreRefusedBeforeTheyAreRead() throws IOException {
    byte[] content = file("{}", new byte[0]);
    ByteBuffer length = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
    length.putLong(0, 100_000_001);
    Samples.refuses(FORMAT, folder, content, "byte 0: a header of 100000001 bytes; allowed");
    length.putLong(0, -1);
    Samples.refuses(FORMAT, folder, content, "byte 0: a header of 18446744073709551615 bytes");
    length.putLong(0, 1);
    Samples.refuses(FORMAT, folder, content, "byte 0: a header of 1 bytes; allowed: 2 to");
    length.putLong(0, 3);
    Samples.refuses(FORMAT, folder, content, "byte 0: a header of 3 bytes, but 2 follow");
    Samples.refuses(FORMAT, folder, new byte[7], "has 7 bytes, too few");
  }

  /** Whatever one byte of the header becomes, the file is read as it was or refused. */
  @Test
  void noByteOfTheHeaderCanHarm() throws IOException {
    Path file = folder.resolve("net");
    FORMAT.write(file, LAYOUT, VALUES);
    byte[] whole = Files.readAllBytes(file);
    int header = whole.length - Float.BYTES * VALUES.length;
    int read = 0;
    for (int at = 0; at < header; at++) {
      for (byte other : new byte[] {'"', '\\', '9', (byte) 0xC3}) {
        byte[] damaged = whole.clone();
        damaged[at] = other;
        Files.write(file, damaged);
        try {
          TensorFormatTest.assertSameBits(VALUES, FORMAT.read(file, LAYOUT));
          read++;
        } catch (IOException e) {
          assertTrue(e.getMessage().contains(file.toString()), e.getMessage());
        }
      }
    }
    assertTrue(read < header, "read " + read); // those that were the same before
  }

  @Test
  void theNameOfTheMetadataIsTaken() {
    ParameterLayout layout = ParameterLayout.vector("__metadata__", 1);
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () -> FORMAT.write(folder.resolve("net"), layout, new float[1]));
    assertEquals("no tensor can be called '__metadata__'", e.getMessage());
  }
}
