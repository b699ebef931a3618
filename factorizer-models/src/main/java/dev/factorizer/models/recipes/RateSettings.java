package dev.factorizer.models.recipes;

import dev.factorizer.models.optimizers.Schedule;
import java.util.Objects;

/**
 * How the learning rate changes, whatever the length of the training.
 *
 * @param course the form of the change
 * @param unit what the course counts
 */
public record RateSettings(RateCourse course, Unit unit) {
    /** What a course counts. */
    public enum Unit {
        /** The rate changes after each update. */
        STEP,
        /** The rate changes after each epoch, as in the published recipes. */
        EPOCH
    }

    /** Checks that both are there. */
    public RateSettings {
        Objects.requireNonNull(course, "course");
        Objects.requireNonNull(unit, "unit");
    }

    /**
     * The schedule of a training.
     *
     * @param epochs how many epochs it has
     * @param stepsPerEpoch how many updates make an epoch
     * @return a schedule whose epoch is one unit
     * @throws IllegalArgumentException if it has more units than can be counted
     */
    public Schedule schedule(int epochs, int stepsPerEpoch) {
        long units = unit == Unit.EPOCH ? epochs : (long) epochs * stepsPerEpoch;
        // A course may count one unit more.
        if (units >= Integer.MAX_VALUE) {
            throw new IllegalArgumentException("rate: " + epochs + " epochs of " + stepsPerEpoch + " updates are " + units
                    + " changes of the learning rate, expected fewer than " + Integer.MAX_VALUE);
        }
        return course.over((int) units);
    }

    /**
     * How many updates make one unit.
     *
     * @param stepsPerEpoch how many updates make an epoch
     * @return what {@link dev.factorizer.models.training.Training#withStepsPerEpoch} takes
     */
    public int stepsPerUnit(int stepsPerEpoch) {
        return unit == Unit.EPOCH ? stepsPerEpoch : 1;
    }
}
