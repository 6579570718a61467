package dev.fluxion.laws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fluxion.autodiff.layout.ParameterLayout;
import dev.fluxion.autodiff.objective.ObjectiveDefinition;
import dev.fluxion.optimizers.Descent;
import dev.fluxion.optimizers.Minimizer;
import dev.fluxion.optimizers.OptimizerDefinition;
import dev.fluxion.optimizers.OptimizerSpec;
import dev.fluxion.optimizers.Outcome;
import dev.fluxion.optimizers.State;
import dev.fluxion.optimizers.classical.Bfgs;
import dev.fluxion.optimizers.classical.Lbfgs;
import dev.fluxion.problems.surface.Rosenbrock;
import dev.fluxion.propertytests.arbitraries.Bowl;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** L-BFGS and BFGS: what their matrices and their line search promise. */
class QuasiNewtonLaws {
  /** Nearly exact along the line, and without an end before the gradient is 1e-8. */
  private static final List<OptimizerSpec> EXACT =
      List.of(new Lbfgs(1, 20, true, 1e-9, 1e-8, 1e-8, 0), new Bfgs(1, true, 1e-9, 1e-8, 1e-8, 0));

  private static final int SPARE = 4;

  @Property(seed = Laws.SEED, tries = 200)
  void aQuadraticTakesAboutAsManyStepsAsDimensions(@ForAll("bowls") Bowl bowl) {
    ParameterLayout layout = Trial.layout(bowl.dimension());
    for (OptimizerSpec spec : EXACT) {
      Descent descent =
          Descent.of(bowl.definition(), spec.startDefinition(layout, Trial.KEY), bowl.start());
      Minimizer.Result result = Minimizer.run(descent, bowl.dimension() + SPARE);
      assertEquals(Outcome.REACHED, result.outcome(), spec::toString);
    }
  }

  /** With an exact line search, both walk the points of conjugate gradients. */
  @Property(seed = Laws.SEED, tries = 200)
  void onAQuadraticTheyAreConjugateGradients(@ForAll("bowls") Bowl bowl) {
    int n = bowl.dimension();
    for (OptimizerSpec spec : EXACT) {
      Walk walk = new Walk(spec, bowl.definition(), bowl.start());
      double[] x = bowl.start();
      double[] r = walk.gradientAt(x);
      double[] p = negative(r);
      for (int k = 0; k < Math.min(n, 6) && dot(r, r) > 1e-10; k++) {
        double[] ap = times(bowl.matrix(), p);
        double alpha = dot(r, r) / dot(p, ap);
        double[] next = new double[n];
        for (int i = 0; i < n; i++) {
          x[i] += alpha * p[i];
          next[i] = r[i] + alpha * ap[i];
        }
        double beta = dot(next, next) / dot(r, r);
        for (int i = 0; i < n; i++) {
          p[i] = beta * p[i] - next[i];
        }
        r = next;
        walk.step();
        for (int i = 0; i < n; i++) {
          assertEquals(x[i], walk.theta[i], Tolerances.CONJUGATE, spec + ", step " + k);
        }
      }
    }
  }

  /** {@code Hy = s} for the newest pair; H is symmetric and positive definite. */
  @Property(seed = Laws.SEED, tries = 100)
  void theInverseHessianExplainsTheLastStep(@ForAll("starts") double[] start) {
    Walk walk = new Walk(new Bfgs(), rosenbrock(start.length), start);
    int n = start.length;
    for (int k = 0; k < 15; k++) {
      double[] before = walk.theta.clone();
      double[] gradient = walk.gradientAt(before);
      if (walk.step().isFinal()) {
        break;
      }
      double[] after = walk.theta.clone();
      double[] gradientAfter = walk.gradientAt(after);
      if (walk.step().isFinal()) { // which is when it learns
        break;
      }
      double[] h = walk.optimizer.save().doubles().get("inverseHessian");
      double size = 0;
      for (double element : h) {
        size = Math.max(size, Math.abs(element));
      }
      for (int i = 0; i < n; i++) {
        double hy = 0;
        double terms = 0;
        for (int j = 0; j < n; j++) {
          double y = gradientAfter[j] - gradient[j];
          hy += h[i * n + j] * y;
          terms += Math.abs(h[i * n + j] * y);
          assertEquals(h[i * n + j], h[j * n + i], Tolerances.INVARIANCE * size);
        }
        double slack = Tolerances.INVARIANCE * (terms + Math.abs(after[i]));
        assertEquals(after[i] - before[i], hy, slack, "step " + k);
      }
      for (int m = 0; m < 10; m++) {
        double[] z = new double[n];
        for (int i = 0; i < n; i++) {
          z[i] = Trial.KEY.normal(m, i);
        }
        double quadratic = 0;
        for (int i = 0; i < n; i++) {
          for (int j = 0; j < n; j++) {
            quadratic += z[i] * h[i * n + j] * z[j];
          }
        }
        assertTrue(quadratic > 0, "not positive definite at step " + k);
      }
    }
  }

