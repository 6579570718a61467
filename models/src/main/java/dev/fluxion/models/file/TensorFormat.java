package dev.fluxion.models.file;

import dev.fluxion.autodiff.layout.ParameterLayout;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A file format for named tensors of floats: the parameters of a net, or whatever else has a
 * layout. Every segment becomes a tensor of its name and shape; every bit is kept, NaNs too.
 *
 * <pre>{@code
 * Path file = Path.of("net.safetensors");
 * TensorFormat.of(file).write(file, net.layout(), theta);
 * float[] again = TensorFormat.of(file).read(file, net.layout());
 * }</pre>
 */
public sealed interface TensorFormat permits SafeTensors, Npz {
  /**
   * Writes tensors: to a file beside it first, which then takes its place, so that a reader never
   * sees half of it. The same tensors give the same bytes.
   *
   * @param file the file; it may exist, its folder must
   * @param layout names and shapes
   * @param values all numbers, as the layout says
   */
  void write(Path file, ParameterLayout layout, float[] values) throws IOException;

  /**
   * Reads the tensors of a layout, which may lie in any order.
   *
   * @throws IOException if the file is damaged, or does not hold exactly these names, shapes and
   *     floats of 32 bits; the message names the file and the byte or tensor
   */
  float[] read(Path file, ParameterLayout layout) throws IOException;

  /** The format that the end of a file's name stands for: {@code .safetensors} or {@code .npz}. */
  static TensorFormat of(Path file) {
    String name = file.getFileName() == null ? "" : file.getFileName().toString();
    if (name.endsWith(".safetensors")) {
      return new SafeTensors();
    }
    if (name.endsWith(".npz")) {
      return new Npz();
    }
    throw new IllegalArgumentException(
        "'" + file + "' must end in .safetensors or .npz, which says how it is written");
  }
}
