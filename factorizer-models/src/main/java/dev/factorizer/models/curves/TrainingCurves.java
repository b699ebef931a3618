package dev.factorizer.models.curves;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The curves of a training: of each at most {@value #MOST_POINTS} points, each the mean of as many as follow one another if there are more.
 *
 * @param steps by step, the first one first
 * @param validations by step, the first one first
 * @param epochs by step, the first one first
 * @param seconds from the start to the last event, as far as events say so; 0 if none does
 */
public record TrainingCurves(List<StepPoint> steps, List<ValidationPoint> validations, List<EpochPoint> epochs, double seconds) {
    /** The most points of a curve: a picture shows no more. */
    public static final int MOST_POINTS = 600;

    /** Copies the lists. */
    public TrainingCurves {
        steps = List.copyOf(steps);
        validations = List.copyOf(validations);
        epochs = List.copyOf(epochs);
    }

    /**
     * A step of a training, or the mean of several.
     *
     * @param step its number; of several the last one's
     * @param count how many steps it is the mean of
     * @param loss the loss; not finite where the training broke off
     * @param learningRate the learning rate
     * @param seconds how long it took, without waiting
     * @param waitedSeconds how long it waited for data
     */
    public record StepPoint(long step, int count, double loss, double learningRate, double seconds, double waitedSeconds) {
        /**
         * A single step.
         *
         * @param step its number
         * @param loss the loss; not finite where the training broke off
         * @param learningRate the learning rate
         * @param seconds how long it took, without waiting
         * @param waitedSeconds how long it waited for data
         */
        public StepPoint(long step, double loss, double learningRate, double seconds, double waitedSeconds) {
            this(step, 1, loss, learningRate, seconds, waitedSeconds);
        }

        StepPoint and(StepPoint next) {
            double share = share(count, next.count);
            return new StepPoint(next.step, count + next.count, mean(loss, next.loss, share), mean(learningRate, next.learningRate, share),
                    mean(seconds, next.seconds, share), mean(waitedSeconds, next.waitedSeconds, share));
        }
    }

    /**
     * A validation, or the mean of several.
     *
     * @param step after which step; of several the last one's
     * @param count how many validations it is the mean of
     * @param meanDice the mean over regions and cases, 0 to 1; not a number if no case has a region
     * @param dice by region
     */
    public record ValidationPoint(long step, int count, double meanDice, Map<String, Double> dice) {
        /** Copies the map in its order. */
        public ValidationPoint {
            dice = Collections.unmodifiableMap(new LinkedHashMap<>(dice));
        }

        /**
         * A single validation.
         *
         * @param step after which step
         * @param meanDice the mean over regions and cases, 0 to 1; not a number if no case has a region
         * @param dice by region
         */
        public ValidationPoint(long step, double meanDice, Map<String, Double> dice) {
            this(step, 1, meanDice, dice);
        }

        ValidationPoint and(ValidationPoint next) {
            double share = share(count, next.count);
            Map<String, Double> both = new LinkedHashMap<>(dice);
            next.dice.forEach((region, value) -> both.merge(region, value, (some, other) -> mean(some, other, share)));
            return new ValidationPoint(next.step, count + next.count, mean(meanDice, next.meanDice, share), both);
        }
    }

    /**
     * The end of an epoch, or the mean of several.
     *
     * @param step after which step; of several the last one's
     * @param count how many epochs it is of
     * @param meanLoss the mean loss of its steps
     * @param memoryBytes the memory in use, of several the most; not a number where it isn't known
     * @param waitedShare the share of time that its steps waited for data, 0 to 1
     */
    public record EpochPoint(long step, int count, double meanLoss, double memoryBytes, double waitedShare) {
        /**
         * A single epoch.
         *
         * @param step after which step
         * @param meanLoss the mean loss of its steps
         * @param memoryBytes the memory in use; not a number where it isn't known
         * @param waitedShare the share of time that its steps waited for data, 0 to 1
         */
        public EpochPoint(long step, double meanLoss, double memoryBytes, double waitedShare) {
            this(step, 1, meanLoss, memoryBytes, waitedShare);
        }

        EpochPoint and(EpochPoint next) {
            double share = share(count, next.count);
            return new EpochPoint(next.step, count + next.count, mean(meanLoss, next.meanLoss, share),
                    Double.isNaN(memoryBytes) || next.memoryBytes > memoryBytes ? next.memoryBytes : memoryBytes,
                    mean(waitedShare, next.waitedShare, share));
        }
    }

    private static double share(int count, int next) {
        return (double) next / (count + next);
    }

    /** What is not finite is passed over. */
    private static double mean(double some, double other, double share) {
        return !Double.isFinite(some) ? other : !Double.isFinite(other) ? some : some + share * (other - some);
    }

    /**
     * Reads a log, as {@link CurveRecorder#read} does.
     *
     * @param log an event per line
     * @return its curves
     * @throws IOException if it can't be read or a line is no event
     */
    public static TrainingCurves read(Path log) throws IOException {
        return CurveRecorder.read(log).curves();
    }

    /** {@return the share of time that the steps waited for data, 0 to 1; 0 without steps} */
    public double waitedShare() {
        double waited = steps.stream().mapToDouble(point -> point.count() * point.waitedSeconds()).sum();
        double all = waited + steps.stream().mapToDouble(point -> point.count() * point.seconds()).sum();
        return all > 0 ? waited / all : 0;
    }
}
