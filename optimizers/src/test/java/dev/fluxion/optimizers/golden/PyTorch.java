package dev.fluxion.optimizers.golden;

import dev.fluxion.optimizers.OptimizerSpec;
import dev.fluxion.optimizers.classical.AdaDelta;
import dev.fluxion.optimizers.classical.AdaGrad;
import dev.fluxion.optimizers.classical.AdaMax;
import dev.fluxion.optimizers.classical.Adam;
import dev.fluxion.optimizers.classical.AdamW;
import dev.fluxion.optimizers.classical.AmsGrad;
import dev.fluxion.optimizers.classical.Asgd;
import dev.fluxion.optimizers.classical.Lbfgs;
import dev.fluxion.optimizers.classical.NAdam;
import dev.fluxion.optimizers.classical.RAdam;
import dev.fluxion.optimizers.classical.RmsProp;
import dev.fluxion.optimizers.classical.Rprop;
import dev.fluxion.optimizers.classical.Sgd;
import tools.jackson.databind.JsonNode;

/** Our optimizers for PyTorch's, version 1.13. */
final class PyTorch {
  private PyTorch() {}

  /** A name and hyperparameters as PyTorch writes them. */
  private record Call(JsonNode hyper) {
    double get(String name) {
      return hyper.get(name).asDouble();
    }

    boolean is(String name) {
      return hyper.get(name).asBoolean();
    }

    double rate() {
      return get("lr");
    }

    double beta1() {
      return hyper.get("betas").get(0).asDouble();
    }

    double beta2() {
      return hyper.get("betas").get(1).asDouble();
    }

    double epsilon() {
      return get("eps");
    }

    double decay() {
      return get("weight_decay");
    }
  }

  static OptimizerSpec spec(String name, JsonNode hyper) {
    Call h = new Call(hyper);
    return switch (name) {
      case "SGD" ->
          new Sgd(h.rate(), h.get("momentum"), h.get("dampening"), h.is("nesterov"), h.decay());
      case "Adagrad" ->
          new AdaGrad(
              h.rate(),
              h.get("lr_decay"),
              h.get("initial_accumulator_value"),
              h.epsilon(),
              h.decay());
      case "RMSprop" ->
          new RmsProp(
              h.rate(),
              h.get("alpha"),
              h.epsilon(),
              h.decay(),
              h.get("momentum"),
              h.is("centered"));
      case "Adadelta" -> new AdaDelta(h.rate(), h.get("rho"), h.epsilon(), h.decay());
      case "Adam" ->
          h.is("amsgrad")
              ? new AmsGrad(h.rate(), h.beta1(), h.beta2(), h.epsilon(), h.decay(), false)
              : new Adam(h.rate(), h.beta1(), h.beta2(), h.epsilon(), h.decay());
      case "AdamW" ->
          h.is("amsgrad")
              ? new AmsGrad(h.rate(), h.beta1(), h.beta2(), h.epsilon(), h.decay(), true)
              : new AdamW(h.rate(), h.beta1(), h.beta2(), h.epsilon(), h.decay());
      case "Adamax" -> new AdaMax(h.rate(), h.beta1(), h.beta2(), h.epsilon(), h.decay());
      case "NAdam" ->
          new NAdam(
              h.rate(),
              h.beta1(),
              h.beta2(),
              h.epsilon(),
              h.decay(),
              h.get("momentum_decay"),
              true);
      case "RAdam" -> new RAdam(h.rate(), h.beta1(), h.beta2(), h.epsilon(), h.decay());
      case "Rprop" ->
          new Rprop(
              h.rate(),
              hyper.get("etas").get(0).asDouble(),
              hyper.get("etas").get(1).asDouble(),
              hyper.get("step_sizes").get(0).asDouble(),
              hyper.get("step_sizes").get(1).asDouble());
      case "ASGD" -> new Asgd(h.rate(), h.get("lambd"), h.get("alpha"), h.get("t0"), h.decay());
      case "LBFGS" -> lbfgs(h);
      default -> throw new IllegalArgumentException("no optimizer for PyTorch's " + name);
    };
  }

  private static Lbfgs lbfgs(Call h) {
    int history = h.hyper.path("history_size").asInt(100);
    boolean search = h.hyper.has("line_search_fn");
    return new Lbfgs(h.rate(), history, search, 1e-4, 0.9, 1e-7, 1e-9);
  }

  /** How many of our steps are one of PyTorch's. */
  static int iterations(String name, JsonNode hyper) {
    return name.equals("LBFGS") ? hyper.path("max_iter").asInt(20) : 1;
  }
}
