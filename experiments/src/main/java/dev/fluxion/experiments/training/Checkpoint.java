package dev.fluxion.experiments.training;

import dev.fluxion.models.file.AtomicFile;
import dev.fluxion.optimizers.State;
import java.io.BufferedInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.CRC32;
import java.util.zip.CheckedOutputStream;

/**
 * All that a training needs to go on with the same bits: parameters, state of the optimizer with
 * its schedule and averages, steps, best parameters and the history.
 *
 * <p>The file: the word {@code FLUXTRN1}; name and text of everything that decides the bits; the
 * numbers, highest byte first, each array behind its length; the CRC-32 of all before, in 8 bytes.
 * It is written beside its place and moved there.
 *
 * @param identity name and text of everything that decides the bits
 * @param steps steps taken
 * @param theta the parameters
 * @param state the state of the optimizer
 * @param best the parameters of the best epoch, or none
 * @param history the epochs so far
 */
record Checkpoint(
    Map<String, String> identity,
    int steps,
    double[] theta,
    State state,
    double[] best,
    List<Epoch> history) {
  private static final byte[] MAGIC = "FLUXTRN1".getBytes(StandardCharsets.US_ASCII);

  void write(Path file) throws IOException {
    AtomicFile.write(
        file,
        raw -> {
          CheckedOutputStream checked = new CheckedOutputStream(raw, new CRC32());
          DataOutputStream out = new DataOutputStream(checked);
          out.write(MAGIC);
          out.writeInt(identity.size());
          for (Map.Entry<String, String> entry : identity.entrySet()) {
            text(out, entry.getKey());
            text(out, entry.getValue());
          }
          out.writeInt(steps);
          doubles(out, theta);
          doubles(out, best);
          out.writeInt(history.size());
          for (Epoch epoch : history) {
            out.writeInt(epoch.epoch());
            out.writeInt(epoch.steps());
            out.writeDouble(epoch.loss());
            out.writeDouble(epoch.validationLoss());
            out.writeDouble(epoch.validationAccuracy());
            out.writeDouble(epoch.rate());
          }
          write(out, state);
          out.flush();
          out.writeLong(checked.getChecksum().getValue());
          out.flush();
        });
  }

  private static void write(DataOutputStream out, State state) throws IOException {
    out.writeInt(state.floats().size());
    for (Map.Entry<String, float[]> entry : state.floats().entrySet()) {
      text(out, entry.getKey());
      out.writeInt(entry.getValue().length);
      for (float x : entry.getValue()) {
        out.writeInt(Float.floatToRawIntBits(x));
      }
    }
    out.writeInt(state.doubles().size());
    for (Map.Entry<String, double[]> entry : state.doubles().entrySet()) {
      text(out, entry.getKey());
      doubles(out, entry.getValue());
    }
    out.writeInt(state.numbers().size());
    for (Map.Entry<String, Double> entry : state.numbers().entrySet()) {
      text(out, entry.getKey());
      out.writeLong(Double.doubleToRawLongBits(entry.getValue()));
    }
  }

  private static void text(DataOutputStream out, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static void doubles(DataOutputStream out, double[] values) throws IOException {
    out.writeInt(values.length);
    for (double x : values) {
      out.writeLong(Double.doubleToRawLongBits(x));
    }
  }

  /**
   * Reads a checkpoint.
   *
   * @throws IOException if the file is missing, damaged, cut off or no checkpoint
   */
  static Checkpoint read(Path file) throws IOException {
    requireWhole(file);
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      return new CheckpointReader(file, in, Files.size(file)).read(MAGIC.length);
    }
  }

  /** The word at the beginning and the checksum at the end. */
  private static void requireWhole(Path file) throws IOException {
    long size = Files.size(file);
    CRC32 sum = new CRC32();
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      byte[] magic = in.readNBytes(MAGIC.length);
      if (!Arrays.equals(magic, MAGIC)) {
        throw new IOException(file + " is no checkpoint of a training; it is left as it is");
      }
      sum.update(magic);
      byte[] buffer = new byte[1 << 16];
      long left = size - MAGIC.length - Long.BYTES;
      while (left > 0) {
        int got = in.readNBytes(buffer, 0, (int) Math.min(buffer.length, left));
        if (got == 0) {
          break;
        }
        sum.update(buffer, 0, got);
        left -= got;
      }
      byte[] recorded = in.readNBytes(Long.BYTES);
      long expected = 0;
      for (byte b : recorded) {
        expected = expected << 8 | b & 0xFF;
      }
      if (recorded.length < Long.BYTES || expected != sum.getValue()) {
        throw new IOException(
            file
                + " is cut off or damaged: its checksum is another; train anew with another"
                + " --checkpoint, or put a copy in its place");
      }
    }
  }

  /**
   * Requires that it belongs to a training.
   *
   * @throws IllegalArgumentException naming the first difference
   */
  void requireIdentity(Path file, Map<String, String> wanted) {
    Map<String, String> names = new LinkedHashMap<>(identity);
    names.putAll(wanted);
    for (String name : names.keySet()) {
      String found = identity.get(name);
      String asked = wanted.get(name);
      if (!Objects.equals(found, asked)) {
        throw new IllegalArgumentException(
            file
                + " is of another training: its "
                + name
                + " is "
                + found
                + ", not "
                + asked
                + "; resume with the same settings, or choose another --checkpoint");
      }
    }
  }

  /** A copy of the history, to go on with. */
  List<Epoch> epochs() {
    return new ArrayList<>(history);
  }
}
