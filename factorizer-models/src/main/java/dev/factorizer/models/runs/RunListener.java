package dev.factorizer.models.runs;

/**
 * Is told how a training goes. What it throws ends the training at once, as a failure: what the last checkpoint has is kept. To end one
 * in good order, see {@link TrainingRun#stopWhen}.
 */
@FunctionalInterface
public interface RunListener {
    /**
     * Something happened.
     *
     * @param event what
     */
    void accept(RunEvent event);
}
