package dev.fluxion.bench.peers;

import dev.fluxion.bench.cases.Case;
import dev.fluxion.bench.cases.Inputs;
import dev.fluxion.bench.cases.Subject;
import dev.fluxion.bench.cases.Work;
import dev.fluxion.bench.peer.Peer;
import java.nio.FloatBuffer;
import java.util.Set;
import org.bytedeco.pytorch.Adam;
import org.bytedeco.pytorch.AdamOptions;
import org.bytedeco.pytorch.AdamW;
import org.bytedeco.pytorch.AdamWOptions;
import org.bytedeco.pytorch.GeneratorOptional;
import org.bytedeco.pytorch.Optimizer;
import org.bytedeco.pytorch.SGD;
import org.bytedeco.pytorch.SGDOptions;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * PyTorch's C++ library. A call from Java costs it some microseconds; its optimizers here are those
 * of C++, whose steps are not fused.
 */
public final class PyTorch implements Peer {
  private static final Set<String> FUNCTIONS = Set.of("exp", "log", "tanh", "sigmoid");
  private static final Set<String> RULES = Set.of("adam", "adamw", "momentum", "sgd");

  @Override
  public String name() {
    return "pytorch";
  }

  @Override
  public boolean supports(Case row, int threads) {
    return switch (row.subject()) {
      case Subject.Product p -> true;
      case Subject.Map map -> FUNCTIONS.contains(map.function());
      case Subject.Reduction r -> r.function().equals("dot");
      case Subject.Step step -> RULES.contains(step.rule());
      case Subject.Normals normals -> true;
      case Subject.Own own -> false;
    };
  }

  @Override
  public boolean comparable(Case row) {
    return !(row.subject() instanceof Subject.Normals);
  }

  @Override
  public Work prepare(Case row, int threads) {
    torch.set_num_threads(threads);
    return switch (row.subject()) {
      case Subject.Product p -> product(p);
      case Subject.Map map -> map(map);
      case Subject.Reduction r -> dot(r.n());
      case Subject.Step step -> step(step);
      case Subject.Normals normals -> normals(normals.n());
      case Subject.Own own -> throw new IllegalArgumentException(row.id());
    };
  }

  private static Work product(Subject.Product p) {
    Tensor a =
        p.transposedA()
            ? Tensor.create(p.a(), p.k(), p.m()).t()
            : Tensor.create(p.a(), p.m(), p.k());
    Tensor b =
        p.transposedB()
            ? Tensor.create(p.b(), p.n(), p.k()).t()
            : Tensor.create(p.b(), p.k(), p.n());
    Tensor c = torch.empty(p.m(), p.n());
    return work(() -> torch.mm_out(c, a, b).close(), c);
  }

  private static Work map(Subject.Map map) {
    Tensor x = Tensor.create(Inputs.normals("x", map.n()));
    Tensor y = Tensor.create(Inputs.normals("y", map.n()));
    return work(
        switch (map.function()) {
          case "exp" -> () -> torch.exp_out(y, x).close();
          case "log" -> () -> torch.log_out(y, x).close();
          case "tanh" -> () -> torch.tanh_out(y, x).close();
          default -> () -> torch.sigmoid_out(y, x).close();
        },
        y);
  }

  private static Work dot(int n) {
    Tensor x = Tensor.create(Inputs.normals("x", n));
    Tensor y = Tensor.create(Inputs.normals("y", n));
    Tensor sum = torch.empty(new long[0]);
    return work(() -> torch.dot_out(sum, x, y).close(), sum);
  }

  private static Work step(Subject.Step step) {
    Tensor theta = Tensor.create(Inputs.normals("theta", step.n()));
    theta.set_requires_grad(true);
    theta.mutable_grad().put(Tensor.create(Inputs.normals("gradient", step.n())));
    Optimizer rule = rule(step.rule(), new TensorVector(theta));
    return work(() -> rule.step().close(), theta);
  }

  /** With our defaults. */
  private static Optimizer rule(String name, TensorVector parameters) {
    return switch (name) {
      case "adam" -> new Adam(parameters, new AdamOptions(0.001));
      case "adamw" -> new AdamW(parameters, new AdamWOptions(0.001));
      case "momentum" -> {
        SGDOptions options = new SGDOptions(0.01);
        options.momentum().put(0.9);
        yield new SGD(parameters, options);
      }
      default -> new SGD(parameters, new SGDOptions(0.01));
    };
  }

  private static Work normals(int n) {
    Tensor x = torch.empty(n);
    GeneratorOptional generator = new GeneratorOptional();
    return work(() -> x.normal_(0, 1, generator), x); // gives back x itself
  }

  private static Work work(Runnable call, Tensor result) {
    return new Work(
        call,
        () -> {
          FloatBuffer buffer = result.createBuffer();
          float[] values = new float[buffer.remaining()];
          buffer.get(values);
          return new Object[] {values};
        });
  }
}
