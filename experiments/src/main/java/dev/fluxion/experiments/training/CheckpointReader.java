package dev.fluxion.experiments.training;

import dev.fluxion.optimizers.State;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads what {@link Checkpoint} writes; no length is believed beyond the end of the file. */
final class CheckpointReader {
  private final Path file;
  private final Counting counted;
  private final DataInputStream in;
  private final long size;

  /** Knows how far it has read. */
  private static final class Counting extends FilterInputStream {
    private long at;

    Counting(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      int b = super.read();
      at += b < 0 ? 0 : 1;
      return b;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int got = super.read(bytes, offset, length);
      at += Math.max(0, got);
      return got;
    }
  }

  CheckpointReader(Path file, InputStream in, long size) {
    this.file = file;
    this.counted = new Counting(in);
    this.in = new DataInputStream(counted);
    this.size = size;
  }

  Checkpoint read(int magic) throws IOException {
    try {
      in.skipNBytes(magic);
      counted.at = magic; // a skip does not count
      Map<String, String> identity = new LinkedHashMap<>();
      for (int left = count(2 * Integer.BYTES); left > 0; left--) {
        identity.put(text(), text());
      }
      int steps = in.readInt();
      double[] theta = doubles();
      double[] best = doubles();
      List<Epoch> history = new ArrayList<>();
      for (int left = count(2 * Integer.BYTES + 4 * Double.BYTES); left > 0; left--) {
        history.add(
            new Epoch(
                in.readInt(),
                in.readInt(),
                in.readDouble(),
                in.readDouble(),
                in.readDouble(),
                in.readDouble()));
      }
      return new Checkpoint(identity, steps, theta, state(), best, history);
    } catch (EOFException e) {
      throw new IOException(file + " ends too early, at byte " + counted.at, e);
    }
  }

  private State state() throws IOException {
    Map<String, float[]> floats = new LinkedHashMap<>();
    for (int left = count(2 * Integer.BYTES); left > 0; left--) {
      String name = text();
      float[] values = new float[count(Float.BYTES)];
      for (int i = 0; i < values.length; i++) {
        values[i] = Float.intBitsToFloat(in.readInt());
      }
      floats.put(name, values);
    }
    Map<String, double[]> doubles = new LinkedHashMap<>();
    for (int left = count(2 * Integer.BYTES); left > 0; left--) {
      doubles.put(text(), doubles());
    }
    Map<String, Double> numbers = new LinkedHashMap<>();
    for (int left = count(Integer.BYTES + Double.BYTES); left > 0; left--) {
      numbers.put(text(), in.readDouble());
    }
    return new State(floats, doubles, numbers);
  }

  private String text() throws IOException {
    byte[] bytes = new byte[count(1)];
    in.readFully(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private double[] doubles() throws IOException {
    double[] values = new double[count(Double.BYTES)];
    for (int i = 0; i < values.length; i++) {
      values[i] = in.readDouble();
    }
    return values;
  }

  /** A number of things of at least so many bytes each. */
  private int count(int bytes) throws IOException {
    long at = counted.at;
    int count = in.readInt();
    if (count < 0 || (long) count * bytes > size - at) {
      throw new IOException(
          file + " is damaged: byte " + at + " announces " + count + " of " + bytes + " bytes");
    }
    return count;
  }
}
