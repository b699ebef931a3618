package dev.factorizer.models.runs;

import dev.factorizer.models.inference.Progress;
import dev.factorizer.models.training.Transfer;
import java.util.OptionalLong;

/** What happens in a training. Seconds count from its start, with those before it was resumed. */
public sealed interface RunEvent {
    /** What a training does before, and between, its steps. */
    enum Phase {
        /** Cases are read, checked and prepared. */
        PREPARING,
        /** A few steps are timed, so that the number of epochs fits a budget. */
        TIMING,
        /** Cases are segmented and compared with the truth. */
        VALIDATING
    }

    /**
     * A part of such a phase is done. It isn't logged.
     *
     * @param phase the phase
     * @param progress parts done, of how many: cases, or percent of what is timed
     */
    record Progressed(Phase phase, Progress progress) implements RunEvent { }

    /**
     * Something the user should know and that doesn't end the training, such as what the cache can't do. It isn't logged.
     *
     * @param sentence for people
     */
    record Warned(String sentence) implements RunEvent { }

    /**
     * The training starts from a trained model. It isn't logged.
     *
     * @param transfer what became of each tensor
     */
    record Transferred(Transfer transfer) implements RunEvent { }

    /**
     * The number of epochs was chosen to fit a time. It isn't logged.
     *
     * @param epochs how many
     * @param steps how many steps an epoch has
     * @param stepSeconds how long a step takes
     * @param validationSeconds how long a validation takes
     */
    record Fitted(int epochs, int steps, double stepSeconds, double validationSeconds) implements RunEvent { }

    /**
     * The training begins, or goes on.
     *
     * @param name such as {@code fold_0}
     * @param step how many steps are done
     * @param steps how many there will be
     * @param epochs how many epochs there will be
     * @param seconds since the start
     * @param trainingCases how many cases are trained on
     * @param validationCases how many are validated with
     * @param memory what it will take
     */
    record Started(String name, long step, long steps, int epochs, double seconds, int trainingCases, int validationCases, RunMemory memory)
            implements RunEvent { }

    /**
     * A step is done.
     *
     * @param step which, from 1
     * @param epoch which epoch it belongs to, from 1
     * @param seconds since the start
     * @param loss before the step
     * @param learningRate of the step
     * @param gradientNorm before clipping
     * @param stepSeconds how long it took, without waiting
     * @param waitedSeconds how long it waited for its data
     * @param secondsLeft how long all that is left will take, at the pace of the last steps
     */
    record Stepped(long step, int epoch, double seconds, double loss, double learningRate, double gradientNorm, double stepSeconds,
            double waitedSeconds, double secondsLeft) implements RunEvent { }

    /**
     * An epoch is done.
     *
     * @param step its last
     * @param epoch which, from 1
     * @param seconds since the start
     * @param meanLoss the mean of its steps
     * @param waitedShare of the time of its steps, the share waited for data, 0 to 1
     * @param memoryBytes what the process occupies; empty where the system doesn't say
     */
    record EpochEnded(long step, int epoch, double seconds, double meanLoss, double waitedShare, OptionalLong memoryBytes)
            implements RunEvent { }

    /**
     * The cases kept apart were segmented.
     *
     * @param step after which step
     * @param epoch how many whole epochs are done; 0 for a validation in the first one, at the end of the time
     * @param seconds since the start
     * @param score what was measured
     * @param best whether none before was better
     */
    record Validated(long step, int epoch, double seconds, ValidationScore score, boolean best) implements RunEvent { }

    /**
     * The training ends.
     *
     * @param step how many steps are done
     * @param epoch how many whole epochs
     * @param seconds since the start
     * @param waitedShare of the time of all steps, the share waited for data, 0 to 1
     * @param ending why
     */
    record Ended(long step, int epoch, double seconds, double waitedShare, Ending ending) implements RunEvent { }
}
