package dev.fluxion.problems.data;

import dev.fluxion.autodiff.catalog.Catalog;
import dev.fluxion.autodiff.catalog.CatalogText;
import dev.fluxion.autodiff.catalog.Described;
import dev.fluxion.autodiff.random.RandomKey;
import java.io.IOException;

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

  /** All registered sources, with their default settings. */
  static Catalog<DataSource> catalog() {
    return Catalog.load("data source", DataSource.class);
  }

  /**
   * The source with an id and some of its settings; see {@link CatalogText}.
   *
   * @throws IllegalArgumentException if the text is not of the form, the id or a setting is
   *     unknown, or a value is out of range
   */
  static DataSource parse(String text) {
    return CatalogText.parse(catalog(), "an id of data sources", text);
  }
}
