package dev.fluxion.problems.data.file;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.autodiff.catalog.Setting;
import dev.fluxion.autodiff.catalog.Settings;
import dev.fluxion.autodiff.random.RandomKey;
import dev.fluxion.problems.data.DataSource;
import dev.fluxion.problems.data.Dataset;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Plain text for models of characters: pieces one behind the other, with the character that follows
 * at every position. The vocabulary is the characters of the text, in the order of Unicode.
 *
 * <p>Formula: piece s is characters {@code s·context … (s + 1)·context - 1}; to predict are those
 * one place on. What is left at the end, less than a piece, is passed over.
 *
 * <p>Source: A. Karpathy, «The Unreasonable Effectiveness of Recurrent Neural Networks», 2015.
 *
 * @param file the file in UTF-8, packed by gzip or not
 * @param context characters of a piece
 */
public record Text(
    @Setting("file in UTF-8") String file,
    @Setting(value = "characters of a piece", min = 1, max = 1e6) int context)
    implements DataSource {
  private static final int MOST_CHARACTERS = 1 << 14;

  public Text {
    Settings.check(Text.class, file, context);
  }

  /** Pieces of 32 characters of text.txt. */
  public Text() {
    this("text.txt", 32);
  }

  @Override
  public Card card() {
    return new Card(
        "text",
        "Plain text for models of characters.",
        "piece s is characters s·context … (s + 1)·context - 1, to predict are those one place on",
        "A. Karpathy, The Unreasonable Effectiveness of Recurrent Neural Networks, 2015");
  }

  @Override
  public List<String> endings() {
    return List.of(".txt");
  }

  @Override
  public Dataset open(RandomKey key) throws IOException {
    Path path = Path.of(file);
    int[] characters = DataFile.text(path).codePoints().toArray();
    int[] vocabulary = Arrays.stream(characters).sorted().distinct().toArray();
    if (vocabulary.length > MOST_CHARACTERS) {
      throw new IOException(
          file + " has " + vocabulary.length + " different characters; at most 16384 are read");
    }
    int pieces = (characters.length - 1) / context;
    if (pieces < 1) {
      throw new IOException(
          file
              + " has "
              + characters.length
              + " characters; a piece of context = "
              + context
              + " needs one more than that");
    }
    int[] tokens = new int[pieces * context];
    int[] next = new int[tokens.length];
    for (int i = 0; i < tokens.length; i++) {
      tokens[i] = Arrays.binarySearch(vocabulary, characters[i]);
      next[i] = Arrays.binarySearch(vocabulary, characters[i + 1]);
    }
    List<String> names = new ArrayList<>();
    for (int character : vocabulary) {
      names.add(Character.toString(character));
    }
    return Dataset.sequences(path.getFileName().toString(), context, tokens, next, names);
  }
}
