package dev.fluxion.experiments.cli;

import dev.fluxion.autodiff.catalog.Settings;
import dev.fluxion.autodiff.layout.Segment;
import dev.fluxion.models.Flops;
import dev.fluxion.models.Model;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The parameter tensors of a model, what they start from, and the work of a forward pass. */
final class ModelTable {
  private ModelTable() {}

  static void print(Model model, PrintWriter out) {
    Flops flops = Flops.of(model, 1);
    String row = "  %-32s %-8s %-12s %-16s %10s %12s%n";
    out.printf("%n" + row, "segment", "role", "shape", "start", "parameters", "flops");
    for (Segment s : model.layout().segments()) {
      out.printf(
          row,
          s.name(),
          Settings.text(s.role()),
          s.shape(),
          Settings.text(model.initializer(s)),
          s.size(),
          flops.of(s));
    }
    if (flops.withoutParameters() > 0) {
      out.printf(row, "products without parameters", "", "", "", "", flops.withoutParameters());
    }
    out.printf(row, "total", "", "", "", model.layout().size(), flops.total());
    out.printf(
        "%n  flops      of a forward pass of %s: 2·m·n·k of all products, nothing else%n",
        rows(model));
    out.printf("  in, out    %s%n", inputsAndOutputs(model));
  }

  private static String rows(Model model) {
    return model.rows() == 0 ? "one row" : model.rows() + " rows (nodes)";
  }

  private static String inputsAndOutputs(Model model) {
    String inputs =
        model.vocabulary() == 0
            ? model.inputs() + " numbers"
            : model.inputs() + " indices from 0 to " + (model.vocabulary() - 1);
    return inputs + " a row; " + model.outputs() + " numbers";
  }

  /** The same for programs. */
  static Map<String, Object> data(Model model) {
    Flops flops = Flops.of(model, 1);
    List<Map<String, Object>> segments = new ArrayList<>();
    for (Segment s : model.layout().segments()) {
      Map<String, Object> segment = new LinkedHashMap<>();
      segment.put("name", s.name());
      segment.put("role", Settings.text(s.role()));
      segment.put("shape", s.shape().toString());
      segment.put("start", Settings.text(model.initializer(s)));
      segment.put("parameters", s.size());
      segment.put("flops", flops.of(s));
      segments.add(segment);
    }
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("segments", segments);
    data.put("parameters", model.layout().size());
    data.put("flops", flops.total());
    return data;
  }
}
