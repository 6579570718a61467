package dev.fluxion.models.file;

import static dev.fluxion.models.file.Samples.LAYOUT;
import static dev.fluxion.models.file.Samples.VALUES;
import static dev.fluxion.models.file.Samples.bytes;
import static dev.fluxion.models.file.Samples.concat;
import static dev.fluxion.models.file.Samples.floats;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NpzTest {
  private static final Npz FORMAT = new Npz();

  @TempDir private Path folder;

  /** An array by the definition: 10 bytes, dictionary, spaces, line feed; 64 bytes in all. */
  private static byte[] array(String dictionary, byte[] data) {
    String text = dictionary + " ".repeat(117 - dictionary.length()) + "\n";
    byte[] magic = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, 118, 0};
    return concat(magic, bytes(text), data);
  }

  private static String dictionary(String shape) {
    return "{'descr': '<f4', 'fortran_order': False, 'shape': " + shape + ", }";
  }

  private static byte[] weight() {
    return array(dictionary("(2, 3)"), floats(Arrays.copyOf(VALUES, 6)));
  }

  private static byte[] bias() {
    return array(dictionary("(2,)"), floats(7, 8));
  }

  /** A zip file with compressed entries. */
  private static byte[] zip(Object... namesAndBytes) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (int i = 0; i < namesAndBytes.length; i += 2) {
        zip.putNextEntry(new ZipEntry((String) namesAndBytes[i]));
        zip.write((byte[]) namesAndBytes[i + 1]);
        zip.closeEntry();
      }
    }
    return bytes.toByteArray();
  }

  @Test
  void writesTheBytesOfTheDefinition() throws IOException {
    Path file = folder.resolve("net");
    FORMAT.write(file, LAYOUT, VALUES);
    try (ZipFile zip = new ZipFile(file.toFile())) {
      assertEquals(2, zip.size());
      ZipEntry weight = zip.getEntry("layer/weight.npy");
      assertEquals(ZipEntry.STORED, weight.getMethod());
      byte[] content = zip.getInputStream(weight).readAllBytes();
      byte[] magic = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, 118, 0};
      String header =
          "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }" + " ".repeat(58) + "\n";
      assertArrayEquals(concat(magic, bytes(header), floats(Arrays.copyOf(VALUES, 6))), content);
      assertEquals(0, (content.length - 24) % 64);
    }
  }

  @Test
  void readsWhatOthersWrite() throws IOException {
    byte[] turned = array("{'shape':(2 ,),'fortran_order':False,'descr':'<f4'}", floats(7, 8));
    Path file =
        Files.write(
            folder.resolve("net"), zip("layer/bias.npy", turned, "layer/weight.npy", weight()));
    TensorFormatTest.assertSameBits(VALUES, FORMAT.read(file, LAYOUT));
  }

  @Test
  void wrongArraysAreRefused() throws IOException {
    refuses(array(dictionary("(2,)").replace("<f4", "<f8"), new byte[16]), "has type '<f8'; only");
    refuses(array(dictionary("(2,)").replace("<f4", "<f2"), new byte[4]), "has type '<f2'; only");
    refuses(array(dictionary("(2,)").replace("<f4", ">f4"), new byte[8]), "has type '>f4'; only");
    refuses(
        array(dictionary("(2,)").replace("False", "True"), floats(7, 8)), "lies column by column");
    refuses(array(dictionary("(2)"), floats(7, 8)), "has a shape that cannot be read: (2)");
    refuses(array(dictionary("(,)"), floats(7, 8)), "has a shape that cannot be read: (,)");
    refuses(array(dictionary("(2,,)"), floats(7, 8)), "has a shape that cannot be read: (2,,)");
    refuses(array(dictionary("(2, 1)"), floats(7, 8)), "has shape 2×1, not 2");
    refuses(array(dictionary("()"), floats(7)), "has shape scalar, not 2");
    refuses(array(dictionary("2"), floats(7, 8)), "has a header that cannot be read");
    refuses(array("'descr': '<f4'", floats(7, 8)), "has a header that cannot be read");
    refuses(array("{'descr': '<f4'}", floats(7, 8)), "has a header that cannot be read");
    refuses(
        array(dictionary("(2,), 'descr': '<f4'"), floats(7, 8)),
        "has a header that cannot be read");
    refuses(array(dictionary("(2,), 'x': True"), floats(7, 8)), "has a header that cannot be read");
    refuses(array(dictionary("(2,)"), floats(7)), "has 4 bytes of numbers, not 8");
    refuses(array(dictionary("(2,)"), floats(7, 8, 9)), "has more than its 8 bytes of numbers");
    refuses(new byte[0], "is not an array of NumPy");
    refuses(bytes("hello, world"), "is not an array of NumPy");
    refuses(Arrays.copyOf(bias(), 50), "ended within its header of 118 bytes");
    byte[] second = bias();
    second[6] = 2;
    refuses(second, "has format 2.0; only 1.0 is read");
  }

  private void refuses(byte[] bias, String message) throws IOException {
    byte[] content = zip("layer/weight.npy", weight(), "layer/bias.npy", bias);
    Samples.refuses(FORMAT, folder, content, "tensor 'layer/bias' " + message);
  }

  @Test
  void otherEntriesAreRefused() throws IOException {
    Samples.refuses(
        FORMAT,
        folder,
        zip("layer/weight.npy", weight(), "layer/bias.npy", bias(), "readme.txt", new byte[1]),
        "has an entry 'readme.txt' that is not a tensor");
    Samples.refuses(FORMAT, folder, bytes("no zip file at all"), "is no zip file");
  }

  @Test
  void aNameThatComesTwiceIsRefused() throws IOException {
    byte[] content =
        zip("layer/weight.npy", weight(), "layer/biaz.npy", bias(), "layer/bias.npy", bias());
    for (int i = 0; i + 4 < content.length; i++) {
      if (content[i] == 'b' && content[i + 3] == 'z') {
        content[i + 3] = 's';
      }
    }
    Samples.refuses(FORMAT, folder, content, "has the tensor 'layer/bias' twice");
  }

  @Test
  void everyDamagedNumberIsNoticed() throws IOException {
    Path file = folder.resolve("net");
    FORMAT.write(file, LAYOUT, VALUES);
    byte[] whole = Files.readAllBytes(file);
    int numbers = find(whole, floats(Arrays.copyOf(VALUES, 6)));
    for (int at = numbers; at < numbers + 24; at++) {
      byte[] damaged = whole.clone();
      damaged[at] ^= 1;
      Samples.refuses(
          FORMAT, folder, damaged, "tensor 'layer/weight' is damaged: its checksum is another");
    }
  }

  private static int find(byte[] all, byte[] part) {
    for (int at = 0; ; at++) {
      if (Arrays.equals(all, at, at + part.length, part, 0, part.length)) {
        return at;
      }
    }
  }

  /** Whatever one byte of the file becomes, the numbers are read as they were or refused. */
  @Test
  void noByteCanHarm() throws IOException {
    for (byte[] whole : new byte[][] {stored(), compressed()}) {
      Path file = folder.resolve("damaged");
      int refused = 0;
      for (int at = 0; at < whole.length; at++) {
        byte[] damaged = whole.clone();
        damaged[at] ^= (byte) 0xFF;
        Files.write(file, damaged);
        try {
          TensorFormatTest.assertSameBits(VALUES, FORMAT.read(file, LAYOUT));
        } catch (IOException e) {
          assertTrue(e.getMessage().contains(file.toString()), e.getMessage());
          refused++;
        }
      }
      assertTrue(refused > whole.length / 3, "refused " + refused);
    }
  }

  private byte[] stored() throws IOException {
    Path file = folder.resolve("net");
    FORMAT.write(file, LAYOUT, VALUES);
    return Files.readAllBytes(file);
  }

  private static byte[] compressed() throws IOException {
    return zip("layer/weight.npy", weight(), "layer/bias.npy", bias());
  }
}
