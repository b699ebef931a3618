package dev.factorizer.models.curves;

import dev.factorizer.models.curves.TrainingCurves.EpochPoint;
import dev.factorizer.models.curves.TrainingCurves.StepPoint;
import dev.factorizer.models.curves.TrainingCurves.ValidationPoint;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/**
 * Collects the curves of a training as it goes, in a memory that doesn't grow with the number of its steps. What its log says and what is
 * added afterwards gives the same curves as the log that has both.
 *
 * <p>Of a training that was resumed before what it had logged, what is added later counts: a step takes all of that step and later ones
 * away. For one thread.
 */
public final class CurveRecorder {
    private static final int MOST_REGIONS = 1000;

    private final ThinnedPoints<StepPoint> steps = new ThinnedPoints<>(StepPoint::step, StepPoint::count, StepPoint::and);
    private final ThinnedPoints<ValidationPoint> validations = new ThinnedPoints<>(ValidationPoint::step, ValidationPoint::count,
            ValidationPoint::and);
    private final ThinnedPoints<EpochPoint> epochs = new ThinnedPoints<>(EpochPoint::step, EpochPoint::count, EpochPoint::and);
    private final Set<String> regions = new HashSet<>();
    private double seconds;

    /** Of a training that begins. */
    public CurveRecorder() { }

    /**
     * Of a training that goes on.
     *
     * @param log an event per line, of which {@code step}, {@code validation} and {@code epoch} are read; a last line without an end, as a
     *     killed process leaves it, is left out
     * @return what it says
     * @throws IOException if it can't be read or a line is no event
     */
    public static CurveRecorder read(Path log) throws IOException {
        CurveRecorder recorder = new CurveRecorder();
        LogLines.read(log, line -> line.addTo(recorder));
        return recorder;
    }

    /**
     * Adds a step.
     *
     * @param point the step
     */
    public void add(StepPoint point) {
        steps.add(point);
        validations.cut(point.step());
        epochs.cut(point.step());
    }

    /**
     * Adds a validation.
     *
     * @param point the validation
     * @throws IllegalArgumentException if there are more regions than any model has
     */
    public void add(ValidationPoint point) {
        regions.addAll(point.dice().keySet());
        if (regions.size() > MOST_REGIONS) {
            throw new IllegalArgumentException("curves: there are " + regions.size() + " regions, expected at most " + MOST_REGIONS);
        }
        validations.add(point);
    }

    /**
     * Adds the end of an epoch.
     *
     * @param point the epoch
     */
    public void add(EpochPoint point) {
        epochs.add(point);
    }

    /**
     * Says how long the training has taken.
     *
     * @param fromTheStart in seconds
     */
    public void at(double fromTheStart) {
        seconds = fromTheStart;
    }

    /** {@return the curves so far} */
    public TrainingCurves curves() {
        return new TrainingCurves(steps.points(), validations.points(), epochs.points(), seconds);
    }
}
