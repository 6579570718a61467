package dev.fluxion.problems.fit;

import dev.fluxion.autodiff.catalog.CatalogText;
import dev.fluxion.autodiff.catalog.Settings;
import dev.fluxion.models.Model;
import dev.fluxion.problems.data.Dataset;
import dev.fluxion.problems.data.Graph;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.eclipse.collections.api.list.primitive.ImmutableIntList;

/**
 * A model in one word: {@code mlp:64-32-10}, {@code mlp:in-32-out}, {@code residual-net:8-16},
 * {@code graph-sage}, {@code transformer(width=32,heads=4)}. Settings that follow from the data
 * (inputs, outputs, classes, vocabulary, context, channels, side, starts and neighbours of a graph)
 * need not be named.
 *
 * <p>Formula: {@code text = id[:width-width…][(setting=value,…)]}, with {@code in} and {@code out}
 * for the widths of the data. Nets with a list of widths from inputs to outputs are sized by their
 * ends: {@code mlp} alone is in-16-out.
 */
public final class ModelText {
  private static final Pattern FORM =
      Pattern.compile("\\s*([a-z0-9-]+)(?::((?:in|\\d+)(?:-(?:out|\\d+))*))?\\s*(\\(.*\\))?\\s*");

  private ModelText() {}

  /**
   * Checks the form and the id; whether the model fits is known with its data only.
   *
   * @throws IllegalArgumentException if the text is not of the form or the id is unknown
   */
  public static void check(String text) {
    Model.catalog().get(form(text).group(1));
  }

  /**
   * The model for some data.
   *
   * @throws IllegalArgumentException if the text cannot be read or the model does not fit the data
   */
  public static Model parse(String text, Dataset data) {
    Matcher form = form(text);
    String settings = form.group(3) == null ? "" : form.group(3);
    Model model =
        CatalogText.parse(
            Model.catalog(),
            "a model's id",
            form.group(1) + settings,
            plain -> sized(plain, form.group(2), data));
    requireFit(text, model, data);
    return model;
  }

  private static Matcher form(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw new IllegalArgumentException(
          "model '"
              + text
              + "' cannot be read; allowed: id, id:width-width…, id(setting=value,…),"
              + " for example mlp:in-32-out");
    }
    return form;
  }

  /** A registered model with the settings that follow from the data, and its widths. */
  private static Model sized(Model plain, String widths, Dataset data) {
    Map<String, Object> settings = Settings.values((Record) plain);
    Map<String, String> changes = new LinkedHashMap<>();
    fromData(data).forEach((name, value) -> changes.put(name, String.valueOf(value)));
    data.graph().ifPresent(graph -> addGraph(graph, changes));
    if (settings.get("widths") instanceof ImmutableIntList own) {
      changes.put("widths", widths(own, widths, settings.containsKey("channels"), data));
    } else if (widths != null) {
      throw new IllegalArgumentException(
          plain.card().id() + " has no list of widths; name its settings: " + settings.keySet());
    }
    changes.keySet().retainAll(settings.keySet());
    requireWhatCannotBeMissing(plain, settings, changes, data);
    return (Model) Settings.with((Record) plain, changes);
  }

  private static Map<String, Integer> fromData(Dataset data) {
    Map<String, Integer> known = new LinkedHashMap<>();
    known.put("inputs", data.sample().size());
    known.put("outputs", outputs(data));
    if (data.labelled()) {
      known.put("classes", data.classes().size());
    }
    if (data.tokens()) {
      known.put("vocabulary", data.classes().size());
      known.put("context", data.sample().size());
    }
    if (data.sample().rank() == 3 && data.sample().extent(1) == data.sample().extent(2)) {
      known.put("channels", data.sample().extent(0));
      known.put("side", data.sample().extent(1));
    }
    return known;
  }

  private static void addGraph(Graph graph, Map<String, String> changes) {
    changes.put("starts", graph.starts().makeString(","));
    changes.put("neighbors", graph.neighbors().makeString(","));
  }

  private static String widths(ImmutableIntList own, String given, boolean stages, Dataset data) {
    if (given != null) {
      return Arrays.stream(given.split("-"))
          .map(w -> w.equals("in") ? "" + data.sample().size() : w)
          .map(w -> w.equals("out") ? "" + outputs(data) : w)
          .collect(Collectors.joining(","));
    }
    if (stages) {
      return own.makeString(",");
    }
    List<Integer> sized = new ArrayList<>(own.primitiveStream().boxed().toList());
    sized.set(0, data.sample().size());
    sized.set(sized.size() - 1, outputs(data));
    return sized.stream().map(String::valueOf).collect(Collectors.joining(","));
  }

  /** What a model computes for these data; for tokens, at every position. */
  private static int outputs(Dataset data) {
    return data.labelled() ? data.classes().size() : data.targetSize();
  }

  private static void requireWhatCannotBeMissing(
      Model plain, Map<String, Object> settings, Map<String, String> changes, Dataset data) {
    String id = plain.card().id();
    if (settings.containsKey("starts") && data.graph().isEmpty()) {
      throw new IllegalArgumentException(id + " needs a graph; the data are " + data);
    }
    if (settings.containsKey("side") && !changes.containsKey("side")) {
      throw new IllegalArgumentException(id + " needs square images; the data are " + data);
    }
    if ((plain.vocabulary() > 0) != data.tokens()) {
      throw new IllegalArgumentException(
          id
              + (data.tokens() ? " takes numbers" : " takes tokens")
              + "; the data are "
              + data
              + (data.tokens() ? "; take transformer or bigram" : "; take mlp or linear"));
    }
  }

  private static void requireFit(String text, Model model, Dataset data) {
    int inputs = data.sample().size();
    if (data.tokens()) {
      if (model.vocabulary() < data.classes().size() || model.outputs() < data.classes().size()) {
        throw new IllegalArgumentException(
            "model '" + text + "' knows " + model.vocabulary() + " tokens; the data are " + data);
      }
      return; // a longer context is refused by the model, with its reason
    }
    if (model.inputs() != inputs) {
      throw new IllegalArgumentException(
          "model '"
              + text
              + "' takes "
              + model.inputs()
              + " features; the data are "
              + data
              + "; write 'in' for the first width");
    }
    boolean oneLogit = data.classes().size() == 2 && model.outputs() == 1;
    if (model.outputs() != outputs(data) && !oneLogit) {
      throw new IllegalArgumentException(
          "model '"
              + text
              + "' has "
              + model.outputs()
              + " outputs; needed are "
              + outputs(data)
              + " for the data "
              + data
              + "; write 'out' for the last width");
    }
  }
}
