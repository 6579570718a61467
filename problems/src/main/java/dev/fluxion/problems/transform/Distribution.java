package dev.fluxion.problems.transform;

import dev.fluxion.autodiff.random.RandomKey;

/**
 * How the noise of gradients is distributed.
 *
 * <p>Formula: density {@code exp(-z²/2)/√(2π)}, or {@code ½} where |z| &lt; 1; the mean is 0.
 */
public enum Distribution {
  /** Standard normal: variance 1. */
  NORMAL {
    @Override
    void draw(RandomKey key, int step, float[] z) {
      key.normals(step, z.length, z, 0);
    }
  },
  /** Uniform between -1 and 1: variance ⅓. */
  UNIFORM {
    @Override
    void draw(RandomKey key, int step, float[] z) {
      key.uniforms(step, z.length, -1, 1, z, 0);
    }
  };

  /** Fills z with the numbers of a step. */
  abstract void draw(RandomKey key, int step, float[] z);
}
