package dev.fluxion.problems.data;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.autodiff.catalog.Setting;
import dev.fluxion.autodiff.catalog.Settings;
import dev.fluxion.autodiff.random.RandomKey;

/**
 * Sequences that count, that repeat, and random ones, as document 001's language experiment has
 * them.
 *
 * <p>Formula: counting sequence s is {@code s, s + 1, s + 2 …}, repeating sequence s is {@code 10s
 * + (i mod period)}, both modulo the vocabulary; the tokens to predict are those one place on, so a
 * sequence has {@code length - 1} positions.
 *
 * <p>Source: document 001, experiment 1, by its published program, which has 10, 10 and 20 with a
 * vocabulary of 100, length 20 and period 5. Its random sequences come from Python's generator.
 *
 * @param counting sequences that count
 * @param repeating sequences that repeat
 * @param random sequences of random tokens
 * @param vocabulary number of different tokens
 * @param length tokens of a sequence
 * @param period tokens until a sequence repeats
 */
public record TokenPatterns(
    @Setting(value = "sequences that count", min = 0, max = 1e5) int counting,
    @Setting(value = "sequences that repeat", min = 0, max = 1e5) int repeating,
    @Setting(value = "sequences of random tokens", min = 0, max = 1e5) int random,
    @Setting(value = "number of different tokens", min = 2, max = 1e5) int vocabulary,
    @Setting(value = "tokens of a sequence", min = 2, max = 1e4) int length,
    @Setting(value = "tokens until a sequence repeats", min = 1, max = 1e4) int period)
    implements DataSource {
  private static final int STRIDE = 10;

  public TokenPatterns {
    Settings.check(TokenPatterns.class, counting, repeating, random, vocabulary, length, period);
    if (counting + repeating + random == 0) {
      throw new IllegalArgumentException(
          "counting, repeating and random are all 0; one of them must be at least 1");
    }
    Rows.requireMemory("sequences · length", ((long) counting + repeating + random) * length);
  }

  /** As published: 100 tokens, length 20, period 5. */
  public TokenPatterns() {
    this(10, 10, 20, 100, 20, 5);
  }

  @Override
  public Card card() {
    return new Card(
        "token-patterns",
        "Sequences that count, that repeat, and random ones.",
        "s, s + 1, s + 2 …;  10s + (i mod period)",
        "document 001, experiment 1, and its published program",
        "The random sequences come from our generator.");
  }

  @Override
  public Dataset open(RandomKey key) {
    int sequences = counting + repeating + random;
    int[] all = new int[sequences * length];
    RandomKey own = key.split("random");
    for (int i = 0; i < all.length; i++) {
      all[i] = token(own, i / length, i % length);
    }
    int context = length - 1;
    int[] tokens = new int[sequences * context];
    int[] next = new int[tokens.length];
    for (int s = 0; s < sequences; s++) {
      System.arraycopy(all, s * length, tokens, s * context, context);
      System.arraycopy(all, s * length + 1, next, s * context, context);
    }
    return Dataset.sequences(card().id(), context, tokens, next, Rows.numbers(vocabulary));
  }

  private int token(RandomKey key, int sequence, int i) {
    if (sequence < counting) {
      return (sequence + i) % vocabulary;
    }
    int repeated = sequence - counting;
    return repeated < repeating
        ? (STRIDE * repeated + i % period) % vocabulary
        : key.integer(repeated - repeating, i, vocabulary);
  }
}
