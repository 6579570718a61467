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
  };

  /** Records the activation. */
  public abstract Tensor apply(Tensor x);
}
