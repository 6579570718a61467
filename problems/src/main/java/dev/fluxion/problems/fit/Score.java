package dev.fluxion.problems.fit;

/**
 * How well a model does on some rows. Formula: accuracy = (right answers)/(answers), the answer
 * being the first largest of the outputs; of one logit, whether it is above 0.
 *
 * @param rows the number of rows
 * @param loss the mean loss; NaN without rows
 * @param accuracy the share of right classes or tokens; NaN without rows, or if targets are numbers
 */
public record Score(int rows, double loss, double accuracy) {}
