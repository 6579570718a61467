package dev.fluxion.experiments.document001;

import dev.fluxion.autodiff.catalog.Card;
import dev.fluxion.experiments.Claim;
import dev.fluxion.experiments.Evidence;
import dev.fluxion.experiments.Experiment;
import dev.fluxion.experiments.Figure;
import dev.fluxion.experiments.Finding;
import dev.fluxion.experiments.Measure;
import dev.fluxion.experiments.Plan;
import dev.fluxion.experiments.Precision;
import dev.fluxion.experiments.document001.Duels.Duel;
import dev.fluxion.experiments.probe.Trained;
import dev.fluxion.experiments.runner.RunKey;
import dev.fluxion.optimizers.OptimizerSpec;
import dev.fluxion.optimizers.physics.StableSgd;
import dev.fluxion.optimizers.physics.StableSgd.Energy;
import dev.fluxion.optimizers.physics.StableSgd.Penalty;
import dev.fluxion.problems.fit.Loss;
import dev.fluxion.problems.fit.Training;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Document 001's language experiment with a net that learns: its token patterns, the true next
 * token, all parameters, exact gradients; its own bigram net and a small transformer, which sees
 * the tokens before. Every rule is tuned on the same number of learning rates.
 *
 * <p>A bigram cannot know which pattern it is in; a transformer can, and may learn the random ones
 * by heart.
 *
 * <p>A signed penalty is a brake on momentum: the response of θ to a steady gradient is divided by
 * {@code 1 + τ}, and that to a swinging one by less. Where the adaptive rule does better, a
 * constant strength of its largest value stands beside it.
 */
public final class Language implements Experiment {
  private static final String ID = "001-6-language";
  private static final List<String> RULES =
      List.of("momentum", "text", "signed", "script", "package", "adaptive", "selective");
  private static final String STRONG = "strong";
  private static final List<String> FORMS = List.of("text", "signed", "script", "package");
  private static final Duels DUELS = duels();

  @Override
  public Card card() {
    return new Card(
        ID,
        "Does StableSGD help a small language model that does learn?",
        "L = Σ -ln p(next token)/n;  chance: ln 100 = 4.605",
        "document 001, §2.2, §3, §5 and §6",
        "The document's patterns with the true next token and all gradients; all rules tuned at"
            + " equal budget. Where batches disagree adaptive strength brakes the momentum, and"
            + " lets go later: that helps most in short runs. Production models do not run here.");
  }

  private static Map<String, Training> tasks() {
    Map<String, Training> tasks = new LinkedHashMap<>();
    tasks.put("bigram", task("bigram(width=16)"));
    tasks.put("transformer", task("transformer(width=16,heads=2)"));
    return tasks;
  }

  private static Training task(String model) {
    return new Training("token-patterns", model, 4, Loss.AUTO, 0, 0, false);
  }

  private static List<String> rules() {
    List<String> rules = new ArrayList<>(RULES);
    rules.add(STRONG);
    return rules;
  }

  /** The strong one has all the time the strength that the adaptive one reaches at most. */
  private static OptimizerSpec spec(String rule) {
    return rule.equals(STRONG)
        ? new StableSgd(0.3, 0.9, 0.5, Penalty.SIGNED, Energy.ELEMENT)
        : Rules.all().get(rule);
  }

  /** Six learning rates each; those of the rules that apply it twice are their roots. */
  private static String grid(String rule) {
    return switch (rule) {
      case "momentum", "selective" -> "learningRate=0.03:0.1:0.3:0.6:1:2";
      case "package" -> "learningRate=0.01:0.03:0.1:0.3:0.6:1";
      default -> "learningRate=0.17:0.3:0.55:0.77:1:1.4";
    };
  }

