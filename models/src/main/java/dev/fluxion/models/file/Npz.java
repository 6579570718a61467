package dev.fluxion.models.file;

import dev.fluxion.autodiff.layout.ParameterLayout;
import dev.fluxion.autodiff.layout.Segment;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Arrays of NumPy in a zip file, as {@code numpy.savez} writes them: an entry {@code name.npy},
 * stored as it is, for every tensor. The numbers are {@code <f4}, row by row.
 *
 * <p>Source: R. Kern, «A Simple File Format for NumPy Arrays», NEP 1, 2007. Compressed entries are
 * read too.
 */
public record Npz() implements TensorFormat {
  private static final String SUFFIX = ".npy";

  /** The earliest time that a zip file can tell; no clock is in the file. */
  private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

  @Override
  public void write(Path file, ParameterLayout layout, float[] values) throws IOException {
    Expected.requireSize(layout, values);
    AtomicFile.write(
        file,
        out -> {
          ZipOutputStream zip = new ZipOutputStream(out);
          for (Segment segment : layout.segments()) {
            byte[] header = Npy.header(segment.shape());
            ZipEntry entry = new ZipEntry(segment.name() + SUFFIX);
            entry.setMethod(ZipEntry.STORED);
            entry.setTimeLocal(NO_TIME);
            entry.setSize(header.length + (long) Float.BYTES * segment.size());
            entry.setCrc(checksum(header, segment, values));
            zip.putNextEntry(entry);
            write(zip, header, segment, values);
            zip.closeEntry();
          }
          zip.finish();
        });
  }

  private static void write(OutputStream out, byte[] header, Segment segment, float[] values)
      throws IOException {
    out.write(header);
    Floats.write(out, values, segment.offset(), segment.size());
  }

  private static long checksum(byte[] header, Segment segment, float[] values) throws IOException {
    CheckedOutputStream out = new CheckedOutputStream(OutputStream.nullOutputStream(), new CRC32());
    write(out, header, segment, values);
    return out.getChecksum().getValue();
  }

  @Override
  public float[] read(Path file, ParameterLayout layout) throws IOException {
    if (!Files.exists(file)) {
      throw new NoSuchFileException(file.toString());
    }
    try (ZipFile zip = new ZipFile(file.toFile())) {
      Expected expected = new Expected(file, layout);
      Map<String, ZipEntry> entries = entries(file, zip);
      expected.requireNames(entries.keySet());
      float[] values = new float[layout.size()];
      for (Map.Entry<String, ZipEntry> entry : entries.entrySet()) {
        String where = file + ": tensor '" + entry.getKey() + "'";
        try (InputStream in = zip.getInputStream(entry.getValue())) {
          CheckedInputStream checked = new CheckedInputStream(in, new CRC32());
          Segment segment = expected.require(entry.getKey(), Npy.readShape(checked, where));
          requireNumbers(checked, segment, values, where);
          if (checked.getChecksum().getValue() != entry.getValue().getCrc()) {
            throw new IOException(where + " is damaged: its checksum is another");
          }
        }
      }
      return values;
    } catch (IOException e) {
      boolean ours = e.getMessage() != null && e.getMessage().startsWith(file.toString());
      throw ours ? e : new IOException(file + " is no zip file, cut off or damaged: " + e, e);
    }
  }

  private static Map<String, ZipEntry> entries(Path file, ZipFile zip) throws IOException {
    Map<String, ZipEntry> entries = new LinkedHashMap<>();
    List<? extends ZipEntry> all = zip.stream().toList();
    for (ZipEntry entry : all) {
      String name = entry.getName();
      if (!name.endsWith(SUFFIX)) {
        throw new IOException(file + " has an entry '" + name + "' that is not a tensor (.npy)");
      }
      String tensor = name.substring(0, name.length() - SUFFIX.length());
      if (entries.put(tensor, entry) != null) {
        throw new IOException(file + " has the tensor '" + tensor + "' twice");
      }
    }
    return entries;
  }

  private static void requireNumbers(InputStream in, Segment segment, float[] values, String where)
      throws IOException {
    long wanted = (long) Float.BYTES * segment.size();
    long got = Floats.read(in, values, segment.offset(), segment.size());
    if (got < wanted) {
      throw new IOException(where + " has " + got + " bytes of numbers, not " + wanted);
    }
    if (in.read() >= 0) {
      throw new IOException(where + " has more than its " + wanted + " bytes of numbers");
    }
  }
}
