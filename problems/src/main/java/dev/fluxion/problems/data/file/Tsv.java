package dev.fluxion.problems.data.file;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.autodiff.catalog.Names;
import dev.fluxion.autodiff.catalog.Setting;
import dev.fluxion.autodiff.catalog.Settings;
import dev.fluxion.autodiff.layout.Shape;
import dev.fluxion.autodiff.random.RandomKey;
import dev.fluxion.problems.data.DataSource;
import dev.fluxion.problems.data.Dataset;
import dev.fluxion.problems.data.Split;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/**
 * Sentences with a class in a file of tab-separated values with a header, as the tasks of GLUE; no
 * quotes. A sentence becomes a bag of words: how often it has each of the most frequent words of
 * the training file.
 *
 * <p>Formula: {@code xⱼ = ln(1 + count of word j)}; words are runs of letters and digits in lower
 * case; of words as frequent as each other the first in the alphabet come first.
 *
 * <p>Source: A. Wang et al., «GLUE: A Multi-Task Benchmark and Analysis Platform for Natural
 * Language Understanding», 2019; Z. Harris, «Distributional Structure», 1954 (bag of words).
 *
 * @param file the training file, packed by gzip or not
 * @param dev a second file with the same header, for validation; empty for none
 * @param text the columns of sentences, with + between them
 * @param label the column of classes
 * @param words how many words count
 */
public record Tsv(
    @Setting("file") String file,
    @Setting("file for validation, or nothing") String dev,
    @Setting("columns of sentences, with + between them") String text,
    @Setting("column of classes") String label,
    @Setting(value = "how many words count", min = 1, max = 1e5) int words)
    implements DataSource {
  public Tsv {
    Settings.check(Tsv.class, file, dev, text, label, words);
  }

  /** The training file of SST-2. */
  public Tsv() {
    this("train.tsv", "", "sentence", "label", 1000);
  }

  @Override
  public Card card() {
    return new Card(
        "tsv",
        "Sentences with a class in a file of tab-separated values, as the tasks of GLUE.",
        "xⱼ = ln(1 + count of word j)",
        "A. Wang et al., GLUE: A Multi-Task Benchmark and Analysis Platform for Natural Language"
            + " Understanding, 2019");
  }

  /** A sentence, in words, and its class. */
  private record Sentence(String[] words, String label) {}

  @Override
  public List<String> endings() {
    return List.of(".tsv");
  }

  @Override
  public Dataset open(RandomKey key) throws IOException {
    List<Sentence> sentences = sentences(Path.of(file));
    int train = sentences.size();
    Map<String, Integer> vocabulary = vocabulary(sentences);
    if (!dev.isEmpty()) {
      sentences.addAll(sentences(Path.of(dev)));
    }
    TreeSet<String> known = new TreeSet<>();
    sentences.forEach(sentence -> known.add(sentence.label()));
    List<String> classes = List.copyOf(known);
    int width = vocabulary.size();
    if ((long) width * sentences.size() > Integer.MAX_VALUE - 8) {
      throw new IOException(file + ": more numbers than an array holds; take fewer words");
    }
    DataFile.requireMemory(Path.of(file), 3L * Float.BYTES * width * sentences.size());
    float[] features = new float[width * sentences.size()];
    int[] labels = new int[sentences.size()];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = classes.indexOf(sentences.get(i).label());
      for (String word : sentences.get(i).words()) {
        Integer j = vocabulary.get(word);
        if (j != null) {
          features[i * width + j]++;
        }
      }
    }
    for (int i = 0; i < features.length; i++) {
      features[i] = features[i] == 0 ? 0 : (float) StrictMath.log1p(features[i]);
    }
    Dataset all = Dataset.classes("tsv", Shape.of(width), features, labels, classes);
    return dev.isEmpty() ? all : all.with(Split.consecutive(train, labels.length - train, 0));
  }

  private List<Sentence> sentences(Path path) throws IOException {
    String[] lines = DataFile.lines(path);
    if (lines.length < 2) {
      throw new IOException(path + " has no rows below a header");
    }
    List<String> header = List.of(lines[0].split("\t", -1));
    int classAt = column(path, header, "label", label);
    List<Integer> textAt = new ArrayList<>();
    for (String name : text.split("\\+")) {
      textAt.add(column(path, header, "text", name));
    }
    List<Sentence> sentences = new ArrayList<>();
    for (int n = 1; n < lines.length; n++) {
      if (lines[n].isEmpty()) {
        continue;
      }
      String[] fields = lines[n].split("\t", -1);
      if (fields.length != header.size()) {
        throw new IOException(
            path
                + ": line "
                + (n + 1)
                + " has "
                + fields.length
                + " fields; the header has "
                + header.size());
      }
      if (fields[classAt].isBlank()) {
        throw new IOException(path + ": line " + (n + 1) + " has no '" + label + "'");
      }
      StringBuilder sentence = new StringBuilder();
      textAt.forEach(at -> sentence.append(fields[at]).append(' '));
      String lower = sentence.toString().toLowerCase(Locale.ROOT);
      sentences.add(new Sentence(lower.split("[^\\p{L}\\p{N}]+"), fields[classAt].strip()));
    }
    if (sentences.isEmpty()) {
      throw new IOException(path + " has no rows below its header");
    }
    return sentences;
  }

  private static int column(Path path, List<String> header, String setting, String name)
      throws IOException {
    int at = header.indexOf(name);
    if (at < 0) {
      throw new IOException(
          path
              + ": line 1: "
              + Names.unknown("column", name, header)
              + "; set "
              + setting
              + ", or read a table of numbers by csv(file="
              + path
              + ")");
    }
    return at;
  }

  /** The most frequent words, by their place. */
  private Map<String, Integer> vocabulary(List<Sentence> sentences) throws IOException {
    Map<String, Integer> counts = new HashMap<>();
    for (Sentence sentence : sentences) {
      for (String word : sentence.words()) {
        if (!word.isEmpty()) {
          counts.merge(word, 1, Integer::sum);
        }
      }
    }
    if (counts.isEmpty()) {
      throw new IOException(file + " has no words in '" + text + "'");
    }
    List<String> frequent = new ArrayList<>(counts.keySet());
    frequent.sort(
        Comparator.comparing((String word) -> -counts.get(word))
            .thenComparing(Comparator.naturalOrder()));
    Map<String, Integer> places = new HashMap<>();
    for (String word : frequent.subList(0, Math.min(words, frequent.size()))) {
      places.put(word, places.size());
    }
    return places;
  }
}
