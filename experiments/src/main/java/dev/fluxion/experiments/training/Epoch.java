package dev.fluxion.experiments.training;

/**
 * What is known at the end of an epoch.
 *
 * @param epoch its number, from 1
 * @param steps steps taken so far
 * @param loss mean loss of its minibatches, each before its step
 * @param validationLoss loss on the validation rows; NaN without any
 * @param validationAccuracy accuracy on them; NaN without any, or if targets are numbers
 * @param rate learning rate at its end; NaN if the optimizer has none
 */
public record Epoch(
    int epoch,
    int steps,
    double loss,
    double validationLoss,
    double validationAccuracy,
    double rate) {
  /** What epochs are compared by: the validation loss, or the loss if there is none. */
  double criterion() {
    return Double.isNaN(validationLoss) ? loss : validationLoss;
  }
}
