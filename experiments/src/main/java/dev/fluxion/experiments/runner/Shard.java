package dev.fluxion.experiments.runner;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A part of a plan, for one of several machines. The runs are dealt out like cards, in the order of
 * a hash of their keys: parts differ in size by one at most, and a rhythm of the plan (every fourth
 * run is the slow one) does not give all slow runs to one machine.
 *
 * <p>Formula: part i of n has the runs number i, i + n, i + 2n … in the order of (CRC-32 of the key
 * as JSON, place in the plan).
 *
 * @param index 0 … count − 1
 * @param count number of parts
 */
public record Shard(int index, int count) {
  private static final Pattern TEXT = Pattern.compile("(\\d{1,9})/(\\d{1,9})");

  public Shard {
    if (count < 1 || index < 0 || index >= count) {
      throw new IllegalArgumentException(
          "shard "
              + index
              + "/"
              + count
              + " must be i/n with i from 0 to n-1, for example 0/4, 1/4, 2/4 and 3/4");
    }
  }

  /** Reads {@code i/n}. */
  @JsonCreator
  public static Shard parse(String text) {
    Matcher shard = TEXT.matcher(text);
    if (!shard.matches()) {
      throw new IllegalArgumentException(
          "shard '" + text + "' must be i/n with i from 0 to n-1, for example 0/4");
    }
    return new Shard(Integer.parseInt(shard.group(1)), Integer.parseInt(shard.group(2)));
  }

  /** The runs of this part, in the order of the plan. */
  public List<RunKey> of(List<RunKey> plan) {
    List<Card> deck = new ArrayList<>();
    plan.forEach(key -> deck.add(new Card(key, Json.checksum(key))));
    deck.sort(Comparator.comparingLong(Card::hash)); // stable: equals stay in the plan's order
    Set<RunKey> mine = new HashSet<>();
    for (int i = index; i < deck.size(); i += count) {
      mine.add(deck.get(i).key());
    }
    return plan.stream().filter(mine::contains).toList();
  }

  private record Card(RunKey key, long hash) {}

  /** What names of files have for it. */
  String suffix() {
    return ".shard-" + index + "-of-" + count;
  }

  @JsonValue
  @Override
  public String toString() {
    return index + "/" + count;
  }
}
