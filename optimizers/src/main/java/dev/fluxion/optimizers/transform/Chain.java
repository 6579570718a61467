package dev.fluxion.optimizers.transform;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.autodiff.catalog.Setting;
import dev.fluxion.autodiff.catalog.Settings;
import dev.fluxion.autodiff.layout.ParameterLayout;
import dev.fluxion.autodiff.random.RandomKey;
import dev.fluxion.optimizers.Invariance;
import dev.fluxion.optimizers.Need;
import dev.fluxion.optimizers.Optimizer;
import dev.fluxion.optimizers.OptimizerDefinition;
import dev.fluxion.optimizers.OptimizerSpec;
import dev.fluxion.optimizers.SpecText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Transforms around an optimizer, in the order in which the gradient passes them.
 *
 * <p>Formula: {@code a > b > c} is {@code a(base=b(base=c))}: a sees the gradient of the loss, b
 * what a makes of it, and c takes the step.
 *
 * <p>Source: the chained transformations of Optax (DeepMind, 2020); there the list ends with the
 * scaling by the learning rate, here with an optimizer.
 *
 * @param parts transforms and, last, an optimizer, with > between them
 */
public record Chain(@Setting("transforms, then an optimizer: a(…) > b(…) > id(…)") String parts)
    implements OptimizerSpec {
  private static final String PLAIN = "clip-norm > sgd";

  public Chain {
    Settings.check(Chain.class, parts);
    if (!parts.equals(PLAIN)) { // the catalog makes this record with its default
      nested(parts);
    }
  }

  /** Gradient descent by shortened gradients. */
  public Chain() {
    this(PLAIN);
  }

  @Override
  public Card card() {
    return new Card(
        "chain",
        "Transforms around an optimizer, in the order in which the gradient passes them.",
        "a > b > c  =  a(base=b(base=c))",
        "the chained transformations of Optax, DeepMind, 2020",
        "The last part is an optimizer, not a scaling.");
  }

  /** The same without a chain, as {@link SpecText} reads it; it shows the order. */
  public OptimizerSpec nested() {
    return nested(parts);
  }

  private static OptimizerSpec nested(String parts) {
    List<String> list = split(parts);
    OptimizerSpec whole = SpecText.inner("parts", list.removeLast());
    for (String part : list.reversed()) {
      OptimizerSpec outer = SpecText.inner("parts", part);
      if (!(outer instanceof Transform)) {
        throw new IllegalArgumentException(
            "parts = '"
                + parts
                + "': '"
                + part
                + "' is no transform; allowed: transforms, and an optimizer at the end only");
      }
      whole = (OptimizerSpec) Settings.with((Record) outer, Map.of("base", SpecText.of(whole)));
    }
    return whole;
  }

  /** The parts between > signs that stand in no parentheses. */
  private static List<String> split(String parts) {
    List<String> list = new ArrayList<>();
    int begin = 0;
    int depth = 0;
    for (int i = 0; i < parts.length(); i++) {
      char c = parts.charAt(i);
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
      if (c == '>' && depth == 0) {
        list.add(parts.substring(begin, i).strip());
        begin = i + 1;
      }
    }
    list.add(parts.substring(begin).strip());
    return list;
  }

  @Override
  public Set<Need> needs() {
    return nested().needs();
  }

  @Override
  public Set<Invariance> invariances() {
    return nested().invariances();
  }

  @Override
  public Optimizer start(ParameterLayout layout, RandomKey key) {
    return nested().start(layout, key);
  }

  @Override
  public OptimizerDefinition startDefinition(ParameterLayout layout, RandomKey key) {
    return nested().startDefinition(layout, key);
  }
}
