package dev.factorizer.report.runs;

import dev.factorizer.models.curves.TrainingCurves;
import dev.factorizer.models.curves.TrainingCurves.EpochPoint;
import dev.factorizer.models.curves.TrainingCurves.StepPoint;
import dev.factorizer.models.curves.TrainingCurves.ValidationPoint;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/**
 * What the page shows of the logs of a training: of one fold, or of several with a curve for each.
 *
 * @param loss of each step, and the mean of each epoch; of several folds the latter. Of many steps or epochs a point is the mean of some
 * @param dice at each validation: of each region and their mean; of several folds the latter
 * @param learningRate of each step
 * @param stepSeconds how long each step took
 * @param waitedShare of each epoch, how much of the time the step waited for data, 0 to 1
 * @param memory of each epoch, in bytes
 * @param seconds from the start to the last line; of several folds the sum
 * @param steps the last step; of several folds the sum
 */
public record TrainingLog(List<Series> loss, List<Series> dice, List<Series> learningRate, List<Series> stepSeconds, List<Series> waitedShare,
        List<Series> memory, double seconds, long steps) {
    private static final String EPOCH_LOSS = "mean of an epoch";
    private static final String MEAN_DICE = "mean";

    /** Copies the lists. */
    public TrainingLog {
        loss = List.copyOf(loss);
        dice = List.copyOf(dice);
        learningRate = List.copyOf(learningRate);
        stepSeconds = List.copyOf(stepSeconds);
        waitedShare = List.copyOf(waitedShare);
        memory = List.copyOf(memory);
    }

    /**
     * {@return the log of one fold}
     *
     * @param curves what its log says
     */
    public static TrainingLog of(TrainingCurves curves) {
        List<StepPoint> steps = curves.steps();
        List<EpochPoint> epochs = curves.epochs();
        List<ValidationPoint> validations = curves.validations();
        List<Series> dice = new ArrayList<>(series(MEAN_DICE, validations, ValidationPoint::step, ValidationPoint::meanDice));
        Set<String> regions = new LinkedHashSet<>();
        validations.forEach(one -> regions.addAll(one.dice().keySet()));
        regions.forEach(region -> dice.addAll(series(region, validations, ValidationPoint::step, one -> one.dice().getOrDefault(region, Double.NaN))));
        List<Series> loss = new ArrayList<>(series("loss of a step", steps, StepPoint::step, StepPoint::loss));
        loss.addAll(series(EPOCH_LOSS, epochs, EpochPoint::step, EpochPoint::meanLoss));
        return new TrainingLog(loss, dice, series("learning rate", steps, StepPoint::step, StepPoint::learningRate),
                series("time of a step", steps, StepPoint::step, StepPoint::seconds), series("waited", epochs, EpochPoint::step, EpochPoint::waitedShare),
                series("memory", epochs, EpochPoint::step, EpochPoint::memoryBytes), curves.seconds(),
                steps.isEmpty() ? 0 : steps.getLast().step());
    }

    /**
     * {@return the log of several folds}
     *
     * @param folds by name, in their order; of a single one the log is as it is
     */
    static TrainingLog of(Map<String, TrainingLog> folds) {
        if (folds.size() == 1) {
            return folds.values().iterator().next();
        }
        return new TrainingLog(named(folds, log -> chosen(log.loss(), EPOCH_LOSS)), named(folds, log -> chosen(log.dice(), MEAN_DICE)),
                named(folds, TrainingLog::learningRate), named(folds, TrainingLog::stepSeconds), named(folds, TrainingLog::waitedShare),
                named(folds, TrainingLog::memory), folds.values().stream().mapToDouble(TrainingLog::seconds).sum(),
                folds.values().stream().mapToLong(TrainingLog::steps).sum());
    }

    /** The curve of the name; before there is one, the first. */
    private static List<Series> chosen(List<Series> curves, String name) {
        return curves.stream().filter(one -> one.name().equals(name)).findFirst().or(() -> curves.stream().findFirst()).stream().toList();
    }

    private static List<Series> named(Map<String, TrainingLog> folds, Function<TrainingLog, List<Series>> curves) {
        List<Series> named = new ArrayList<>();
        folds.forEach((name, log) -> curves.apply(log).forEach(curve -> named.add(new Series(name, curve.points()))));
        return named;
    }

    private static <T> List<Series> series(String name, List<T> points, ToLongFunction<T> x, ToDoubleFunction<T> y) {
        return points.stream().allMatch(one -> Double.isNaN(y.applyAsDouble(one))) ? List.of()
                : List.of(new Series(name, points.stream().map(one -> new Series.Point(x.applyAsLong(one), y.applyAsDouble(one))).toList()));
    }
}
