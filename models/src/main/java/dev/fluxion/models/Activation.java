package dev.fluxion.models;

import dev.fluxion.autodiff.tape.Tensor;

/** The nonlinearity between layers. */
public enum Activation {
  /** None. */
  IDENTITY {
    @Override
    public Tensor apply(Tensor x) {
      return x;
    }
  },
  /** Hyperbolic tangent. */
  TANH {
    @Override
    public Tensor apply(Tensor x) {
      return x.tanh();
    }
  },
  /** Rectifier. */
  RELU {
    @Override
    public Tensor apply(Tensor x) {
      return x.relu();
    }
  },
  /** Logistic function. */
  SIGMOID {
    @Override
    public Tensor apply(Tensor x) {
      return x.sigmoid();
    }
  },
  /** x². */
  SQUARE {
    @Override
    public Tensor apply(Tensor x) {
      return x.square();
    }
  },
  /** Rectifier with slope 0.01 below 0. */
  LEAKY_RELU {
    @Override
    public Tensor apply(Tensor x) {
      return x.leakyRelu(0.01);
    }
  },
  /** Exponential linear unit. */
  ELU {
    @Override
    public Tensor apply(Tensor x) {
      return x.elu();
    }
  },
  /** Gaussian error linear unit, exact. */
  GELU {
    @Override
    public Tensor apply(Tensor x) {
      return x.gelu();
    }
  },
  /** Sigmoid linear unit. */
  SILU {
    @Override
    public Tensor apply(Tensor x) {
      return x.silu();
    }
  };

  /** Records the activation. */
  public abstract Tensor apply(Tensor x);

  /** What weights start from beside it: He's rule for the rectifiers, Glorot's for the others. */
  public Initializer initializer() {
    return switch (this) {
      case RELU, LEAKY_RELU, ELU, GELU, SILU -> Initializer.HE_NORMAL;
      case IDENTITY, TANH, SIGMOID, SQUARE -> Initializer.GLOROT_NORMAL;
    };
  }
}