  @Property(seed = Laws.SEED, tries = 100)
  void everyStepKeepsTheStrongWolfeConditions(@ForAll("starts") double[] start) {
    for (OptimizerSpec spec :
        List.of(new Lbfgs(), new Bfgs(), new Bfgs(1, true, 0.01, 0.1, 1e-7, 1e-9))) {
      double c1 = spec instanceof Bfgs b ? b.sufficientDecrease() : 1e-4;
      double c2 = spec instanceof Bfgs b ? b.curvature() : 0.9;
      Walk walk = new Walk(spec, rosenbrock(start.length), start);
      for (int k = 0; k < 30; k++) {
        double loss = walk.f.value(walk.theta);
        double[] gradient = walk.gradientAt(walk.theta);
        if (walk.step().isFinal()) {
          break;
        }
        State state = walk.optimizer.save();
        double[] d = state.doubles().get("direction");
        double slope = dot(gradient, d);
        double decrease = c1 * state.numbers().get("stepLength") * slope;
        double now = walk.f.value(walk.theta);
        assertTrue(now <= loss + decrease + 1e-12 * loss, spec + ", step " + k);
        double left = Math.abs(dot(walk.gradientAt(walk.theta), d));
        assertTrue(left <= -c2 * slope * (1 + 1e-9), spec + ", step " + k);
      }
    }
  }

  /** Where the loss is infinite, the search steps back. */
  @Example
  void aBarrierIsNotCrossed() {
    ObjectiveDefinition barrier =
        new ObjectiveDefinition() {
          @Override
          public int dimension() {
            return 1;
          }

          @Override
          public double value(double[] theta) {
            return -StrictMath.log(1 - theta[0]) - StrictMath.log(1 + theta[0]);
          }

          @Override
          public double valueAndGradient(double[] theta, double[] gradient) {
            gradient[0] = 1 / (1 - theta[0]) - 1 / (1 + theta[0]);
            return value(theta);
          }
        };
    for (OptimizerSpec spec :
        List.of(
            new Lbfgs(1000, 10, true, 1e-4, 0.9, 1e-7, 1e-9),
            new Bfgs(1000, true, 1e-4, 0.9, 1e-7, 1e-9))) {
      Descent descent =
          Descent.of(
              barrier, spec.startDefinition(Trial.layout(1), Trial.KEY), new double[] {0.999});
      Minimizer.Result result = Minimizer.run(descent, 100);
      assertEquals(Outcome.REACHED, result.outcome(), spec::toString);
      assertEquals(0, result.theta()[0], 1e-4, spec::toString);
    }
  }

  @Example
  void bothReachTheEndOfRosenbrocksValleyInBothPrecisions() {
    double[] start = {-1.2, 1, -1.2, 1};
    ParameterLayout layout = Trial.layout(start.length);
    var problem = new Rosenbrock(start.length).open(Trial.KEY);
    for (OptimizerSpec spec : List.of(new Lbfgs(), new Bfgs())) {
      Minimizer.Result wide =
          Minimizer.run(
              Descent.of(problem.definition(), spec.startDefinition(layout, Trial.KEY), start),
              200);
      assertEquals(Outcome.REACHED, wide.outcome(), spec::toString);
      assertTrue(wide.bestLoss() < 1e-9, spec + ": " + wide.bestLoss());
      Minimizer.Result single =
          Minimizer.run(Descent.of(problem.objective(), spec.start(layout, Trial.KEY), start), 200);
      assertTrue(single.outcome().isFinal() && single.bestLoss() < 1e-8, spec + ": " + single);
    }
  }

  /** A definition on its way. */
  private static final class Walk {
    final OptimizerDefinition optimizer;
    final ObjectiveDefinition f;
    final double[] theta;

    Walk(OptimizerSpec spec, ObjectiveDefinition f, double[] start) {
      optimizer = spec.startDefinition(Trial.layout(start.length), Trial.KEY);
      optimizer.attach(f);
      this.f = f;
      theta = start.clone();
    }

    double[] gradientAt(double[] x) {
      double[] gradient = new double[x.length];
      f.valueAndGradient(x, gradient);
      return gradient;
    }

    Outcome step() {
      return optimizer.step(theta, gradientAt(theta), f.value(theta));
    }
  }

  private static ObjectiveDefinition rosenbrock(int n) {
    return new Rosenbrock(n).open(Trial.KEY).definition();
  }

  private static double dot(double[] x, double[] y) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += x[i] * y[i];
    }
    return sum;
  }

  private static double[] times(double[][] matrix, double[] x) {
    double[] y = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      y[i] = dot(matrix[i], x);
    }
    return y;
  }

  private static double[] negative(double[] x) {
    double[] y = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      y[i] = -x[i];
    }
    return y;
  }

  /** With a minimum of 0 at a center that rounding does not hide. */
  @Provide
  Arbitrary<Bowl> bowls() {
    return Combinators.combine(Arbitraries.integers().between(1, 10), Arbitraries.integers())
        .as((n, seed) -> new Bowl(n, 0.5, n == 1 ? 1 : 20, 0.5, 0, seed));
  }

  @Provide
  Arbitrary<double[]> starts() {
    return Combinators.combine(Arbitraries.of(2, 4, 6), Arbitraries.integers())
        .as(
            (n, seed) -> {
              double[] start = new double[n];
              for (int i = 0; i < n; i++) {
                start[i] = Trial.KEY.split(seed).normal(0, i);
              }
              return start;
            });
  }
}
