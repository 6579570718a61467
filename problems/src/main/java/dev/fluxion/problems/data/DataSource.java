package dev.fluxion.problems.data;

import dev.fluxion.autodiff.catalog.Catalog;
import dev.fluxion.autodiff.catalog.CatalogText;
import dev.fluxion.autodiff.catalog.Described;
import dev.fluxion.autodiff.catalog.Settings;
import dev.fluxion.autodiff.random.RandomKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Where data come from: a generator or a file. An immutable, validated record of its settings,
 * written in one word: {@code blobs(samples=300,classes=3)}.
 *
 * <p>Formula: {@code open(key)} depends on the settings and the key only; a file does not look at
 * the key.
 *
 * <p>To add a source, write one public record with a constructor without arguments and name it in
 * {@code META-INF/services/dev.fluxion.problems.data.DataSource}.
 */
public interface DataSource extends Described {
  /**
   * Makes or reads the data.
   *
   * @throws IOException if a file is missing, damaged or of another kind; the message names the
   *     file, and the line or byte
   */
  Dataset open(RandomKey key) throws IOException;

  /** How names of files end that it reads by its first setting; none for a generator. */
  default List<String> endings() {
    return List.of();
  }

  /** All registered sources, with their default settings. */
  static Catalog<DataSource> catalog() {
    return Catalog.load("data source", DataSource.class);
  }

  /**
   * The source with an id and some of its settings, see {@link CatalogText}; or the reader of a
   * file by the end of its name: {@code .csv .tsv .npz .npy .bin .txt -idx3-ubyte}, with {@code
   * .gz} behind or not, or a slash for a folder of images.
   *
   * @throws IllegalArgumentException if the text is not of the form, the id or a setting is
   *     unknown, or a value is out of range
   */
  static DataSource parse(String text) {
    String plain = text.endsWith(".gz") ? text.substring(0, text.length() - 3) : text;
    for (DataSource reader : catalog().all()) {
      if (!text.contains("(") && reader.endings().stream().anyMatch(plain::endsWith)) {
        String setting = Settings.of((Record) reader).getFirst().name();
        return (DataSource) Settings.with((Record) reader, Map.of(setting, text));
      }
    }
    String id = text.split("\\(", 2)[0].strip();
    if (catalog().all().stream().noneMatch(source -> source.card().id().equals(id))) {
      Path path = Path.of(text);
      require(!Files.isDirectory(path), text + " is a folder; write " + text + "/ to read images");
      require(
          !Files.exists(path),
          "what reads " + text + "? Write, for example, csv(file=" + text + ")");
    }
    return CatalogText.parse(catalog(), "an id of data sources", text);
  }

  private static void require(boolean condition, String message) {
    if (!condition) {
      throw new IllegalArgumentException(message);
    }
  }
}
