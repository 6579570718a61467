package dev.fluxion.autodiff.op;

/**
 * Stand-ins for kernels of the same names that are still being written: delete this file and import
 * them from the package kernel instead.
 *
 * <p>Formula: that of each name.
 */
final class Interim {
  private Interim() {}

  static final class Log {
    private Log() {}

    static void log(int n, float[] x, int xOffset, float[] y, int yOffset) {
      for (int i = 0; i < n; i++) {
        double v = x[xOffset + i];
        y[yOffset + i] = (float) (StrictMath.log(v));
      }
    }
  }

  static final class Sqrt {
    private Sqrt() {}

    static void sqrt(int n, float[] x, int xOffset, float[] y, int yOffset) {
      for (int i = 0; i < n; i++) {
        double v = x[xOffset + i];
        y[yOffset + i] = (float) (Math.sqrt(v));
      }
    }
  }

  static final class Sin {
    private Sin() {}

    static void sin(int n, float[] x, int xOffset, float[] y, int yOffset) {
      for (int i = 0; i < n; i++) {
        double v = x[xOffset + i];
        y[yOffset + i] = (float) (StrictMath.sin(v));
      }
    }
  }

  static final class Cos {
    private Cos() {}

    static void cos(int n, float[] x, int xOffset, float[] y, int yOffset) {
      for (int i = 0; i < n; i++) {
        double v = x[xOffset + i];
        y[yOffset + i] = (float) (StrictMath.cos(v));
      }
    }
  }

  static final class Expm1 {
    private Expm1() {}

    static void expm1(int n, float[] x, int xOffset, float[] y, int yOffset) {
      for (int i = 0; i < n; i++) {
        double v = x[xOffset + i];
        y[yOffset + i] = (float) (StrictMath.expm1(v));
      }
    }
  }

  static final class Softplus {
    private Softplus() {}

    static void softplus(int n, float[] x, int xOffset, float[] y, int yOffset) {
      for (int i = 0; i < n; i++) {
        double v = x[xOffset + i];
        y[yOffset + i] = (float) (Math.max(v, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(v))));
      }
    }
  }

  static final class Silu {
    private Silu() {}

    static void silu(int n, float[] x, int xOffset, float[] y, int yOffset) {
      for (int i = 0; i < n; i++) {
        double v = x[xOffset + i];
        y[yOffset + i] = (float) (v / (1 + StrictMath.exp(-v)));
      }
    }
  }

  static final class Erf {
    private Erf() {}

    static void erf(int n, float[] x, int xOffset, float[] y, int yOffset) {
      for (int i = 0; i < n; i++) {
        y[yOffset + i] = (float) erf(x[xOffset + i]);
      }
    }

    static double erf(double x) {
      if (!(Math.abs(x) < 6)) {
        return x == x ? Math.signum(x) : x;
      }
      double term = x;
      double sum = x;
      for (int i = 3; sum + term != sum; i += 2) {
        term *= 2 * x * x / i;
        sum += term;
      }
      return sum * 1.1283791670955126 * StrictMath.exp(-x * x);
    }
  }

  static final class Gelu {
    private Gelu() {}

    static void gelu(int n, float[] x, int xOffset, float[] y, int yOffset) {
      for (int i = 0; i < n; i++) {
        double v = x[xOffset + i];
        y[yOffset + i] = (float) (0.5 * v * (1 + Erf.erf(v * 0.7071067811865476)));
      }
    }

    static void geluTanh(int n, float[] x, int xOffset, float[] y, int yOffset) {
      for (int i = 0; i < n; i++) {
        double v = x[xOffset + i];
        double u = 0.7978845608028654 * (v + 0.044715 * v * v * v);
        y[yOffset + i] = (float) (0.5 * v * (1 + StrictMath.tanh(u)));
      }
    }
  }

  static final class Pow {
    private Pow() {}

    static void pow(int n, float exponent, float[] x, int xOffset, float[] y, int yOffset) {
      for (int i = 0; i < n; i++) {
        y[yOffset + i] = (float) StrictMath.pow(x[xOffset + i], exponent);
      }
    }
  }
}
