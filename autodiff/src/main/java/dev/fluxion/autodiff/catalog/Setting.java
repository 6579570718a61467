package dev.fluxion.autodiff.catalog;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Documents and bounds one component of a specification record: an optimizer's hyperparameter, a
 * problem's coefficient, an op's attribute. The command line, the documentation, the validation and
 * the tests of hostile values all read it from here.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Setting {
  /** What it means, in a few words. */
  String value();

  /** The smallest allowed value. */
  double min() default Double.NEGATIVE_INFINITY;

  /** The largest allowed value. */
  double max() default Double.POSITIVE_INFINITY;

  /** Values must be greater than this. */
  double above() default Double.NEGATIVE_INFINITY;

  /** Values must be less than this. */
  double below() default Double.POSITIVE_INFINITY;

  /** Whether an infinite value is allowed (NaN never is). */
  boolean infinite() default false;
}