  @Override
  public List<RunKey> runs(Plan plan) {
    int tuning = plan.scale().choose(1, 1, 5);
    int seeds = plan.scale().choose(1, 20, 40);
    List<RunKey> runs = new ArrayList<>();
    tasks()
        .forEach(
            (model, task) -> {
              for (String rule : rules()) {
                String rates = plan.scale().choose(0, 1, 1) == 0 ? "" : grid(rule);
                runs.add(
                    RunKey.of(
                            ID,
                            rule + " @ " + model,
                            task,
                            spec(rule),
                            Precision.FLOAT,
                            plan.scale().choose(4, 300, 3000),
                            plan.seed())
                        .probing(new Trained(rates, tuning, seeds)));
              }
            });
    return runs;
  }

  @Override
  public List<Claim> claims() {
    List<Claim> claims = new ArrayList<>();
    for (String model : tasks().keySet()) {
      claims.add(
          new Claim(
              "001/6.learns-" + model,
              "2.2, corrected",
              "standard SGD trains the small language model: " + model,
              "tuned: median training loss at most three quarters of chance",
              e -> {
                double loss = Measure.median(train(e, "momentum", model));
                double accuracy =
                    Measure.median(e.run("momentum @ " + model).measured().get("accuracy"));
                double chance = StrictMath.log(100);
                return Finding.of(
                    loss <= 0.75 * chance,
                    "%.3f, chance %.3f; %.3f of the tokens right",
                    loss,
                    chance,
                    accuracy);
              }));
      for (String form : FORMS) {
        claims.add(
            new Claim(
                "001/6.sgd-beats-" + form + "-" + model,
                "3.1, corrected and tuned",
                "standard SGD ends lower than " + Rules.name(form) + ": " + model,
                "lower median training loss, " + Duels.TEST,
                e -> DUELS.judge(e, lower("momentum", form, model))));
      }
      for (String proposal : Rules.PROPOSALS) {
        claims.add(
            new Claim(
                "001/6." + proposal + "-" + model,
                proposal.equals("adaptive") ? "5.1 and 6" : "5.2 and 6",
                Rules.name(proposal) + " unlocks benefits over standard SGD: " + model,
                "lower median training loss, " + Duels.TEST,
                e -> DUELS.judge(e, lower(proposal, "momentum", model))));
      }
      claims.add(
          new Claim(
              "001/6.adaptation-" + model,
              "5.1",
              "it is the adaptation that helps: " + model,
              "lower median training loss than with the constant strength 0.5 (the largest that the"
                  + " adaptive rule may take), "
                  + Duels.TEST,
              e -> DUELS.judge(e, lower("adaptive", STRONG, model))));
    }
    claims.add(
        new Claim(
            "001/6.large-scale",
            "4.1, 4 and 5.3",
            "benefits emerge in production transformers of billions of parameters",
            "none here: such a model has more parameters than this laboratory's machines have"
                + " memory",
            e -> Finding.undecided("not run; the largest model is a transformer of width 16")));
    return claims;
  }

  private static double[] train(Evidence e, String rule, String model) {
    return e.run(rule + " @ " + model).measured().get("train");
  }

  private static Duel lower(String rule, String other, String model) {
    return new Duel(rule + " @ " + model, other + " @ " + model, "train");
  }

  private static Duels duels() {
    List<Duel> all = new ArrayList<>();
    for (String model : tasks().keySet()) {
      FORMS.forEach(form -> all.add(lower("momentum", form, model)));
      Rules.PROPOSALS.forEach(proposal -> all.add(lower(proposal, "momentum", model)));
      all.add(lower("adaptive", STRONG, model));
    }
    return new Duels(all);
  }

  @Override
  public List<Figure> figures() {
    List<Figure> figures = new ArrayList<>();
    for (String model : tasks().keySet()) {
      List<String> runs = rules().stream().map(rule -> rule + " @ " + model).toList();
      figures.add(
          new Figure(
              Figure.Kind.SERIES,
              "Training loss of a " + model + ", mean of tenths of a run",
              runs,
              Map.of(
                  "x", "measured.iteration",
                  "y", List.of("measured.loss"),
                  "xLabel", "step",
                  "yLabel", "loss")));
      figures.add(
          new Figure(
              Figure.Kind.ECDF,
              "Last training loss over seeds: " + model,
              runs,
              Map.of("series", "measured.train")));
    }
    return figures;
  }
}
